#include "runtime/defer.h"

#include <cstring>
#include <utility>

namespace gs::rt {

// One entry, so that the list can be read from its end: the arguments, the callee, the position (raw), the number of
// arguments (int).
namespace {

constexpr u32 kEntryTail = 3;
constexpr u32 kFirstCapacity = 8;

Result<Values*> grow(State& st, Values* list, u32 room) {
    u64 capacity = list ? list->capacity : kFirstCapacity;
    u64 used = list ? list->count : 0;
    while (capacity < used + room) capacity *= 2;
    auto* bigger =
        static_cast<Values*>(st.heap->allocate_any(sizeof(Values) + capacity * sizeof(Value), HeapType::Values));
    if (!bigger) return st.raise_memory();
    bigger->count = static_cast<u32>(used);
    bigger->capacity = static_cast<u32>(capacity);
    if (used) std::memcpy(bigger->item, list->item, used * sizeof(Value));
    return bigger;
}

// The pending error, put aside while deferred calls run.
struct SavedError {
    Value value;
    PendingError pending;
};

SavedError take_error(State& st) { return {st.hot.error, std::exchange(st.pending, PendingError{})}; }

void restore_error(State& st, SavedError& saved) {
    st.hot.error = saved.value;
    st.pending = std::move(saved.pending);
}

}  // namespace

Result<Values*> add_deferred(State& st, Values* list, Value callee, u32 offset, u32 count, const Word* pc) {
    u32 room = count + kEntryTail;
    if (!list || list->count + room > list->capacity) list = TRY(grow(st, list, room));
    Value* to = list->item + list->count;
    std::memcpy(to, stack_bottom(st) + offset, count * sizeof(Value));
    to[count] = callee;
    to[count + 1] = raw_slot(pc);
    to[count + 2] = Value::integer(count);
    list->count += room;
    st.heap->wrote_many(&list->h);
    return list;
}

Ret run_deferred(State& st, Values* list, Ret ret) {
    if (!list || list->count == 0) return ret;
    if (!ret.ok() && st.pending.kind == ErrorKind::Fatal) return ret;

    SavedError error;
    bool failed = !ret.ok();
    // Results stand in State::results, which the calls overwrite: they wait on the Value stack.
    u32 waiting = ret.count > 1 ? static_cast<u32>(ret.count) : 0;
    u32 offset = static_cast<u32>(st.hot.top - stack_bottom(st));
    if (waiting) {
        if (!ensure_stack(st, waiting).ok()) return kFailed;
        std::memcpy(stack_bottom(st) + offset, st.hot.results, waiting * sizeof(Value));
        st.hot.top = stack_bottom(st) + offset + waiting;
    }
    if (failed) error = take_error(st);

    while (list->count) {
        Value* end = list->item + list->count;
        u32 count = static_cast<u32>(end[-1].as_int());
        Value callee = end[-3];
        st.hot.pc = raw_pointer<const Word>(end[-2]);
        u32 first = list->count - kEntryTail - count;
        Ret called = Ret::none();
        auto at = begin_call(st, count);
        if (at.ok()) {
            std::memcpy(stack_bottom(st) + *at, list->item + first, count * sizeof(Value));
            list->count = first;  // before the call: an error must not run it again
            called = finish_call(st, callee, *at, count, false);
        } else {
            list->count = first;
            called = kFailed;
        }
        if (called.ok()) continue;
        SavedError raised = take_error(st);
        bool closing = failed && error.pending.kind == ErrorKind::Closing;
        if (closing && raised.pending.kind == ErrorKind::Normal) {
            error.value = raised.value;
            continue;
        }
        failed = true;
        error = std::move(raised);
        if (error.pending.kind == ErrorKind::Fatal) break;
    }
    st.hot.top = stack_bottom(st) + offset;
    if (failed) {
        restore_error(st, error);
        return kFailed;
    }
    if (waiting) {
        // Nothing can have shrunk: the results buffer held as many before.
        std::memcpy(st.hot.results, stack_bottom(st) + offset, waiting * sizeof(Value));
        st.hot.nresults = waiting;
    }
    return ret;
}

}  // namespace gs::rt
