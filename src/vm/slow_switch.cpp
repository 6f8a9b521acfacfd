// Coroutines that the loop switches by itself: resume, yield and the functions of coroutine.wrap, when they are called by an
// instruction. What makes that possible, and when it is not, stands in runtime/coroutine_borrowed.cpp.
//
// Each side waits in a call of a native: its frame is the innermost one of its Value stack, and the word in front of its
// return address says what is done with the results. So to switch is to load the words of the other side and to deliver
// the values there, as if that native had returned them.
#include <algorithm>

#include "runtime/coroutine_switch.h"
#include "vm/slow.h"
#include "vm/switch.h"

namespace gs::vm {

using rt::Coroutine;
using rt::Ret;

namespace {

/// Values on a Value stack as results.
Ret results_of(State& st, const Value* values, u32 count) {
    if (count == 1) return *values;
    if (!st.reserve_results(count)) return rt::kFailed;
    std::copy_n(values, count, st.hot.results);
    if (count == 0) st.hot.results[0] = Value::nil();
    st.hot.nresults = count;
    return st.results();
}

/// The coroutine that is to be resumed, or null if the native had better say what is wrong.
Coroutine* coroutine_to_resume(const rt::Native* native, const Value* arguments, u32 count) {
    if (native->fn == rt::native_wrapped) return native->up[0].as_object<Coroutine>();
    if (count == 0 || !arguments[0].is_object()) return nullptr;
    return arguments[0].as_header()->type == rt::HeapType::Coroutine ? arguments[0].as_object<Coroutine>() : nullptr;
}

/// The running coroutine, which borrows its stack, has ended.
Next end_coroutine(State& st, const Ret& ret) {
    rt::end_on_this_stack(st, ret);
    return arrive(st, rt::result_of_resume(st, ret));
}

/// First steps of a coroutine.
Next begin_coroutine(State& st, rt::Function* body, const Ret& arguments) {
    u32 count = static_cast<u32>(arguments.count);
    const Value* values = count == 1 ? &arguments.first : st.hot.results;
    if (!rt::push_first_frame(st, body, values, count).ok()) return end_coroutine(st, rt::kFailed);
    Next start = enter(st, body, count);
    return start.pc ? start : end_coroutine(st, rt::kFailed);
}

}  // namespace

bool is_switch(const rt::Native* native) {
    return native->fn == rt::native_yield || native->fn == rt::native_resume || native->fn == rt::native_wrapped;
}

Next arrive(State& st, const Ret& ret) {
    Word* pc = return_address(st.hot.base) - 1;
    Value* base = st.hot.base - pc->c / sizeof(Value);
    st.hot.base = base;
    st.hot.pc = pc;
    if (ret.ok()) return deliver(st, pc, pc->x, ret);
    st.hot.top = base + frame_size(base);
    return unwind(st);
}

bool switch_coroutine(State& st, Word* pc, Value* arguments, u32 count, Next* go_on) {
    const rt::Native* native = arguments[rt::kCalleeSlot].as_native();
    arguments[rt::kReturnSlot] = rt::raw_slot(pc + 1);
    st.hot.base = arguments;
    st.hot.top = arguments + count;
    if (native->fn == rt::native_yield) {
        if (!rt::on_borrowed_stack(st)) return false;
        Ret values = results_of(st, arguments, count);
        if (!values.ok()) return false;
        rt::yield_on_this_stack(st);
        *go_on = arrive(st, rt::result_of_resume(st, values));
        return true;
    }
    Coroutine* co = coroutine_to_resume(native, arguments, count);
    if (!co || !rt::may_borrow_stack(st, co)) return false;
    u32 first = native->fn == rt::native_resume;
    Ret values = results_of(st, arguments + first, count - first);
    bool fresh = !co->native;
    if (!values.ok() || !rt::resume_on_this_stack(st, co)) {
        *go_on = arrive(st, rt::result_of_resume(st, rt::kFailed));
    } else if (fresh) {
        rt::Function* body = co->body.as_function();
        co->body = Value::nil();
        *go_on = begin_coroutine(st, body, values);
    } else {
        *go_on = arrive(st, values);
    }
    return true;
}

Next restart_on_own_stack(State& st) {
    st.pending.kind = rt::ErrorKind::Normal;
    return arrive(st, rt::leave_borrowed_stack(st));
}

bool ends_coroutine(State& st, Value* base) { return st.hot.co->own && base[rt::kDeltaSlot] == Value::integer(0); }

Next leave_boundary(State& st, Value* base, const Ret& ret) {
    return ends_coroutine(st, base) ? end_coroutine(st, ret) : leave(ret.count);
}

namespace {

/// The running coroutine waits in a call of a native, which gives one value, and goes on.
inline Next arrive_with(State& st, Value v, bool resumed) {
    Word* to = return_address(st.hot.base);
    Value* results = st.hot.base + rt::kCalleeSlot;
    u32 wanted = to[-1].x, place = 0;
    if (resumed) results[place++] = Value::boolean(true);  // what coroutine.resume says first
    if (place < wanted) results[place++] = v;
    while (place < wanted) results[place++] = Value::nil();
    return {to, st.hot.base - to[-1].c / sizeof(Value)};
}

/// Of `count` values the one that waits in `co` wants no more than the first.
bool wants_one(const Coroutine* co, u32 count) {
    u32 wanted = return_address(co->base)[-1].x;
    return wanted != bytecode::kOpenResults && (count <= 1 || wanted <= 1);
}

// What loops over coroutines do all the time: one value is wanted on the other side, and nothing goes wrong.
[[gnu::always_inline]] inline Next switch_quickly(State& st, Word* pc, Value* arguments, u32 count) {
    constexpr Next kNotThat = {nullptr, nullptr};
    if (!rt::is_native(arguments[rt::kCalleeSlot])) return kNotThat;
    const rt::Native* native = arguments[rt::kCalleeSlot].as_native();
    if (native->fn == rt::native_yield) {
        if (!rt::on_borrowed_stack(st)) return kNotThat;
        Coroutine* to = st.hot.co->resumer;
        if (!wants_one(to, count)) return kNotThat;
        bool resumed = to->base[rt::kCalleeSlot].as_native()->fn != rt::native_wrapped;
        arguments[rt::kReturnSlot] = rt::raw_slot(pc + 1);
        st.hot.base = arguments;
        st.hot.top = arguments + count;
        Value v = count ? arguments[0] : Value::nil();
        rt::yield_on_this_stack(st);
        return arrive_with(st, v, resumed);
    }
    bool wrapped = native->fn == rt::native_wrapped;
    if (!wrapped && native->fn != rt::native_resume) return kNotThat;
    Coroutine* co = coroutine_to_resume(native, arguments, count);
    u32 first = wrapped ? 0 : 1;
    if (!co || !rt::waits_without_native_frames(co) || !wants_one(co, count - first)) return kNotThat;
    arguments[rt::kReturnSlot] = rt::raw_slot(pc + 1);
    st.hot.base = arguments;
    st.hot.top = arguments + count;
    Value v = count > first ? arguments[first] : Value::nil();
    rt::enter_on_this_stack(st, co, wrapped ? st.hot.catchers : 1);
    return arrive_with(st, v, false);
}

}  // namespace

Next switch_for_one(State& st, Word* pc, Value* arguments, u32 count) {
    return switch_quickly(st, pc, arguments, count);
}

Next slow_switch(State& st, Word* pc, Value* base) {
    Next go_on = switch_quickly(st, pc, base + pc->c / sizeof(Value), pc->b);
    return go_on.pc ? go_on : slow_call(st, pc, base);
}

Next slow_halt(State& st, Word*, Value* base) {
    Ret ret = base[rt::kCalleeSlot];
    st.hot.results[0] = ret.first;
    return leave_boundary(st, base, ret);
}

}  // namespace gs::vm
