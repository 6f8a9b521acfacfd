// Constant folding and algebra: each operation is replaced by something simpler if its inputs allow it.
//
// One walk in an order in which inputs come first (but for those of loop phis), so that what has become simpler is seen by
// its users at once. The rules look at an operation and its inputs only, never at other users, and make at most two new
// operations for each old one.
//
// Three groups of rules: constants (eval.h computes them); algebra; and boxes, where a check of a box is the boxed value,
// a conversion of it, or a certain exit. An exit that is certain ends its block: what follows can not be reached.
//
// Snapshots name what stands in a box instead of the box, which exits make again.
#include <algorithm>
#include <bit>
#include <cmath>

#include "jit/ir/analysis.h"
#include "jit/ir/eval.h"
#include "jit/opt/pass.h"
#include "jit/opt/replace.h"
#include "support/assert.h"

namespace gs::jit::opt {

namespace {

/// What is known about a Value.
enum class Kind : u8 { Unknown, NotNil, Int32, Int, Real, Bool, Nil, Reference };

struct Known {
    Kind kind = Kind::Unknown;
    Node* raw = nullptr;  // the unboxed value, if there is one
    u64 tag = 0;  // of a Reference
    bool is_int() const { return kind == Kind::Int32 || kind == Kind::Int; }
    bool is_certain() const { return kind > Kind::NotNil; }
};

Known known(const Node* value) {
    switch (value->op) {
        case Op::BoxI32: return {Kind::Int32, value->inputs[0]};
        case Op::BoxI64: return {Kind::Int, value->inputs[0]};
        case Op::BoxF64: return {Kind::Real, value->inputs[0]};
        case Op::BoxBool: return {Kind::Bool, value->inputs[0]};
        case Op::BoxPtr: return {Kind::Reference, value->inputs[0], value->imm};
        case Op::Callee: return {Kind::Reference, nullptr, rt::kTagFunction};
        case Op::CheckNotNil: {
            Known inner = known(value->inputs[0]);
            return inner.is_certain() ? inner : Known{Kind::NotNil};
        }
        case Op::Const: break;
        default: return {};
    }
    rt::Value v = value->as_value();
    if (v.is_int()) return {v.as_int() == static_cast<i32>(v.as_int()) ? Kind::Int32 : Kind::Int};
    if (v.is_real()) return {Kind::Real};
    if (v.is_boolean()) return {Kind::Bool};
    if (v.is_nil()) return {Kind::Nil};
    if (v.is_reference()) return {Kind::Reference, nullptr, v.bits & ~rt::kPayloadMask};
    return {};
}

/// Two Values that can not have the same bits.
bool differ(const Known& a, const Known& b) {
    if (!a.is_certain() || !b.is_certain()) {
        return (a.kind == Kind::Nil && b.kind == Kind::NotNil) || (a.kind == Kind::NotNil && b.kind == Kind::Nil);
    }
    if (a.is_int() && b.is_int()) return false;
    return a.kind != b.kind || a.tag != b.tag;
}

bool is_comparison(Op op) { return info(op).immediate == Immediate::Condition; }

/// a CONDITION b is b SWAPPED a.
Condition swapped(Condition condition) {
    switch (condition) {
        case Condition::Lt: return Condition::Gt;
        case Condition::Le: return Condition::Ge;
        case Condition::Gt: return Condition::Lt;
        case Condition::Ge: return Condition::Le;
        default: return condition;
    }
}

/// What holds if CONDITION does not. Not for doubles, where NaN makes both false.
Condition opposite(Condition condition) {
    switch (condition) {
        case Condition::Eq: return Condition::Ne;
        case Condition::Ne: return Condition::Eq;
        case Condition::Lt: return Condition::Ge;
        case Condition::Le: return Condition::Gt;
        case Condition::Gt: return Condition::Le;
        case Condition::Ge: return Condition::Lt;
    }
    GS_UNREACHABLE("all conditions are listed");
}

class Folder {
public:
    explicit Folder(Graph& graph) : graph_(graph), replaced_(graph) {}

