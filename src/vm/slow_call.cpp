// Calls and returns that are more than a script function called with enough arguments and returning what is wanted.
#include <algorithm>
#include <cstring>

#include "runtime/coroutine.h"
#include "runtime/table.h"
#include "vm/fuse.h"
#include "vm/slow.h"
#include "vm/switch.h"
#include "vm/vm_engine.h"

namespace gs::vm {

using bytecode::kOpenResults;
using rt::Ret;

bool deliver_results(State& st, const Word* pc, u32 wanted, const Ret& ret) {
    Value* to = st.hot.base + bytecode::window_register(pc->c);
    u32 count = static_cast<u32>(ret.count);
    if (wanted == kOpenResults) {
        st.hot.top = to;
        if (!rt::ensure_stack(st, count).ok()) {
            st.hot.top = st.hot.base + frame_size(st.hot.base);
            return false;
        }
        to = st.hot.top;
        st.hot.top = to + count;
        wanted = count;
    }
    u32 copied = std::min(count, wanted);
    if (count == 1 && wanted > 0) {
        *to = ret.first;
    } else if (copied == 2) {  // such as pcall gives
        to[0] = st.hot.results[0];
        to[1] = st.hot.results[1];
    } else {
        std::copy_n(st.hot.results, copied, to);
    }
    if (count < wanted) std::fill_n(to + count, wanted - count, Value::nil());
    return true;
}

Next deliver(State& st, Word* pc, u32 wanted, const Ret& ret) {
    return deliver_results(st, pc, wanted, ret) ? Next{pc + 1, st.hot.base} : unwind(st);
}

namespace {

inline Next call_native(State& st, Word* pc, Value* base, Value* arguments, u32 count, u8 wanted) {
    Value* bottom = st.hot.co->stack;
    u32 offset = static_cast<u32>(arguments - bottom), caller = static_cast<u32>(base - bottom);
    arguments[rt::kReturnSlot] = rt::raw_slot(pc + 1);
    st.hot.base = arguments;
    st.hot.top = arguments + count;
    Ret ret = arguments[rt::kCalleeSlot].as_native()->fn(st, {offset, count});
    base = st.hot.co->stack + caller;
    st.hot.base = base;
    st.hot.pc = pc;
    if (!ret.ok()) [[unlikely]] {
        st.hot.top = st.hot.co->stack + offset + count;  // if it has to be called again
        return unwind(st);
    }
    if (wanted == 1) [[likely]] {
        base[bytecode::window_register(pc->c)] = ret.first;
        return {pc + 1, base};
    }
    if (wanted == 0) return {pc + 1, base};
    if (wanted == kOpenResults && pc->x != kOpenResults) {
        // A tail call: the instruction behind it returns everything.
        return deliver(st, pc, kOpenResults, ret);
    }
    return deliver(st, pc, pc->x, ret);
}

/// Every 256th call of a function looks whether anybody wants something. Handlers that come here because their count is at its
/// end leave 0; those that do not make such a call themselves have not counted it.
bool poll_call(State& st, rt::Function* f, rt::Args arguments) {
    Word* head = f->code;
    if (head->c > 1) {
        head->c--;
        return true;
    }
    bytecode::FunctionData* data = bytecode::data_of(f);
    if (!data->compiled) {
        fuse(st, *data);
        tier_hooks(st).hot_call(st, f, arguments);
    }
    head->c = data->compiled ? 1 : data->calls_per_poll;
    st.hot.steps += head->c;
    return st.hot.request.load(std::memory_order_relaxed) == 0 || rt::poll(st).ok();
}

/// Arguments to parameters, in a frame with enough room behind `base`. Returns the base of the new frame.
Value* arrange(rt::Function* f, Value* base, u32 count) {
    bytecode::FunctionData* data = bytecode::data_of(f);
    u32 params = data->params;
    if (count < params) std::fill_n(base + count, params - count, Value::nil());
    if (!data->uses_varargs) return base;
    u32 given = std::max(count, params);
    Value* frame = base + given + kExtraSlots;
    std::copy_n(base - 4, 4, frame - 4);
    frame[-5] = Value::integer(given - params);
    std::copy_n(base, params, frame);
    std::fill_n(base, params, Value::nil());
    return frame;
}

/// The callee of a window as a function, __call resolved. Arguments may have moved up by one, the stack may have
/// moved.
rt::Result<Value> callee_of(State& st, u32 offset, u32* count) {
    Value callee = rt::stack_bottom(st)[offset + rt::kCalleeSlot];
    if (callee.is_function()) return callee;
    st.hot.top = std::max(st.hot.top, rt::stack_bottom(st) + offset + *count);
    auto found = rt::resolve_callee(st, callee, offset, count);
    if (found.ok()) rt::stack_bottom(st)[offset + rt::kCalleeSlot] = *found;
    return found;
}

/// A callee that may have a __call, which puts itself into the window: not twice.
bool needs_own_stack(State& st, const Word* pc, const Value* base) {
    return !base[bytecode::window_register(pc->c)].is_function() && rt::on_borrowed_stack(st);
}

Next call_any(State& st, Word* pc, Value* base, u32 count) {
    if (needs_own_stack(st, pc, base)) [[unlikely]]
        return start_on_own_stack(st, pc, base);
    save(st, pc, base);
    u32 delta = pc->c / sizeof(Value);
    u32 offset = offset_of(st, base + delta);
    auto found = callee_of(st, offset, &count);
    if (!found.ok()) return unwind(st);
    base = st.hot.base;
    if (rt::is_native(*found)) {
        Next go_on;
        if (is_switch((*found).as_native()) && switch_coroutine(st, pc, base + delta, count, &go_on)) return go_on;
        return call_native(st, pc, base, base + delta, count, pc->x);
    }

    return start_call(st, offset, count, pc + 1);
}

Next tail_call_any(State& st, Word* pc, Value* base, u32 count) {
    if (needs_own_stack(st, pc, base)) [[unlikely]]
        return start_on_own_stack(st, pc, base);
    save(st, pc, base);
    u32 delta = pc->c / sizeof(Value);
    u32 offset = offset_of(st, base + delta);
    auto found = callee_of(st, offset, &count);
    if (!found.ok()) return unwind(st);
    base = st.hot.base;
    if (rt::is_native(*found)) return call_native(st, pc, base, base + delta, count, kOpenResults);

    rt::Function* f = (*found).as_function();
    st.hot.top = std::max(st.hot.top, rt::stack_bottom(st) + offset + count);
    if (!poll_call(st, f, {offset, count})) return unwind(st);
    if (!rt::ensure_stack(st, room_for(f, count)).ok()) return unwind(st);
    base = st.hot.base;
    Value* arguments = rt::stack_bottom(st) + offset;
    Value* frame = original_base(base);
    frame[rt::kReturnSlot] = base[rt::kReturnSlot];
    frame[rt::kCalleeSlot] = *found;
    std::memmove(frame, arguments, count * sizeof(Value));
    return begin(st, {f->code + 1, arrange(f, frame, count)});
}

u32 open_arguments(State& st, Word* pc, Value* base) {
    return static_cast<u32>(st.hot.top - (base + pc->c / sizeof(Value)));
}

/// Leaves the frame at `base` (as its caller made it: `original`) with `count` values.
Next return_values(State& st, Value* base, Value* original, const Value* values, u32 count) {
    Word* ret = return_address(base);
    if (ret == &rt::kBoundaryWord) {
        if (!st.reserve_results(count)) return unwind(st);
        std::copy_n(values, count, st.hot.results);
        if (count == 0) st.hot.results[0] = Value::nil();
        st.hot.nresults = count;
        return leave_boundary(st, original, st.results());
    }
    Value* to = original + rt::kCalleeSlot;
    u32 wanted = ret[-1].x;
    base = original - ret[-1].c / sizeof(Value);
    st.hot.frames_left++;
    if (wanted == kOpenResults) {
        wanted = count;
        st.hot.top = to + count;
    }
    std::memmove(to, values, std::min(count, wanted) * sizeof(Value));
    if (count < wanted) std::fill_n(to + count, wanted - count, Value::nil());
    return {ret, base};
}

}  // namespace

namespace {

/// Whether the call of a native by this word may go on as CallSetMetatable or TailCallSetMetatable; the latter returns, too,
/// in the way of a frame without extra arguments (TailCall, x).
bool sets_metatable(const Word* pc, const rt::Native* native) {
    bool extras = bytecode::info(*pc).base == bytecode::Op::TailCall && pc->x != 0;
    return is_set_metatable(native) && pc->b == 2 && !extras;
}

/// Sites that call natives get a form of their own; field a counts how often, so that a site where both occur settles.
void quicken_native_call(State& st, const Value* base, Word* pc, bytecode::Op form) {
    constexpr u16 kMaxChanges = 8;
    if (pc->a >= kMaxChanges) return;
    pc->a++;
    change_form(st, base, pc, form);
}

/// Whether the call of `f` by this word may make the object itself: as many arguments as the constructor wants, one result.
bool makes_instance(const Word* pc, const rt::Function* f) {
    bool tail = bytecode::info(*pc).base == bytecode::Op::TailCall;
    return f->code->x != 0 && f->code->x == pc->b && pc->x <= (tail ? 0 : 1);
}

}  // namespace

Next slow_call(State& st, Word* pc, Value* base) {
    Value* arguments = base + pc->c / sizeof(Value);
    if (rt::is_native(arguments[rt::kCalleeSlot])) {
        if (is_switch(arguments[rt::kCalleeSlot].as_native())) {
            Next go_on;
            if (bytecode::op_of(*pc) != bytecode::Op::CallSwitch)
                quicken_native_call(st, base, pc, bytecode::Op::CallSwitch);
            if (switch_coroutine(st, pc, arguments, pc->b, &go_on)) return go_on;
        } else if (pc->x == kOpenResults) {
            quicken_native_call(st, base, pc, bytecode::Op::CallNativeOpen);
        } else if (pc->x > 1) {
            quicken_native_call(st, base, pc, bytecode::Op::CallNativeMany);
        } else {
            bool sets = sets_metatable(pc, arguments[rt::kCalleeSlot].as_native());
            quicken_native_call(st, base, pc, sets ? bytecode::Op::CallSetMetatable : bytecode::Op::CallNative);
        }
        return call_native(st, pc, base, arguments, pc->b, pc->x);
    }
    Value callee = arguments[rt::kCalleeSlot];
    bool instance = callee.is_function() && makes_instance(pc, callee.as_function());
    change_form(st, base, pc, instance ? bytecode::Op::CallInstance : bytecode::Op::Call);
    return call_any(st, pc, base, pc->b);
}

Next slow_native_results(State& st, Word* pc, Value* base) {
    st.hot.base = base;
    st.hot.pc = pc;
    return deliver(st, pc, kOpenResults, {Value::nil(), st.hot.nresults});
}

Next slow_native_failed(State& st, Word* pc, Value* base) {
    save(st, pc, base);
    return unwind(st);
}

Next slow_call_open(State& st, Word* pc, Value* base) {
    u32 count = open_arguments(st, pc, base);
    Next go_on = switch_for_one(st, pc, base + pc->c / sizeof(Value), count);
    return go_on.pc ? go_on : call_any(st, pc, base, count);
}
Next slow_tail_call(State& st, Word* pc, Value* base) {
    using bytecode::Op;
    Value callee = base[bytecode::window_register(pc->c)];
    if (rt::is_native(callee)) {
        bool sets = sets_metatable(pc, callee.as_native());
        quicken_native_call(st, base, pc, sets ? Op::TailCallSetMetatable : Op::TailCallNative);
    } else if (callee.is_function() && makes_instance(pc, callee.as_function())) {
        pc->op = static_cast<u8>(Op::TailCallInstance);
    } else if (!callee.is_function() || callee.as_function()->code->b != pc->b ||
               bytecode::op_of(*pc) == Op::TailCallInstance) {
        pc->op = static_cast<u8>(Op::TailCall);
    }
    return tail_call_any(st, pc, base, pc->b);
}
Next slow_tail_call_open(State& st, Word* pc, Value* base) {
    return tail_call_any(st, pc, base, open_arguments(st, pc, base));
}

Next slow_return0(State& st, Word*, Value* base) { return return_values(st, base, base, base, 0); }
Next slow_return1(State& st, Word* pc, Value* base) { return return_values(st, base, base, base + pc->a, 1); }

Next slow_return(State& st, Word* pc, Value* base) {
    bool open = bytecode::op_of(*pc) == bytecode::Op::ReturnOpen || pc->b == bytecode::kOpenCount;
    Value* values = base + pc->a;
    u32 count = open ? static_cast<u32>(st.hot.top - values) : pc->b;
    save(st, pc, base);
    st.hot.top = std::max(st.hot.top, values + count);
    return return_values(st, base, original_base(base), values, count);
}

Next start_call(State& st, u32 offset, u32 count, Word* back_to) {
    rt::Function* f = rt::stack_bottom(st)[offset + rt::kCalleeSlot].as_function();
    st.hot.top = std::max(st.hot.top, rt::stack_bottom(st) + offset + count);
    if (!poll_call(st, f, {offset, count})) return unwind(st);
    if (st.hot.frames_left == 0) {
        (void)st.raise_text("stack overflow");
        return unwind(st);
    }
    if (!rt::ensure_stack(st, room_for(f, count)).ok()) return unwind(st);
    st.hot.frames_left--;
    Value* arguments = rt::stack_bottom(st) + offset;
    arguments[rt::kReturnSlot] = rt::raw_slot(back_to);
    return begin(st, {f->code + 1, arrange(f, arguments, count)});
}

u32 room_for(rt::Function* f, u32 count) {
    u32 room = f->code->a;
    if (has_extras(f->code_object())) room += std::max<u32>(count, bytecode::data_of(f)->params) + kExtraSlots;
    return room;
}

Next begin(State& st, Next start) {
    return bytecode::data_of(running(start.base))->compiled ? tier_hooks(st).enter(st, start) : start;
}

Next enter(State& st, rt::Function* f, u32 count) {
    st.hot.pc = f->code;
    if (!poll_call(st, f, {offset_of(st, st.hot.base), count})) return leave(Ret::kError);
    if (!rt::ensure_stack(st, room_for(f, count)).ok()) return leave(Ret::kError);
    return {f->code + 1, arrange(f, st.hot.base, count)};
}

}  // namespace gs::vm
