// Strength reduction: cheaper operations for multiplications and remainders by constants, and int32 arithmetic for int64
// arithmetic that is narrowed afterwards.
//
//     x % 2^k            x & (2^k - 1), since remainders have the sign of the divisor
//     x % c              x, if it is in 0..c - 1
//     x % y              the machine's remainder, if neither has a sign
//     x % y == 0         trunc(double(x) / double(y)) * y == x, see below
//     x * 2^k            x << k, if it can not overflow; x * 2 with an overflow check is x + x
//     x * 2.0            x + x, which processors do faster
//     narrow(a + b)      the int32 sum, with its own check, of two int32
//
// Other constant divisors are the back ends' business: a multiplication by the reciprocal needs the high half of the
// product.
//
// REMAINDERS THAT ARE ONLY COMPARED. Branches on them are predicted, so it is not important how long a remainder takes but how
// many are done at a time, and dividers of doubles take up the next division earlier than those of ints. The quotient of
// two int32 is exact enough: it is at least 1 / |y| away from the next integer, and is rounded by less than that. Besides,
// the conversion of an operand that a loop does not change stays in front of the loop. A remainder that is wanted as a number
// may be what the next one waits for (as in Euclid's algorithm), and stays with the divider of ints.
#include <bit>
#include <unordered_map>
#include <vector>

#include "jit/opt/pass.h"
#include "jit/opt/ranges.h"
#include "jit/opt/replace.h"

namespace gs::jit::opt {

namespace {

class Strength {
public:
    explicit Strength(Graph& graph) : graph_(graph), replaced_(graph), ranges_(graph), uses_(graph.node_count()) {}

    void run() {
        count_uses();
        for (Block* block : graph_.blocks) {
            for (Node *node = block->first, *next = nullptr; node; node = next) {
                next = node->next;
                Node* simpler = simplify(node);
                if (!simpler) continue;
                replaced_.add(node, simpler);
                graph_.remove(node);
            }
        }
        replaced_.finish();
    }

private:
    struct Uses {
        u32 zero_tests = 0;  // comparisons that ask whether it is 0
        u32 other = 0;  // not comparisons; snapshots are not counted
    };

    void count_uses() {
        for (Block* block : graph_.blocks) {
            for (Node* node = block->first; node; node = node->next) {
                bool compares = node->is(Op::CmpI32);
                bool equality = compares && (node->condition() == Condition::Eq || node->condition() == Condition::Ne);
                bool with_zero = equality && node->inputs[1]->is_const() && node->inputs[1]->as_int() == 0;
                for (const Node* input : node->inputs) {
                    if (input->op != Op::ModI32) continue;
                    Uses& uses = uses_[input->id];
                    if (with_zero) uses.zero_tests++;
                    if (!compares) uses.other++;
                }
            }
        }
    }

    Node* make(Node* node, Op op, Nodes inputs) {
        bool guards = info(op).effects & kGuard;
        Node* made = graph_.make(op, node->type, std::move(inputs), 0, guards ? node->snapshot : nullptr);
        if (guards) made->origin = node->origin;
        graph_.insert_before(node, made);
        return made;
    }

    Node* constant(Type type, i64 value) { return graph_.constant(type, static_cast<u64>(value)); }

    static bool is_power(i64 value) { return value > 0 && std::has_single_bit(static_cast<u64>(value)); }

    Node* simplify(Node* node) {
        switch (node->op) {
            case Op::ModI32: return remainder(node, Op::AndI32);
            case Op::ModI64: return remainder(node, Op::AndI64);
            case Op::MulI32:
            case Op::MulI32Ov: return product(node);
            case Op::MulF64: {
                bool doubles = node->inputs[1]->is_const() && node->inputs[1]->as_real() == 2;
                return doubles ? make(node, Op::AddF64, {node->inputs[0], node->inputs[0]}) : nullptr;
            }
            case Op::NarrowI64: return narrowed(node);
            default: return nullptr;
        }
    }

    Node* remainder(Node* node, Op mask) {
        Node *x = node->inputs[0], *y = node->inputs[1];
        Interval dividend = ranges_.of(x, at(node)), by = ranges_.of(y, at(node));
        if (dividend.inside(0, by.low - 1)) return x;
        if (y->is_const() && is_power(y->as_int())) return make(node, mask, {x, constant(node->type, y->as_int() - 1)});
        if (!node->is(Op::ModI32)) return nullptr;
        bool plain = dividend.low >= 0 && by.low > 0;
        // Without a sign it is the remainder that was asked for. With one it is 0 where that is.
        const Uses& uses = uses_[node->id];
        bool compared = plain ? uses.other == 0 : uses.zero_tests == node->use_count;
        if (compared && !y->is_const()) {
            Node* quotient = make_typed(node, Op::TruncF64, Type::I32, {ratio(node, x, y)});
            return make(node, Op::SubI32, {x, make(node, Op::MulI32, {quotient, y})});
        }
        return plain ? make(node, Op::RemI32, {x, y}) : nullptr;
    }

    Node* ratio(Node* node, Node* x, Node* y) {
        return make_typed(node, Op::DivF64, Type::F64, {converted(replaced_.find(x)), converted(replaced_.find(y))});
    }

    Node* make_typed(Node* node, Op op, Type type, Nodes inputs) {
        Node* made = graph_.make(op, type, std::move(inputs));
        graph_.insert_before(node, made);
        return made;
    }

    /// The double of an int32. It is made right behind it, which may be in front of a loop.
    Node* converted(Node* node) {
        if (node->is_const())
            return graph_.constant(Type::F64, std::bit_cast<u64>(static_cast<double>(node->as_int())));
        Node*& made = converted_[node];
        if (made) return made;
        Node* behind = node->next;
        while (behind->is(Op::Phi)) behind = behind->next;
        return made = make_typed(behind, Op::I32ToF64, Type::F64, {node});
    }

    Node* product(Node* node) {
        Node *x = node->inputs[0], *y = node->inputs[1];
        if (!y->is_const() || !is_power(y->as_int())) return nullptr;
        i64 factor = y->as_int();
        if (factor == 2) return make(node, node->is(Op::MulI32) ? Op::AddI32 : Op::AddI32Ov, {x, x});
        if (!node->is(Op::MulI32)) return nullptr;
        return make(node, Op::ShlI32, {x, constant(Type::I32, std::countr_zero(static_cast<u64>(factor)))});
    }

    /// The int32 that an int64 is the extension of, or null.
    Node* narrow(Node* node) {
        if (node->is(Op::I32ToI64)) return node->inputs[0];
        bool fits = node->is_const() && node->as_int() == static_cast<i32>(node->as_int());
        return fits ? constant(Type::I32, node->as_int()) : nullptr;
    }

    Node* narrowed(Node* node) {
        Node* wide = node->inputs[0];
        if (wide->is(Op::CheckInt48)) wide = wide->inputs[0];
        Op op;
        switch (wide->op) {
            case Op::AddI64: op = Op::AddI32Ov; break;
            case Op::SubI64: op = Op::SubI32Ov; break;
            case Op::MulI64Ov: op = Op::MulI32Ov; break;
            default: return nullptr;
        }
        Node *a = narrow(wide->inputs[0]), *b = narrow(wide->inputs[1]);
        return a && b ? make(node, op, {a, b}) : nullptr;
    }

    Graph& graph_;
    Replacements replaced_;
    Ranges ranges_;
    std::vector<Uses> uses_;  // by node id, of remainders
    std::unordered_map<const Node*, Node*> converted_;
};

}  // namespace

void strength(Graph& graph) { Strength(graph).run(); }

}  // namespace gs::jit::opt
