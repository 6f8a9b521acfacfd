// Comparisons off the fast path, and loop edges whose counter ran out.
#include "runtime/ops.h"
#include "support/assert.h"
#include "vm/fuse.h"
#include "vm/slow.h"
#include "vm/switch.h"
#include "vm/vm_engine.h"

namespace gs::vm {

using bytecode::Op;
using bytecode::Operand;
using rt::Result;

namespace {

enum class Relation : u8 { Equal, Less, LessEqual, Greater, GreaterEqual };

struct Comparison {
    Relation relation;
    bool negated;
};

Comparison comparison_of(Op base) {
    switch (base) {
        case Op::Equal:
        case Op::JumpEqual: return {Relation::Equal, false};
        case Op::NotEqual:
        case Op::JumpNotEqual: return {Relation::Equal, true};
        case Op::Less:
        case Op::JumpLess:
        case Op::JumpLessImm:
        case Op::LoopLess:
        case Op::LoopLessImm:
        case Op::IncLoopLess:
        case Op::IncLoopLessImm: return {Relation::Less, false};
        case Op::LessEqual:
        case Op::JumpLessEqual:
        case Op::JumpLessEqualImm:
        case Op::LoopLessEqual:
        case Op::LoopLessEqualImm:
        case Op::IncLoopLessEqual:
        case Op::IncLoopLessEqualImm: return {Relation::LessEqual, false};
        case Op::JumpGreaterImm:
        case Op::LoopGreaterImm:
        case Op::DecLoopGreaterImm: return {Relation::Greater, false};
        case Op::JumpGreaterEqualImm:
        case Op::LoopGreaterEqualImm:
        case Op::DecLoopGreaterEqualImm: return {Relation::GreaterEqual, false};
        case Op::JumpNotLess:
        case Op::JumpNotLessImm: return {Relation::Less, true};
        case Op::JumpNotLessEqual:
        case Op::JumpNotLessEqualImm: return {Relation::LessEqual, true};
        case Op::JumpNotGreaterImm: return {Relation::Greater, true};
        case Op::JumpNotGreaterEqualImm: return {Relation::GreaterEqual, true};
        default: GS_UNREACHABLE("an instruction that does not compare");
    }
}

Result<bool> compare(State& st, Comparison comparison, Value a, Value b) {
    Result<bool> holds = rt::kFailed;
    switch (comparison.relation) {
        case Relation::Equal: holds = rt::equal(st, a, b); break;
        case Relation::Less: holds = rt::less(st, a, b); break;
        case Relation::LessEqual: holds = rt::less_equal(st, a, b); break;
        case Relation::Greater: holds = rt::less(st, b, a); break;
        case Relation::GreaterEqual: holds = rt::less_equal(st, b, a); break;
    }
    if (!holds.ok()) return holds;
    return *holds != comparison.negated;
}

Value right_operand(Word* pc, Value* base) {
    if (bytecode::info(*pc).b == Operand::Imm) return Value::integer(static_cast<i16>(pc->b));
    return base[pc->b];
}

// The two quickened forms of the jumps on registers stand behind all base forms in the same order.
constexpr u8 kQuick[][3] = {
    {static_cast<u8>(Op::JumpLess), static_cast<u8>(Op::JumpLessInt), static_cast<u8>(Op::JumpLessFloat)},
    {static_cast<u8>(Op::JumpLessEqual), static_cast<u8>(Op::JumpLessEqualInt),
     static_cast<u8>(Op::JumpLessEqualFloat)},
    {static_cast<u8>(Op::JumpNotLess), static_cast<u8>(Op::JumpNotLessInt), static_cast<u8>(Op::JumpNotLessFloat)},
    {static_cast<u8>(Op::JumpNotLessEqual), static_cast<u8>(Op::JumpNotLessEqualInt),
     static_cast<u8>(Op::JumpNotLessEqualFloat)},
};

// A base form becomes Int or Float; a quickened form that fails goes Int -> Float -> base, where the base form has x
// = 1 to say that it is to stay.
void quicken(Word* pc, Value a, Value b) {
    for (const auto& forms : kQuick) {
        bool is_base = pc->op == forms[0], is_int = pc->op == forms[1], is_float = pc->op == forms[2];
        if (!is_base && !is_int && !is_float) continue;
        if (is_base && pc->x) return;
        if (a.is_int() && b.is_int() && is_base) {
            pc->op = forms[1];
        } else if (a.is_real() && b.is_real()) {
            pc->op = forms[2];
        } else {
            pc->op = forms[0];
            pc->x = 1;
        }
        return;
    }
}

void poll_if_asked(State& st, bool* ok) {
    *ok = st.hot.request.load(std::memory_order_relaxed) == 0 || rt::poll(st).ok();
}

}  // namespace

Next slow_compare(State& st, Word* pc, Value* base) {
    save(st, pc, base);
    auto holds = compare(st, comparison_of(bytecode::op_of(*pc)), base[pc->b], base[pc->c]);
    if (!holds.ok()) return unwind(st);
    st.hot.base[pc->a] = Value::boolean(*holds);
    return next(st, pc, 1);
}

Next slow_jump_compare(State& st, Word* pc, Value* base) {
    save(st, pc, base);
    Value a = base[pc->a], b = right_operand(pc, base);
    quicken(pc, a, b);
    auto holds = compare(st, comparison_of(bytecode::info(*pc).base), a, b);
    if (!holds.ok()) return unwind(st);
    return {pc + (*holds ? static_cast<i16>(pc->c) : 1), st.hot.base};
}

Next slow_jump_constant(State&, Word* pc, Value* base) {
    bool equal = rt::raw_equal(base[pc->a], Value{bytecode::bits_of(pc[1])});
    bool wanted = bytecode::op_of(*pc) == Op::JumpEqualK;
    return {pc + (equal == wanted ? static_cast<i16>(pc->c) : 2), base};
}

Next slow_loop_compare(State& st, Word* pc, Value* base) {
    // The step comes before the comparison, and a limit that is no number may be asked by a metamethod.
    if (rt::on_borrowed_stack(st) && !(base[pc->a].is_number() && right_operand(pc, base).is_number())) {
        return start_on_own_stack(st, pc, base);
    }
    save(st, pc, base);
    Op op = bytecode::op_of(*pc);
    if (bytecode::info(op).a == Operand::DstSrc) {
        bool down = op == Op::DecLoopGreaterImm || op == Op::DecLoopGreaterEqualImm;
        auto stepped = rt::arith(st, down ? rt::ArithOp::Sub : rt::ArithOp::Add, base[pc->a], Value::integer(1));
        if (!stepped.ok()) return unwind(st);
        base = st.hot.base;
        base[pc->a] = *stepped;
    }
    auto holds = compare(st, comparison_of(op), base[pc->a], right_operand(pc, base));
    if (!holds.ok()) return unwind(st);
    if (!*holds) return next(st, pc, 1);
    if (--pc->x == 0) return slow_edge(st, pc, st.hot.base);
    return {pc + static_cast<i16>(pc->c), st.hot.base};
}

Next slow_edge(State& st, Word* pc, Value* base) {
    save(st, pc, base);
    st.hot.steps += bytecode::kPassesPerPoll;
    bool ok;
    poll_if_asked(st, &ok);
    if (!ok) return unwind(st);
    fuse(st, *bytecode::data_of(running(st.hot.base)));
    return tier_hooks(st).hot_loop(st, pc, {pc + bytecode::jump_distance(*pc), st.hot.base});
}

}  // namespace gs::vm
