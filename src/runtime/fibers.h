// Switching between native stacks: what coroutines (coroutine.cpp) and goroutines (scheduler.cpp) are both made of. Not
// for others.
#pragma once

#include <boost/context/detail/fcontext.hpp>

#include "runtime/coroutine.h"
#include "runtime/native_stack.h"
#include "runtime/state.h"

#if defined(__SANITIZE_ADDRESS__)
#define GS_ADDRESS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define GS_ADDRESS_SANITIZER 1
#endif
#endif
#ifdef GS_ADDRESS_SANITIZER
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#endif

namespace gs::rt::fibers {

using boost::context::detail::fcontext_t;
using boost::context::detail::transfer_t;

/// The part of the scheduler that knows what stands on which stack.
struct Fibers {
    StackPool pool;
    NativeStack thread;  // what the thread came with
    NativeStack* left = nullptr;  // where control was before the present switch
    NativeStack* retired = nullptr;  // chain to be given back as soon as control has left it
    Coroutine* ran = nullptr;  // list of old coroutines that ran since the last collection
    u32 ran_count = 0;
    Value passed;  // the first of the values that go along with a switch between coroutines
    i64 passed_count = 0;  // their number, or Ret::kError
    FunctionRef<void()>* segment_body = nullptr;  // what the segment that is being entered is for
    FunctionRef<void()>* service = nullptr;  // what on_thread_stack runs
    std::size_t charged = 0;  // stacks that the heap knows of
    bool in_main = false;  // run_main is active
    bool abandoned = false;  // and was left by abandon_main
};

// AddressSanitizer must hear of every switch, and of frames that vanish without returning.
inline void forget_frames([[maybe_unused]] char* low, [[maybe_unused]] char* high) {
#ifdef GS_ADDRESS_SANITIZER
    __asan_unpoison_memory_region(low, static_cast<std::size_t>(high - low));
#endif
}

/// Jumps to a context on `to`. `for_good`: nobody comes back to the present frame.
inline transfer_t jump(void* context, State& st, [[maybe_unused]] const NativeStack* to,
                       [[maybe_unused]] bool for_good = false) {
#ifdef GS_ADDRESS_SANITIZER
    void* fake = nullptr;
    __sanitizer_start_switch_fiber(for_good ? nullptr : &fake, to->low, static_cast<std::size_t>(to->high - to->low));
    transfer_t t = boost::context::detail::jump_fcontext(context, &st);
    __sanitizer_finish_switch_fiber(fake, nullptr, nullptr);
    return t;
#else
    return boost::context::detail::jump_fcontext(context, &st);
#endif
}

/// First thing on a new stack.
inline void begin() {
#ifdef GS_ADDRESS_SANITIZER
    __sanitizer_finish_switch_fiber(nullptr, nullptr, nullptr);
#endif
}

inline void* make_context(NativeStack* stack, void (*entry)(transfer_t)) {
    return boost::context::detail::make_fcontext(stack->high, static_cast<std::size_t>(stack->high - stack->low),
                                                 entry);
}

/// Stacks that control has left for good go back to the pool.
void retire(State& st, Fibers& f);

// A minor collection scans the stacks of all coroutines that ran since the last one, about a microsecond for each. When so
// many have run, it does not wait for the nursery to be full.
inline constexpr u32 kMostRan = 1000;

/// Reads one word. Compilers like to copy two neighbours with one wide load, but these have just been written one by
/// one, and a load that spans two stores has to wait until both have reached the cache.
template <class T>
inline T single(const T& word) {
    T value = word;
    asm("" : "+r"(value));
    return value;
}

inline void save_words(State& st, Fibers& f, Coroutine* co) {
    Hot& hot = st.hot;
    co->active = false;
    co->top = hot.top;
    co->base = single(hot.base);
    co->pc = single(hot.pc);
    co->frames_left = single(hot.frames_left);
    co->catchers = single(hot.catchers);
    co->native_depth = static_cast<u16>(hot.native_depth);
    // Its stacks may name young objects now; a young one is found and scanned in the normal way, if it is alive at all.
    if ((co->h.gc & kGcOld) && !co->ran_since_collection) {
        co->ran_since_collection = true;
        co->next_ran = f.ran;
        f.ran = co;
        if (++f.ran_count == kMostRan) [[unlikely]]
            st.hot.request.fetch_or(kRequestCollect, std::memory_order_relaxed);
    }
}

inline void load_words(State& st, Coroutine* co) {
    Hot& hot = st.hot;
    co->active = true;
    hot.co = co;
    hot.top = co->top;
    hot.base = co->base;
    hot.pc = co->pc;
    hot.frames_left = single(co->frames_left);
    hot.catchers = single(co->catchers);
    hot.native_depth = co->native_depth;
    hot.value_limit = co->dirty_end;
    hot.native_limit = co->native->limit;
}

/// After every switch, on the side that got control: notes where the other side stands.
inline void arrive(State& st, Fibers& f, fibers::transfer_t t) {
    if (f.left) f.left->saved_sp = t.fctx;
    if (f.retired) [[unlikely]]
        retire(st, f);
}

/// The same for those who do not have the Fibers.
void arrive(State& st, transfer_t t);

/// What came with the last switch.
inline Ret passed(const Fibers& f) { return {f.passed, f.passed_count}; }

/// `from` waits for `co`, which runs.
inline void note_resume(Coroutine* from, Coroutine* co, u32 catchers_below) {
    from->status = CoroutineStatus::Normal;
    co->status = CoroutineStatus::Running;
    co->resumer = from;
    co->goroutine = from->goroutine;
    co->catchers += catchers_below - co->catchers_below;
    co->catchers_below = catchers_below;
}
/// The coroutine has ended with `ret`: an error is kept for coroutine.close.
void note_error(State& st, Coroutine* co, const Ret& ret);
/// The same on its own native stack, which is left.
[[noreturn]] void finish_coroutine(State& st, Coroutine* co, const Ret& ret);
/// Raises what unwinds a coroutine that is closed.
Failure begin_closing(State& st);
/// The running coroutine is left for another one, which has stacks. Returns when somebody switches back.
void switch_to(State& st, Coroutine* to);
/// The same from a coroutine or goroutine that has ended.
[[noreturn]] void leave_for(State& st, Coroutine* to);
/// Gives a coroutine its stacks. False without memory for them.
bool give_stacks(State& st, Coroutine* co);
/// Ends run_main from any stack: control goes back to where it was called, the main program is abandoned. A goroutine
/// that waits comes back from here if what it waits for happens after all, in a later run_main.
void abandon_main(State& st);

}  // namespace gs::rt::fibers
