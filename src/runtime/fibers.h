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

/// After every switch, on the side that got control: notes where the other side stands.
void arrive(State& st, transfer_t t);
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
