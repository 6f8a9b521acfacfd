// The hooks of the compilers. The VM calls them on its way through a poll, that is once in so many passes of a loop edge
// or calls of a function; whoever compiles hot code fills them in.
//
// Handing over. A poll is due when a counter in the stream runs out: Word::c of a function's head, Word::x of a loop edge. A
// compiled function (FunctionData::compiled) is given 1 there, so that every call takes the slow path, which asks
// `enter`; a compiled loop's edges likewise. So the VM's fast paths know nothing about compilers. Compiled code that
// is left in the middle of a function goes on in the VM, which makes progress because it runs the next instruction itself.
//
// Coroutines. Frames of compiled code stand on the native stack, so it must not be entered by a coroutine that borrows
// that of its resumer (runtime/coroutine_borrowed.cpp): such a coroutine stays in the VM. Only when it has asked many times
// without a switch in between, so that switching is not what it is about, it is moved to its own stack.
#pragma once

#include "bytecode/proto.h"
#include "vm/frame.h"

namespace gs::vm {

struct TierHooks {
    /// The function has been called another FunctionData::calls_per_poll times, now with these arguments. It may be compiled.
    void (*hot_call)(State&, rt::Function*, rt::Args);
    /// The function at `start`, whose frame is made, is compiled. Says where the VM goes on.
    Next (*enter)(State&, Next start);
    /// The loop edge is taken and its counter has run out (and counts from 256 again, if nobody sets it). The loop begins
    /// at `start`.
    Next (*hot_loop)(State&, Word* edge, Next start);
};

/// Hooks that do nothing.
inline constexpr TierHooks kNoTier = {
    [](State&, rt::Function*, rt::Args) {},
    [](State&, Next start) { return start; },
    [](State&, Word*, Next start) { return start; },
};

/// Of a State that runs on the VM; they must live as long as the State.
void set_tier(State& st, const TierHooks& hooks);

}  // namespace gs::vm