    void run() {
        std::vector<Block*> blocks = order_blocks(graph_);
        std::vector<bool> reached(blocks.size());
        for (Block* block : blocks) {
            // What a guard that always fails has cut off makes no sense: there may be loops that nobody enters.
            auto leads_here = [&](const Block* from) { return from->order < block->order && reached[from->order]; };
            if (exits_ && std::none_of(block->predecessors.begin(), block->predecessors.end(), leads_here)) continue;
            reached[block->order] = true;
            for (Node *node = block->first, *next = nullptr; node; node = next) {
                next = node->next;
                replaced_.resolve(node);
                Node* simpler = simplify(node);
                if (simpler == node) continue;
                if (!simpler) {
                    exit_at(node);
                    break;
                }
                replaced_.add(node, simpler);
                graph_.remove(node);
            }
        }
        // What stands between a nil check and the check that took its place had been resolved by then.
        has_moved_checks_ ? replaced_.finish() : replaced_.finish_phis();
        unbox_snapshots();
        if (exits_) remove_unreachable(graph_);
    }

private:
    // ---- making nodes ----------------------------------------------------------------------------------------------

    Node* constant(Type type, u64 bits) { return graph_.constant(type, bits); }
    Node* boolean(bool value) { return constant(Type::Bool, value); }

    /// A new operation in the place of `node`, with its snapshot if it needs one.
    Node* make(Node* node, Op op, Nodes inputs, u64 imm = 0) {
        Type type = type_of(info(op).result);
        bool guards = info(op).effects & kGuard;
        Node* made = graph_.make(op, type, std::move(inputs), imm, guards ? node->snapshot : nullptr);
        if (guards) made->origin = node->origin;
        graph_.insert_before(node, made);
        Node* simpler = simplify(made);
        if (simpler == made || !simpler) return made;
        graph_.remove(made);
        return simpler;
    }

    /// The guard fails each time: the block ends here.
    void exit_at(Node* guard) {
        Block* block = guard->block;
        Node* exit = graph_.make(Op::Exit, Type::None, {}, static_cast<u64>(guard->op), guard->snapshot);
        exit->origin = guard->origin;
        while (block->last != guard) graph_.remove(block->last);
        graph_.remove(guard);
        graph_.append(block, exit);
        while (!block->successors.empty()) remove_edge(graph_, block, block->successors.back());
        exits_ = true;
    }

    void unbox_snapshots() {
        for (Snapshot& snapshot : graph_.snapshots) {
            for (SlotValue& entry : snapshot.slots) {
                Node* value = entry.value;
                if (!value->block) continue;  // nobody takes this exit any more
                bool boxes = value->is(Op::BoxI32) || value->is(Op::BoxI64) || value->is(Op::BoxF64) ||
                             value->is(Op::BoxBool) ||
                             (value->is(Op::BoxPtr) && pointer_tag(value->inputs[0]) == value->imm);
                if (!boxes) continue;
                --value->use_count;
                entry.value = value->inputs[0];
                ++entry.value->use_count;
            }
        }
    }

    // ---- rules -----------------------------------------------------------------------------------------------------
    // Each gives what stands for the node: itself, if nothing simpler does; null, if it is a guard that always fails.

    Node* simplify(Node* node) {
        if (node->is(Op::Phi)) return phi(node);
        u16 effects = node->effects();
        if (node->is(Op::Branch)) {
            // The way round does not matter to anybody else.
            while (node->inputs[0]->is(Op::NotBool) && node->block->successors[0] != node->block->successors[1]) {
                graph_.set_input(node, 0, node->inputs[0]->inputs[0]);
                std::swap(node->block->successors[0], node->block->successors[1]);
                graph_.edges_changed();
            }
            return node;
        }
        if (!(effects & (kPure | kGuard)) || effects & (kPinned | kEnds)) return node;
        if (node->is_const() || node->is(Op::Callee)) return node;
        if (Outcome outcome = constants(node); outcome != Outcome::Unknown) {
            return outcome == Outcome::Exit ? nullptr : constant_result_;
        }
        canonical(node);
        switch (info(node->op).inputs[0]) {
            case 'v': return of_value(node);
            case 'i': return of_i32(node);
            case 'l': return of_i64(node);
            case 'd': return of_f64(node);
            case 'b': return of_bool(node);
            case 'p': return of_pointer(node);
            default: return node;
        }
    }

    /// A phi of one value is that value.
    Node* phi(Node* node) {
        Node* only = nullptr;
        for (Node* input : node->inputs) {
            input = replaced_.find(input);
            if (input == node || input == only) continue;
            if (only) return node;
            only = input;
        }
        return only ? only : node;
    }

