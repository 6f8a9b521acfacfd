// The few pieces of machine code that all compiled code shares: in, and the three ways out. And the C++ behind them.
#pragma once

#include "jit/backend/machine_code.h"
#include "jit/code/memory.h"
#include "vm/frame.h"

namespace gs::jit {

/// What the exit gate has put on the stack.
struct SavedRegisters {
    u64 general[16];
    u64 real[16];
    u64 exit;  // number
    u64 frame[];  // of the code that was left: spilled values
};

/// What the two ways in leave on the stack, below the word that Hot::native_entry points at. Calls want its size to be a multiple
/// of 16.
struct GateFrame {
    const void* failed;  // where leaving with an error goes on
    i64 results;  // how many, if they go to C++: 1, or what a return that gives others has put here; Ret::kError
    rt::Word* return_word;  // enter(): of the frame that is entered, where results may take its place
    const void* left;  // where leaving goes on otherwise

    static GateFrame* innermost(const rt::State& st) { return static_cast<GateFrame*>(st.hot.native_entry) - 1; }
};

using EnterGate = vm::Next (*)(rt::Hot*, const void* entry, rt::Value* base);

struct Gates {
    const void *enter, *exit, *error, *leave, *call;
    const void* call_from_cpp;  // State::call_compiled
    NamedCode code;  // all of them
};

/// False if there is no memory for them, or the machine is not one we write code for.
bool make_gates(ExecutableMemory& memory, Gates* gates);

// Called by the gates.

/// Writes the frames that the exit describes; returns where the VM goes on.
vm::Next restore_frame(rt::State& st, MachineCode* code, SavedRegisters* saved);
/// A function that enter() ran has returned.
vm::Next deliver(rt::State& st, rt::Value* base, rt::Value value, GateFrame* frame);
/// A function that C++ has called was left. Goes on in the VM until its frame is left there, too; gives its results.
rt::Ret finish_in_vm(rt::State& st, rt::Word* pc, rt::Value* base);
/// Hot::base and pc are where the pending error came from.
vm::Next unwind_error(rt::State& st);

/// The first word of what call_other() returns, if it is not a position where the VM goes on (nor null: its loop ends).
enum class CallOutcome : u64 {
    Returned = 1,  // the second is the value; Hot::base that of the callee
    Starts,  // and from bit 3 on the number of arguments; the second is the entry that exists; Hot::base that of the callee
};
/// Calls what has no machine code, or is no function at all; callee, return word and arguments stand at `base`.
HelperResult call_other(rt::State& st, rt::Value* base, u32 arguments);

}  // namespace gs::jit
