// The switches of coroutine_borrowed.cpp, for whoever wants them inline.
#pragma once

#include "runtime/scheduler.h"

namespace gs::rt {

/// `co`, which waits in a yield, has no native frames: it can be resumed without leaving the present native stack, by an
/// engine that lends stacks.
inline bool waits_without_native_frames(const Coroutine* co) {
    return co->status == CoroutineStatus::Suspended && co->native && !co->native->saved_sp;
}

/// `co` becomes the running one, on the stack of the running one, which waits for it.
[[gnu::always_inline]] inline void enter_on_this_stack(State& st, Coroutine* co, u32 catchers_below) {
    Coroutine* from = st.hot.co;
    fibers::note_resume(from, co, catchers_below);
    fibers::save_words(st, st.scheduler->fibers, from);
    co->own = co->native;
    co->native = from->native;
    co->refused = 0;
    fibers::load_words(st, co);
}

/// The reverse: the running coroutine, on a borrowed stack, yields to its resumer.
[[gnu::always_inline]] inline void yield_on_this_stack(State& st) {
    Coroutine* co = st.hot.co;
    Coroutine* to = co->resumer;
    fibers::save_words(st, st.scheduler->fibers, co);
    co->native = co->own;
    co->own = nullptr;
    co->resumer = nullptr;
    co->status = CoroutineStatus::Suspended;
    to->status = CoroutineStatus::Running;
    fibers::load_words(st, to);
}

}  // namespace gs::rt
