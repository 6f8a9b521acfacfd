// The hooks of the compilers. The VM calls them on its way through a poll, that is once in 256 passes of a loop edge
// or calls of a function; whoever compiles hot code fills them in.
#pragma once

#include "bytecode/proto.h"
#include "runtime/state.h"

namespace gs::vm {

struct TierHooks {
    /// A function has been called another 256 times; data.calls counts these polls.
    void (*hot_call)(rt::State&, bytecode::FunctionData&);
    /// A loop edge of the running function has been passed another 256 times.
    void (*hot_loop)(rt::State&, bytecode::FunctionData&, rt::Word* edge);
};

/// Hooks that do nothing.
inline constexpr TierHooks kNoTier = {
    [](rt::State&, bytecode::FunctionData&) {},
    [](rt::State&, bytecode::FunctionData&, rt::Word*) {},
};

extern TierHooks tier_hooks;

}  // namespace gs::vm
