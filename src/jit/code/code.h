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

vm::Next enter(rt::State& st, MachineCode& code, rt::Value* base);

/// The same by interpreting the graph: the reference for back ends, and the engine `--jit=ir`. Calls of compiled
/// functions leave for the VM at the callee's first instruction.
vm::Next evaluate(rt::State& st, Graph& graph, rt::Value* base);

/// Of a State that has a JIT.
const Environment& environment(rt::State& st);

}  // namespace gs::jit