    Outcome constants(Node* node) {
        u64 bits[4], result = 0;
        if (node->inputs.size() > std::size(bits)) return Outcome::Unknown;
        for (u32 i = 0; i < node->inputs.size(); ++i) {
            if (!node->inputs[i]->is_const()) return Outcome::Unknown;
            bits[i] = node->inputs[i]->imm;
        }
        Outcome outcome = eval_pure(*node, bits, &result);
        if (outcome == Outcome::Value) {
            // A guard without a value leaves nothing behind; its input stands in for it, and nobody asks.
            constant_result_ = node->type == Type::None ? node->inputs[0] : constant(node->type, result);
        }
        return outcome;
    }

    /// A constant stands on the right where the order does not matter.
    void canonical(Node* node) {
        if (node->inputs.size() != 2 || !node->inputs[0]->is_const() || node->inputs[1]->is_const()) return;
        bool compares = is_comparison(node->op);
        if (!compares && !is_commutative(node->op)) return;
        std::swap(node->inputs[0], node->inputs[1]);
        if (compares) node->imm = static_cast<u64>(swapped(node->condition()));
    }

    // ---- tagged values ---------------------------------------------------------------------------------------------

    Node* of_value(Node* node) {
        if (says_what_it_is(node->op)) stand_for_nil_check(node);
        Node* value = node->inputs[0];
        Known k = known(value);
        switch (node->op) {
            case Op::UnboxI32:
            case Op::CheckI32: return as_i32(node, k);
            case Op::UnboxI64:
            case Op::CheckI64: return as_i64(node, k);
            case Op::UnboxF64:
            case Op::CheckF64: return k.kind == Kind::Real ? raw(node, k) : unless(node, k.is_certain());
            case Op::CheckNumber:
                if (k.kind == Kind::Int32 && k.raw) return make(node, Op::I32ToF64, {k.raw});
                if (k.kind == Kind::Int && k.raw) return make(node, Op::I64ToF64, {k.raw});
                return k.kind == Kind::Real ? raw(node, k) : unless(node, k.is_certain() && !k.is_int());
            case Op::UnboxBool:
            case Op::CheckBool: return k.kind == Kind::Bool ? raw(node, k) : unless(node, k.is_certain());
            case Op::UnboxPtr:
            case Op::CheckPtr:
                if (k.kind == Kind::Reference && k.tag == node->imm) return raw(node, k);
                return unless(node, k.is_certain());
            case Op::CheckBits: return unless(node, differ(k, known_bits(node->imm)));
            case Op::CheckNotNil:
                if (k.kind == Kind::Nil) return nullptr;
                return k.kind == Kind::Unknown ? node : value;
            case Op::IsTruthy:
                if (k.kind == Kind::Bool && k.raw) return k.raw;
                return k.is_certain() && k.kind != Kind::Bool ? boolean(k.kind != Kind::Nil) : node;
            case Op::IsNil: return k.kind == Kind::Unknown ? node : boolean(k.kind == Kind::Nil);
            case Op::IsTag: return k.is_certain() ? boolean(k.kind == Kind::Reference && k.tag == node->imm) : node;
            case Op::IsInt: return k.is_certain() ? boolean(k.is_int()) : node;
            case Op::IsF64: return k.is_certain() ? boolean(k.kind == Kind::Real) : node;
            case Op::CmpBits: return same_bits(node, k, known(node->inputs[1]));
            default: return node;
        }
    }

    static bool says_what_it_is(Op op) {
        switch (op) {
            case Op::CheckI32:
            case Op::CheckI64:
            case Op::CheckF64:
            case Op::CheckNumber:
            case Op::CheckBool:
            case Op::CheckPtr: return true;
            default: return false;
        }
    }

    /// A check behind CheckNotNil in the same block takes its place, and its state: what is of that type is not nil. It may now
    /// fail in front of what stands between the two, which costs time, not truth.
    void stand_for_nil_check(Node* check) {
        Node* not_nil = check->inputs[0];
        if (!not_nil->is(Op::CheckNotNil) || not_nil->block != check->block) return;
        graph_.move_before(not_nil, check);
        graph_.set_input(check, 0, not_nil->inputs[0]);
        check->snapshot = not_nil->snapshot;
        replaced_.add(not_nil, not_nil->inputs[0]);
        graph_.remove(not_nil);
        has_moved_checks_ = true;
    }

