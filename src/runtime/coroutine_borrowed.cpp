// Coroutines that run on the native stack of their resumer.
//
// An engine whose frames stand on the Value stack alone (the VM) does not need a native stack to leave a script function
// in the middle. So as long as nothing but its loop is active in a coroutine, `resume` and `yield` change the words of Hot
// and nothing else: the loop simply goes on with the instructions of the other coroutine, on the native stack where it is.
// The coroutine *borrows* that stack. Its own one, which also has its first Value slots, stays idle (Coroutine::own).
//
// What can not be done on a borrowed stack is to yield with native frames in between, because these frames would have to
// stay while the owner goes on. So no script code is ever called from C++ on a borrowed stack: finish_call refuses, and
// the refusal (ErrorKind::Restart) unwinds to the engine like an error. The engine then moves the coroutine to its own stack
// (leave_borrowed_stack) and does the instruction again, from its beginning. From then on, until its end, this coroutine is
// switched like any other. Two rules follow:
//
//   - What an instruction or a native function does before it first calls script code may happen twice. The natives make
//     their texts and compare their elements before they change anything, so nearly all of them need not care; one that
//     does says own_stack_needed first, and so do the few instructions that step by step overwrite their operands.
//   - Finalisers run wherever they become due. They can not yield, so they may be called on a borrowed stack (no_yield).
//
// A suspended coroutine without native frames has a native stack whose saved_sp is null. If somebody resumes it from C++,
// it gets a context there that goes on with the engine (continued_entry).
#include <algorithm>
#include <cstring>

#include "runtime/call.h"
#include "runtime/coroutine_switch.h"
#include "runtime/heap.h"
#include "runtime/native_args.h"
#include "runtime/value_stack.h"
#include "support/assert.h"

namespace gs::rt {

using fibers::Fibers;

namespace {

/// The beginning of every context on a coroutine's own stack that goes on with frames which exist already.
Coroutine* begin_on_own_stack(fibers::transfer_t t) {
    fibers::begin();
    State& st = *static_cast<State*>(t.data);
    fibers::arrive(st, t);
    return st.hot.co;
}

[[noreturn]] void moved_entry(fibers::transfer_t t) {
    State& st = *static_cast<State*>(t.data);
    Coroutine* co = begin_on_own_stack(t);
    fibers::finish_coroutine(st, co, st.engine->go_on(st, nullptr));
}

[[noreturn]] void continued_entry(fibers::transfer_t t) {
    State& st = *static_cast<State*>(t.data);
    Coroutine* co = begin_on_own_stack(t);
    Ret arrived = co->closing ? Ret(fibers::begin_closing(st)) : fibers::passed(st.scheduler->fibers);
    fibers::finish_coroutine(st, co, st.engine->go_on(st, &arrived));
}

bool called_by_wrap(State& st) { return st.hot.base[kCalleeSlot].as_native()->fn == native_wrapped; }

}  // namespace

bool may_borrow_stack(State& st, const Coroutine* co) {
    if (co->status != CoroutineStatus::Suspended || !st.engine->lends_stacks) return false;
    if (co->native) return waits_without_native_frames(co);
    return is_script(co->body) && st.hot.native_depth < kMaxNativeDepth;
}

bool resume_on_this_stack(State& st, Coroutine* co) {
    if (!co->native) {
        if (!fibers::give_stacks(st, co)) {
            (void)st.raise_memory();
            return false;
        }
        co->native->saved_sp = nullptr;
    }
    enter_on_this_stack(st, co, called_by_wrap(st) ? st.hot.catchers : 1);
    return true;
}

Result<u32> push_first_frame(State& st, Function* body, const Value* args, u32 count) {
    u32 offset = TRY(begin_call(st, count));
    Value* base = stack_bottom(st) + offset;
    std::copy_n(args, count, base);
    base[kCalleeSlot] = Value::function(body);
    st.hot.base = base;
    st.hot.frames_left--;
    st.hot.native_depth++;
    return offset;
}

void end_on_this_stack(State& st, const Ret& ret) {
    Fibers& f = st.scheduler->fibers;
    Coroutine* co = st.hot.co;
    Coroutine* to = co->resumer;
    fibers::note_error(st, co, ret);
    yield_on_this_stack(st);
    GS_ASSERT(st.hot.co == to);
    co->status = CoroutineStatus::Dead;
    free_value_stack(st, co);
    f.retired = co->native;
    co->native = nullptr;
    fibers::retire(st, f);
}

Ret result_of_resume(State& st, const Ret& ret) {
    if (!called_by_wrap(st)) return resume_result(st, ret);
    if (!ret.ok()) return propagate(st);
    return ret;
}

Ret leave_borrowed_stack(State& st) {
    Fibers& f = st.scheduler->fibers;
    Coroutine* co = st.hot.co;
    NativeStack *host = co->native, *own = co->own;
    co->native = own;
    co->own = nullptr;
    st.hot.native_limit = own->limit;
    f.left = host;
    fibers::arrive(st, fibers::jump(fibers::make_context(own, moved_entry), st, own));
    // It has yielded or ended, and whoever resumed it goes on here.
    return result_of_resume(st, fibers::passed(f));
}

Ret native_wrapped(State& st, Args args) {
    return resume(st, running_native(st)->up[0].as_object<Coroutine>(), args, 0, true);
}

Ret native_resume(State& st, Args args) {
    ArgReader in(st, args);
    return resume_protected(st, TRY(in.coroutine(0)), args, 1);
}

Ret native_yield(State& st, Args args) { return yield(st, args); }

void prepare_own_stack(Coroutine* co) {
    if (co->native->saved_sp) return;
    co->native->saved_sp = fibers::make_context(co->native, continued_entry);
}

Failure own_stack_needed(State& st) {
    st.pending.kind = ErrorKind::Restart;
    return kFailed;
}

Status use_own_stack(State& st) {
    if (on_borrowed_stack(st)) return own_stack_needed(st);
    return {};
}

}  // namespace gs::rt
