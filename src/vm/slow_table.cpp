// Tables and globals off the fast path, and the filling of inline caches.
#include "runtime/ops.h"
#include "runtime/table.h"
#include "vm/slow.h"

namespace gs::vm {

namespace {

Value literal(Word* pc, u32 index) { return Value{bytecode::bits_of(pc[1 + index])}; }

Next finish_get(State& st, Word* pc, u32 length, rt::Result<Value> result) {
    if (!result.ok()) return unwind(st);
    st.hot.base[pc->a] = *result;
    return next(st, pc, length);
}

Next finish_set(State& st, Word* pc, u32 length, rt::Status status) {
    if (!status.ok()) return unwind(st);
    return next(st, pc, length);
}

}  // namespace

Next slow_new_table(State& st, Word* pc, Value* base) {
    save(st, pc, base);
    base[pc->a] = Value::table(rt::make_table(st, pc->b, pc->c));
    return next(st, pc, 1);
}

Next slow_new_object(State& st, Word* pc, Value* base) {
    save(st, pc, base);
    u32 count = pc->c;
    rt::Table* t = rt::make_table(st, count, 0);
    for (u32 i = 0; i < count; i++) {
        Value v = base[pc->b + i];
        if (v.is_nil()) continue;
        if (!rt::raw_set_string(st, t, literal(pc, 2 + i).as_string(), v).ok()) return unwind(st);
    }
    st.hot.base[pc->a] = Value::table(t);
    return next(st, pc, 3 + count);
}

Next slow_set_list(State& st, Word* pc, Value* base) {
    Value* first = base + pc->c;
    bool open = pc->b == bytecode::kOpenCount;
    u32 count = open ? static_cast<u32>(st.hot.top - first) : pc->b;
    save(st, pc, base);
    st.hot.top = std::max(st.hot.top, first + count);
    u32 at = static_cast<u32>(bytecode::bits_of(pc[1]));
    return finish_set(st, pc, 2, rt::set_list(st, base[pc->a].as_table(), at, first, count, pc->x));
}

Next slow_get_field(State& st, Word* pc, Value* base) {
    save(st, pc, base);
    return finish_get(st, pc, 3, rt::index(st, base[pc->b], literal(pc, 1)));
}

Next slow_set_field(State& st, Word* pc, Value* base) {
    save(st, pc, base);
    return finish_set(st, pc, 4, rt::set_index(st, base[pc->a], literal(pc, 2), base[pc->c]));
}

Next slow_get_index(State& st, Word* pc, Value* base) {
    save(st, pc, base);
    return finish_get(st, pc, 1, rt::index(st, base[pc->b], base[pc->c]));
}

Next slow_set_index(State& st, Word* pc, Value* base) {
    save(st, pc, base);
    return finish_set(st, pc, 1, rt::set_index(st, base[pc->a], base[pc->b], base[pc->c]));
}

Next slow_get_element(State& st, Word* pc, Value* base) {
    save(st, pc, base);
    return finish_get(st, pc, 1, rt::index(st, base[pc->b], Value::integer(pc->c)));
}

Next slow_set_element(State& st, Word* pc, Value* base) {
    save(st, pc, base);
    return finish_set(st, pc, 1, rt::set_index(st, base[pc->a], Value::integer(pc->b), base[pc->c]));
}

Next slow_append(State& st, Word* pc, Value* base) {
    save(st, pc, base);
    auto length = rt::length(st, base[pc->a]);
    if (!length.ok()) return unwind(st);
    auto key = rt::arith(st, rt::ArithOp::Add, *length, Value::integer(1));
    if (!key.ok()) return unwind(st);
    return finish_set(st, pc, 1, rt::set_index(st, st.hot.base[pc->a], *key, st.hot.base[pc->b]));
}

Next slow_get_method(State& st, Word* pc, Value* base) {
    save(st, pc, base);
    Value object = base[pc->b];
    auto method = rt::get_method(st, object, literal(pc, 2).as_string());
    if (!method.ok()) return unwind(st);
    Value* window = st.hot.base + pc->a;
    window[0] = *method;
    window[bytecode::kWindowSlots] = object;
    return next(st, pc, 4);
}

Next slow_get_global(State& st, Word* pc, Value* base) {
    save(st, pc, base);
    auto* cell = reinterpret_cast<rt::GlobalCell*>(bytecode::bits_of(pc[1]));
    return finish_get(st, pc, 2, rt::get_global_cell(st, cell));
}

Next slow_set_global(State& st, Word* pc, Value* base) {
    save(st, pc, base);
    auto* cell = reinterpret_cast<rt::GlobalCell*>(bytecode::bits_of(pc[1]));
    return finish_set(st, pc, 2, rt::set_global_cell(st, cell, base[pc->a]));
}

}  // namespace gs::vm