    static Known known_bits(u64 bits) {
        Node value;
        value.imm = bits;
        return known(&value);
    }

    static Node* raw(Node* node, const Known& k) { return k.raw ? k.raw : node; }
    /// Null if the guard always fails. (An unboxing without a check never meets the wrong kind where it is reached.)
    static Node* unless(Node* node, bool fails) { return fails && node->effects() & kGuard ? nullptr : node; }

    Node* as_i32(Node* node, const Known& k) {
        if (k.kind == Kind::Int32) return raw(node, k);
        if (k.kind == Kind::Int && k.raw) {
            return make(node, node->effects() & kGuard ? Op::NarrowI64 : Op::TruncI64, {k.raw});
        }
        return unless(node, k.is_certain() && !k.is_int());
    }

    Node* as_i64(Node* node, const Known& k) {
        if (k.kind == Kind::Int) return raw(node, k);
        if (k.kind == Kind::Int32 && k.raw) return make(node, Op::I32ToI64, {k.raw});
        return unless(node, k.is_certain() && !k.is_int());
    }

    Node* same_bits(Node* node, const Known& a, const Known& b) {
        bool equal = node->condition() == Condition::Eq;
        if (node->inputs[0] == node->inputs[1]) return boolean(equal);
        if (differ(a, b)) return boolean(!equal);
        if (!a.raw || a.kind != b.kind) return node;
        Node* right = b.raw ? b.raw : node->inputs[1]->is_const() ? raw_constant(node->inputs[1], a) : nullptr;
        if (!right) return node;
        if (a.kind == Kind::Int32) return make(node, Op::CmpI32, {a.raw, right}, node->imm);
        if (a.kind == Kind::Int) return make(node, Op::CmpI64, {a.raw, right}, node->imm);
        if (a.kind == Kind::Reference) return make(node, Op::CmpPtr, {a.raw, right}, node->imm);
        return node;
    }

    /// A constant Value in the representation of `like`.
    Node* raw_constant(const Node* value, const Known& like) {
        switch (like.kind) {
            case Kind::Int32: return constant(Type::I32, static_cast<u64>(value->as_value().as_int()));
            case Kind::Int: return constant(Type::I64, static_cast<u64>(value->as_value().as_int()));
            case Kind::Reference: return constant(Type::Ptr, value->imm & rt::kPayloadMask);
            default: return nullptr;
        }
    }

    // ---- pointers, bools -------------------------------------------------------------------------------------------

    Node* of_pointer(Node* node) {
        Node* x = node->inputs[0];
        switch (node->op) {
            case Op::BoxPtr:
                if ((x->is(Op::CheckPtr) || x->is(Op::UnboxPtr)) && x->imm == node->imm) return x->inputs[0];
                return node;
            case Op::CmpPtr:
                if (x == node->inputs[1]) return boolean(node->condition() == Condition::Eq);
                return node;
            default: return node;
        }
    }

    Node* of_bool(Node* node) {
        Node* x = node->inputs[0];
        switch (node->op) {
            case Op::BoxBool: return x->is(Op::CheckBool) || x->is(Op::UnboxBool) ? x->inputs[0] : node;
            case Op::GuardTrue: return x->is(Op::NotBool) ? make(node, Op::GuardFalse, {x->inputs[0]}) : node;
            case Op::GuardFalse: return x->is(Op::NotBool) ? make(node, Op::GuardTrue, {x->inputs[0]}) : node;
            case Op::NotBool:
                if (x->is(Op::NotBool)) return x->inputs[0];
                if (is_comparison(x->op) && !x->is(Op::CmpF64)) {
                    return make(node, x->op, x->inputs, static_cast<u64>(opposite(x->condition())));
                }
                return node;
            default: return node;
        }
    }

    // ---- int32 -----------------------------------------------------------------------------------------------------

    static bool is(const Node* node, i64 value) { return node->is_const() && node->as_int() == value; }

