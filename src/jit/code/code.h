// Between the VM and compiled code.
//
// enter() runs compiled code on the VM frame at `base` and returns where the VM goes on, exactly as a slow path of the VM
// does:
//   - the function returned: the result has been delivered to the caller's window; pc is the return address
//   - an exit: the frame (and frames of inlined callees above it) have been written, pc is the snapshot's
//   - a call of something that is not compiled: pc is its first instruction
//   - an error: it has been unwound (vm::unwind)
// Every caller's registers stand in its VM frame while it waits for a call, so the native frames below can be dropped at
// any point, and whoever entered needs no other agreement with compiled code (docs/adr/0009).
#pragma once

#include "jit/backend/machine_code.h"
#include "vm/frame.h"

namespace gs::jit {

/// Whether there is enough native stack, and depth, to run it now. If not, the VM must run the frame itself for a while.
inline bool may_enter(const rt::State& st, const MachineCode& code) {
    constexpr std::uintptr_t kMargin = 1024;  // the prologue compares rsp below the gate's frame
    auto here = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
    return !code.dead && here > st.hot.native_limit + kMargin && st.hot.frames_left >= code.depth;
}

/// may_enter() must hold. Of a function the frame has been counted (frames_left), as the VM's calls do.
vm::Next enter(rt::State& st, MachineCode& code, rt::Value* base);

/// Whether some enter() has not come back, perhaps because its coroutine is suspended.
bool is_active(rt::State& st);

/// The same by interpreting the graph: the reference for back ends, and the engine `--jit=ir`. Calls of compiled
/// functions leave for the VM at the callee's first instruction.
vm::Next evaluate(rt::State& st, Graph& graph, rt::Value* base);

/// Made at the first call, kept as long as the State.
const Environment& environment(rt::State& st);

/// Called for every exit that is taken, when the frames have been written, the innermost of them at `base`. `code` may not be
/// the one that was entered, but one that it has called. The hook may drop `code`.
using ExitHook = void (*)(rt::State& st, MachineCode& code, ExitInfo& exit, rt::Value* base);
void set_exit_hook(rt::State& st, ExitHook hook);

/// State::watched_changes: code that relies on this leaves for the VM wherever it does. Gives that code, which is to be entered
/// no more.
std::vector<MachineCode*> break_watches(rt::State& st, const void* what);

/// Makes the gates known to perf and gdb (naming.h), as compiled code is.
void name_gates(rt::State& st, bool perf, bool gdb);

/// Every so many guards, counted over all compiled code, one takes its exit as if it had failed (--exit-stress). 0: none. To be
/// called before anything is compiled.
void set_exit_stress(rt::State& st, u32 every);
/// Behind an exit: whether it was such a one, which says nothing about the code. The counting begins anew.
bool end_stress(const Environment& environment);

}  // namespace gs::jit
