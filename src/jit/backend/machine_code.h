// What a back end makes of a graph. jit/code/code.h says how it is entered and left.
//
// NATIVE FRAMES hold spilled values only; their size is fixed. Compiled functions call each other with the machine's call
// instruction. To leave for the VM, machine code jumps to a gate of Environment, which sets rsp back to
// Hot::native_entry and returns from enter().
//
// REGISTERS (x86-64). r15 &State::hot, rbx base, r12 rt::kIntZero, r13 rt::kNilBits: preserved by C++ and by
// compiled code (rbx: see below). Everything else is lost at a call, of compiled code or of C++ (xmm registers too).
//
// CALLS OF COMPILED CODE. rbx is the callee's base, al (eax) the number of arguments for calls through Code::entry. A function
// returns with rbx its own base (the Value stack may have moved; the caller subtracts its delta) and in rax the one value
// its caller wants. If the call word (base[-1][-1].x) wants another number of values than 1, or other than one value is
// returned, the values stand in the window (base[-2] and on) as the VM's returns leave them, and rax holds the first or
// nil. Hot::frames_left is counted by the callee: down in its prologue (0 left: leave to the VM, which raises), up before its
// return. The prologue also tests value_limit (frame size) and native_limit; if one fails, the VM runs the call.
#pragma once

#include <memory>
#include <vector>

#include "jit/ir/graph.h"
#include "runtime/state.h"

namespace gs::jit {

/// Where a value of a snapshot is found at an exit.
struct ExitSlot {
    enum Kind : u8 { Gpr, Xmm, Stack, Constant };  // number of the register; byte offset from rsp; `bits`, boxed
    i32 slot;
    Type type;  // how it is represented there
    Kind kind;
    i32 index;
    u64 bits;  // Constant: the Value; Type::Ptr: the tag to add
};

/// The place of one guard in machine code.
struct ExitInfo {
    const rt::Word* pc;
    const bytecode::FunctionData* function;
    u32 base_offset, depth;
    std::vector<ExitSlot> slots;
    Op op;  // the guard (or Exit)
    const rt::Word* origin;  // Node::origin of it
    u32 taken = 0;  // how often
};

/// What machine code refers to outside of itself. Made once for each State (jit/code).
struct Environment {
    const void* helpers[static_cast<u16>(Helper::kCount)];
    // Leave with rax = the number of the exit and rcx = the MachineCode: all registers are saved, restore_frame writes the
    // frame, enter() returns.
    const void* exit_gate;
    // An error is pending, hot.base and pc are set: unwinds, enter() returns.
    const void* error_gate;
    // enter() returns {pc in rax, base in rdx} as they are.
    const void* leave_gate;
    // Cold parts of instructions, C++: see jit/code/helpers.h.
    const void* allocate_slow;  // (State&, bytes) -> cell or null (an error is pending)
    const void* log_store;  // (State&, owner, slot address, value): the barrier's slow path, stores
    const void* slow_op;  // (State&, pc, base) -> vm::Next by the VM's slow path of the instruction at pc
    const void* return_values;  // (State&, base, first value, count): delivers to the window or to Hot::results
};

/// One piece of machine code with all that belongs to it.
struct MachineCode {
    const bytecode::FunctionData* function = nullptr;
    GraphKind kind = GraphKind::Function;
    const rt::Word* entry_pc = nullptr;
    void* entry = nullptr;  // rbx, r15, r12, r13 set; function: arguments in their slots, missing ones nil
    void* entry_counted = nullptr;  // functions: the same with the number of arguments in eax, fills missing ones
    std::size_t size = 0;  // bytes
    std::vector<ExitInfo> exits;
    std::vector<rt::Value> constants;
    bool dead = false;  // an assumption broke: entered no more
    ~MachineCode();
};

/// Compiles the graph, which must satisfy verify(); splits critical edges and the like on its way. Null if the code memory
/// is exhausted.
std::unique_ptr<MachineCode> assemble(const Environment& environment, Graph& graph);

}  // namespace gs::jit