    Node* of_i32(Node* node) {
        Node* x = node->inputs[0];
        Node* y = node->inputs.size() > 1 ? node->inputs[1] : nullptr;
        switch (node->op) {
            case Op::BoxI32:
                if (x->is(Op::CheckI32) || x->is(Op::UnboxI32)) return x->inputs[0];
                return x->is(Op::NarrowI64) ? make(node, Op::BoxI64, {x->inputs[0]}) : node;
            case Op::AddI32:
            case Op::AddI32Ov: return is(y, 0) ? x : node;
            case Op::SubI32:
            case Op::SubI32Ov: return x == y ? constant(Type::I32, 0) : is(y, 0) ? x : node;
            case Op::MulI32:
            case Op::MulI32Ov: return is(y, 1) ? x : is(y, 0) ? y : node;
            case Op::ModI32: return is(y, 1) || is(y, -1) ? constant(Type::I32, 0) : node;
            case Op::AndI32: return x == y || is(y, -1) ? x : is(y, 0) ? y : node;
            case Op::OrI32: return x == y || is(y, 0) ? x : is(y, -1) ? y : node;
            case Op::XorI32: return x == y ? constant(Type::I32, 0) : is(y, 0) ? x : node;
            case Op::ShlI32:
            case Op::ShrI32:
            case Op::SarI32: return is(y, 0) ? x : node;
            case Op::I32ToI64:
                // The low half of what fits is all of it.
                return x->is(Op::NarrowI64) ? x->inputs[0] : node;
            case Op::CmpI32:
                // The difference is 0 where the numbers are the same, be there an overflow or not.
                if (x->is(Op::SubI32) && is(y, 0) && is_equality(node->condition())) {
                    return make(node, Op::CmpI32, x->inputs, node->imm);
                }
                [[fallthrough]];
            case Op::CmpU32: return x == y ? boolean(holds_for_equal(node->condition())) : node;
            default: return node;
        }
    }

    static bool is_equality(Condition c) { return c == Condition::Eq || c == Condition::Ne; }
    static bool holds_for_equal(Condition c) { return c == Condition::Eq || c == Condition::Le || c == Condition::Ge; }

    // ---- int64 -----------------------------------------------------------------------------------------------------

    /// The int32 that `node` is the extension of; a constant that fits becomes one. Null if there is none.
    Node* narrow(Node* node) {
        if (node->is(Op::I32ToI64)) return node->inputs[0];
        if (node->is_const() && node->as_int() == static_cast<i32>(node->as_int()))
            return constant(Type::I32, node->imm);
        return nullptr;
    }

    Node* of_i64(Node* node) {
        Node* x = node->inputs[0];
        Node* y = node->inputs.size() > 1 ? node->inputs[1] : nullptr;
        switch (node->op) {
            case Op::BoxI64:
                if (x->is(Op::CheckI64) || x->is(Op::UnboxI64)) return x->inputs[0];
                return x->is(Op::I32ToI64) ? make(node, Op::BoxI32, {x->inputs[0]}) : node;
            case Op::CheckInt48: return x->is(Op::I32ToI64) || x->is(Op::CheckInt48) || x->is(Op::CheckI64) ? x : node;
            case Op::NarrowI64:
            case Op::TruncI64: return x->is(Op::I32ToI64) ? x->inputs[0] : node;
            case Op::I64ToF64: return x->is(Op::I32ToI64) ? make(node, Op::I32ToF64, {x->inputs[0]}) : node;
            case Op::AddI64: return is(y, 0) ? x : node;
            case Op::SubI64: return x == y ? constant(Type::I64, 0) : is(y, 0) ? x : node;
            case Op::MulI64Ov: return is(y, 1) ? x : is(y, 0) ? y : node;
            case Op::ModI64: return is(y, 1) || is(y, -1) ? constant(Type::I64, 0) : node;
            case Op::AndI64: return x == y || is(y, -1) ? x : is(y, 0) ? y : node;
            case Op::OrI64: return x == y || is(y, 0) ? x : is(y, -1) ? y : node;
            case Op::XorI64: return x == y ? constant(Type::I64, 0) : is(y, 0) ? x : node;
            case Op::ShlI64:
            case Op::ShrI64:
            case Op::SarI64: return is(y, 0) ? x : node;
            case Op::CmpI64:
                if (x == y) return boolean(holds_for_equal(node->condition()));
                if (Node* a = narrow(x), *b = narrow(y); a && b) return make(node, Op::CmpI32, {a, b}, node->imm);
                return node;
            default: return node;
        }
    }

