// Strength reduction: cheaper operations for multiplications and remainders by constants, and int32 arithmetic for int64
// arithmetic that is narrowed afterwards.
//
//     x % 2^k            x & (2^k - 1), since remainders have the sign of the divisor
//     x % c              x, if it is in 0..c - 1
//     x % y              the machine's remainder, if neither has a sign
//     x * 2^k            x << k, if it can not overflow; x * 2 with an overflow check is x + x
//     narrow(a + b)      the int32 sum, with its own check, of two int32
//
// Other divisors are the back ends' business: a multiplication by the reciprocal needs the high half of the product.
#include <bit>

#include "jit/opt/pass.h"
#include "jit/opt/ranges.h"
#include "jit/opt/replace.h"

namespace gs::jit::opt {

namespace {

class Strength {
public:
    explicit Strength(Graph& graph) : graph_(graph), replaced_(graph), ranges_(graph) {}

    void run() {
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
            case Op::NarrowI64: return narrowed(node);
            default: return nullptr;
        }
    }

    Node* remainder(Node* node, Op mask) {
        Node *x = node->inputs[0], *y = node->inputs[1];
        Interval dividend = ranges_.of(x, at(node)), by = ranges_.of(y, at(node));
        if (dividend.inside(0, by.low - 1)) return x;
        if (y->is_const() && is_power(y->as_int())) return make(node, mask, {x, constant(node->type, y->as_int() - 1)});
        bool plain = node->is(Op::ModI32) && dividend.low >= 0 && by.low > 0;
        return plain ? make(node, Op::RemI32, {x, y}) : nullptr;
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
};

}  // namespace

void strength(Graph& graph) { Strength(graph).run(); }

}  // namespace gs::jit::opt
