// Range loops.
#include "runtime/ops.h"
#include "runtime/table.h"
#include "vm/slow.h"

namespace gs::vm {

using rt::RangeState;

namespace {

static_assert(sizeof(RangeState) == bytecode::kRangeSlots * sizeof(Value));

RangeState& range_at(Value* slot) { return *reinterpret_cast<RangeState*>(slot); }

Next jump(State& st, Word* pc) {
    if (--pc->x == 0) return slow_edge(st, pc, st.hot.base);
    return {pc + static_cast<i16>(pc->c), st.hot.base};
}

}  // namespace

Next slow_range_start(State& st, Word* pc, Value* base) {
    save(st, pc, base);
    RangeState range;
    Value* h = base + pc->a;
    if (!rt::range_start(st, h[0], h[1], h[2], &range).ok()) return unwind(st);
    range_at(st.hot.base + pc->a) = range;
    note_range(pc, range.kind);
    return {pc + static_cast<i16>(pc->c), st.hot.base};
}

bool next_entry(State& st, Value* range, Value* to, bool two) {
    // No script code runs, so the cursor may be stepped where it stands.
    RangeState& state = range_at(range);
    Value key, value;
    bool more = rt::cursor_next(st, state.x.as_table(), reinterpret_cast<rt::Cursor*>(&state.a), &key, &value);
    to[0] = more ? key : Value::nil();
    if (more && two) to[1] = value;
    return more;
}

Next slow_range_next(State& st, Word* pc, Value* base) {
    save(st, pc, base);
    RangeState& state = range_at(base + pc->a);
    bool two = bytecode::op_of(*pc) == bytecode::Op::RangeNext;
    if (state.kind == Value::integer(RangeState::Table)) {
        return next_entry(st, base + pc->a, base + pc->b, two) ? jump(st, pc) : next(st, pc, 2);
    }
    // A copy, because the Value stack may move.
    RangeState range = state;
    Value first, second;
    auto more = rt::range_next(st, &range, &first, &second);
    if (!more.ok()) return unwind(st);
    base = st.hot.base;
    range_at(base + pc->a) = range;
    if (!*more) {
        base[pc->b] = Value::nil();
        return next(st, pc, 2);
    }
    base[pc->b] = first;
    if (two) base[pc->b + 1] = second;
    return jump(st, pc);
}

Next slow_var_arg_next(State& st, Word* pc, Value* base) {
    st.hot.base = base;
    i64 index = base[pc->a].as_int();
    if (index >= i64{extra_count(base)}) return {pc + 1, base};
    base[pc->a] = Value::integer(index + 1);
    base[pc->b] = Value::integer(index + 1);
    base[pc->b + 1] = first_extra(base)[index];
    return jump(st, pc);
}

}  // namespace gs::vm