    // ---- double ----------------------------------------------------------------------------------------------------

    static bool is_real(const Node* node, double value) {
        return node->is_const() && node->imm == std::bit_cast<u64>(value);
    }

    /// The int32 whose conversion `node` is, as narrow().
    Node* whole(Node* node) {
        if (node->is(Op::I32ToF64)) return node->inputs[0];
        if (!node->is_const()) return nullptr;
        double value = node->as_real();
        if (!(value >= -2147483648.0 && value <= 2147483647.0) || value != std::floor(value)) return nullptr;
        return constant(Type::I32, static_cast<u64>(static_cast<i64>(value)));
    }

    /// A power of two whose reciprocal is one as well (no overflow, no denormal).
    static bool has_exact_reciprocal(const Node* node) {
        if (!node->is_const()) return false;
        u64 mantissa = node->imm & ((u64{1} << 52) - 1), exponent = node->imm >> 52 & 0x7FF;
        return mantissa == 0 && exponent > 1 && exponent < 2045;
    }

    /// The floor of an int divided by a constant, computed with ints; null if it is none. A quotient that is no int is further away
    /// from the next one (by 1 / the divisor at least) than doubles of its size are from each other.
    Node* quotient(Node* node, const Node* ratio) {
        double by = 0;
        if (ratio->is(Op::DivF64) && ratio->inputs[1]->is_const()) by = ratio->inputs[1]->as_real();
        if (ratio->is(Op::MulF64) && has_exact_reciprocal(ratio->inputs[1])) by = 1 / ratio->inputs[1]->as_real();
        if (!(by >= 2 && by <= INT32_MAX) || by != std::floor(by)) return nullptr;
        u64 divisor = static_cast<u64>(by);
        bool shifts = std::has_single_bit(divisor);
        Node* count = constant(Type::I32, static_cast<u64>(std::countr_zero(divisor)));
        Node* x = ratio->inputs[0];
        if (x->is(Op::I64ToF64)) return shifts ? make(node, Op::SarI64, {x->inputs[0], count}) : nullptr;
        if (!x->is(Op::I32ToF64)) return nullptr;
        Node* narrow = shifts ? make(node, Op::SarI32, {x->inputs[0], count})
                              : make(node, Op::DivI32, {x->inputs[0], constant(Type::I32, divisor)});
        return make(node, Op::I32ToI64, {narrow});
    }

    Node* of_f64(Node* node) {
        Node* x = node->inputs[0];
        Node* y = node->inputs.size() > 1 ? node->inputs[1] : nullptr;
        switch (node->op) {
            case Op::BoxF64: return x->is(Op::CheckF64) || x->is(Op::UnboxF64) ? x->inputs[0] : node;
            case Op::SubF64: return is_real(y, 0) ? x : node;
            case Op::MulF64: return is_real(y, 1) ? x : node;
            case Op::DivF64:
                if (is_real(y, 1)) return x;
                if (!has_exact_reciprocal(y)) return node;
                return make(node, Op::MulF64, {x, constant(Type::F64, std::bit_cast<u64>(1 / y->as_real()))});
            case Op::NegF64: return x->is(Op::NegF64) ? x->inputs[0] : node;
            case Op::AbsF64: return x->is(Op::NegF64) ? make(node, Op::AbsF64, {x->inputs[0]}) : node;
            case Op::FloorF64:
            case Op::CeilF64: return x->is(Op::I32ToF64) || x->is(Op::I64ToF64) || x->is(node->op) ? x : node;
            case Op::ExactI64:
                if (x->is(Op::I32ToF64)) return make(node, Op::I32ToI64, {x->inputs[0]});
                if (x->is(Op::FloorF64)) {
                    if (Node* whole = quotient(node, x->inputs[0])) return whole;
                }
                return x->is(Op::I64ToF64) ? x->inputs[0] : node;
            case Op::CmpF64:
                if (Node* a = whole(x), *b = whole(y); a && b) return make(node, Op::CmpI32, {a, b}, node->imm);
                return node;
            default: return node;
        }
    }

    Graph& graph_;
    Replacements replaced_;
    Node* constant_result_ = nullptr;
    bool exits_ = false, has_moved_checks_ = false;
};

}  // namespace

void fold(Graph& graph) { Folder(graph).run(); }

}  // namespace gs::jit::opt
