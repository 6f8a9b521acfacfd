// Closures, cells, extra arguments, deferred calls.
#include <algorithm>

#include "runtime/defer.h"
#include "runtime/heap_inline.h"
#include "runtime/table.h"
#include "vm/slow.h"
#include "vm/switch.h"

namespace gs::vm {

using rt::Cell;
using rt::Function;
using rt::HeapType;

namespace {

Cell* make_cell(State& st, Value v) {
    auto* cell = static_cast<Cell*>(rt::allocate_small(st, sizeof(Cell), HeapType::Cell));
    cell->value = v;
    return cell;
}

/// A closure with room for the upvalues, which are to be filled in at once.
Function* allocate_closure(State& st, const bytecode::FunctionData* data) {
    constexpr size_t kMaxSmall = 128;
    size_t bytes = sizeof(Function) + data->captures.size() * sizeof(u64);
    u8 cells = static_cast<u8>(data->cell_upvalues);
    void* f = bytes <= kMaxSmall ? rt::allocate_small(st, bytes, HeapType::Function, cells)
                                 : st.heap->allocate(bytes, HeapType::Function, cells);
    return static_cast<Function*>(f);
}

}  // namespace

Next slow_new_cell(State& st, Word* pc, Value* base) {
    save(st, pc, base);
    base[pc->a] = Value::object(make_cell(st, base[pc->a]));
    return next(st, pc, 1);
}

Next slow_copy_cell(State& st, Word* pc, Value* base) {
    save(st, pc, base);
    base[pc->a] = Value::object(make_cell(st, base[pc->a].as_object<Cell>()->value));
    return next(st, pc, 1);
}

Next slow_set_cell(State& st, Word* pc, Value* base) {
    Cell* cell = base[pc->a].as_object<Cell>();
    st.heap->store(&cell->h, &cell->value, base[pc->b]);
    return {pc + 1, base};
}

Next slow_set_upvalue_cell(State& st, Word* pc, Value* base) {
    Cell* cell = running(base)->cell(pc->a);
    st.heap->store(&cell->h, &cell->value, base[pc->b]);
    return {pc + 1, base};
}

Next slow_closure(State& st, Word* pc, Value* base) {
    save(st, pc, base);
    auto* code = reinterpret_cast<rt::Code*>(bytecode::bits_of(pc[1]));
    bytecode::FunctionData* data = bytecode::data_of(code);
    Function* f = allocate_closure(st, data);
    f->code = &code->head;
    Function* parent = running(base);
    u64* up = f->up;
    for (bytecode::Capture capture : data->captures) {
        if (!capture.from_register) {
            *up++ = parent->up[capture.index];
        } else if (capture.is_cell) {
            *up++ = reinterpret_cast<u64>(base[capture.index].as_object<Cell>());
        } else {
            *up++ = base[capture.index].bits;
        }
    }
    if (data->self_upvalue >= 0) f->up[data->self_upvalue] = Value::function(f).bits;
    base[pc->a] = Value::function(f);
    return next(st, pc, 2);
}

Next slow_var_args(State& st, Word* pc, Value* base) {
    u32 count = extra_count(base);
    u32 wanted = pc->x;
    save(st, pc, base);
    if (wanted == bytecode::kOpenResults) {
        if (!rt::ensure_stack(st, count).ok()) return unwind(st);
        base = st.hot.base;
        wanted = count;
        st.hot.top = base + pc->a + count;
    }
    Value* from = first_extra(base);
    Value* to = base + pc->a;
    u32 copied = std::min(count, wanted);
    std::copy_n(from, copied, to);
    std::fill_n(to + copied, wanted - copied, Value::nil());
    return next(st, pc, 1);
}

Next slow_var_arg_index(State&, Word* pc, Value* base) {
    Value key = base[pc->b];
    i64 index = 0;
    if (key.is_int()) {
        index = key.as_int();
    } else if (!key.is_real() || !rt::real_to_int(key.as_real(), index)) {
        index = 0;
    }
    bool inside = index >= 1 && index <= i64{extra_count(base)};
    base[pc->a] = inside ? first_extra(base)[index - 1] : Value::nil();
    return {pc + 1, base};
}

Next slow_var_arg_table(State& st, Word* pc, Value* base) {
    save(st, pc, base);
    u32 count = extra_count(base);
    auto table = rt::make_table_sized(st, 0, count);
    if (!table.ok()) return unwind(st);
    st.hot.base[pc->a] = Value::table(*table);
    if (count && !rt::set_list(st, *table, 1, first_extra(st.hot.base), count, true).ok()) return unwind(st);
    return next(st, pc, 1);
}

// ---- defer ------------------------------------------------------------------------------------------------------

namespace {

rt::Values* deferred_list(Value slot) { return slot.is_object() ? slot.as_object<rt::Values>() : nullptr; }

}  // namespace

Next slow_defer(State& st, Word* pc, Value* base) {
    // The deferred calls may come when it is too late.
    if (rt::on_borrowed_stack(st)) return start_on_own_stack(st, pc, base);
    Value* arguments = base + pc->a + bytecode::kWindowSlots;
    bool open = pc->b == bytecode::kOpenCount;
    u32 count = open ? static_cast<u32>(st.hot.top - arguments) : pc->b;
    save(st, pc, base);
    st.hot.top = std::max(st.hot.top, arguments + count);
    auto list = rt::add_deferred(st, deferred_list(base[pc->c]), base[pc->a], offset_of(st, arguments), count, pc);
    if (!list.ok()) return unwind(st);
    st.hot.base[pc->c] = Value::object(*list);
    return next(st, pc, 1);
}

Next slow_run_defers(State& st, Word* pc, Value* base) {
    rt::Values* list = deferred_list(base[pc->a]);
    if (!list) return {pc + 1, base};
    Value* open_end = st.hot.top;
    save(st, pc, base);
    if (pc->x) st.hot.top = std::max(st.hot.top, open_end);
    u32 open = pc->x ? offset_of(st, open_end) : 0;
    rt::Ret ret = rt::run_deferred(st, list, rt::Ret::none());
    st.hot.pc = pc;
    if (!ret.ok()) return unwind(st);
    if (pc->x) st.hot.top = rt::stack_bottom(st) + open;
    return next(st, pc, 1);
}

Next unwind(State& st) {
    if (st.pending.kind == rt::ErrorKind::Restart) return restart_on_own_stack(st);
    for (;;) {
        Value* base = st.hot.base;
        rt::Function* f = running(base);
        if (i32 slot = bytecode::data_of(f)->defer_slot; slot >= 0) {
            st.hot.top = base + frame_size(base);
            if (rt::Values* list = deferred_list(base[slot])) {
                (void)rt::run_deferred(st, list, rt::kFailed);
                base = st.hot.base;
            }
        }
        if (return_address(base) == &rt::kBoundaryWord) return leave_boundary(st, base, rt::kFailed);
        const Word* pc;
        st.engine->caller_frame(base, pc);
        st.hot.frames_left++;
        st.hot.base = base;
        st.hot.pc = pc;
    }
}

}  // namespace gs::vm
