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
// nil. Hot::frames_left is counted by the caller, down before the call, up behind it; less than 0 at the callee's prologue
// means that the VM has to raise. The prologue also tests value_limit (frame size) and native_limit; if one fails, the VM runs the call.
//
// CALLS OF ITSELF (Op::CallSelf) follow an agreement that a function has with itself only. The frame is stored all the same, but its
// parameters come in the registers that the allocator has given them, the result goes back in rax or xmm0 as Graph::own_result
// says, and eax brings the count of frames left, which has its place on the native stack then: Hot::frames_left is
// written only before somebody else may look. Code::entry calls the function that way and makes a Value of what it gets.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "jit/backend/call_frames.h"
#include "jit/ir/graph.h"
#include "runtime/state.h"

namespace gs::jit {

/// Where a value of a snapshot is found at an exit.
struct ExitSlot {
    // Number of the register; byte offset from rsp; `bits`, boxed; number of the object that the exit makes.
    enum Kind : u8 { Gpr, Xmm, Stack, Constant, Object };
    i32 slot;
    Type type;  // how it is represented there
    Kind kind;
    i32 index;
    u64 bits;  // Constant: the Value; Type::Ptr: the tag to add
};

/// An object that an exit makes (SunkTable and others of ops.def), behind those that it refers to.
struct ExitObject {
    SunkObject what;
    std::vector<ExitSlot> fields;
};

/// The place of one guard in machine code.
struct ExitInfo {
    const rt::Word* pc;
    const bytecode::FunctionData* function;
    u32 base_offset, depth;
    i32 open_end;  // Snapshot::open_end
    std::vector<ExitSlot> slots;
    std::vector<ExitObject> objects;
    Op op;  // the guard (or Exit)
    const rt::Word* origin;  // Node::origin of it
    u32 taken = 0;  // how often
};

/// A place where an assumption is made that somebody watches, about one of MachineCode::watched. It costs nothing as long as it
/// holds: when it breaks, a jump to the exit is written there, so code that waits for a call comes to it, too.
struct WatchPoint {
    u32 at, exit;  // byte offsets from the start of the code
};

/// Where machine code lives. The bytes are copied; they must run at any address.
class CodeMemory {
public:
    /// The address that the code is to be called at; null if there is no room.
    virtual void* publish(const void* bytes, std::size_t size) = 0;
    virtual void release(void* code, std::size_t size) = 0;
    /// Changes bytes of published code.
    virtual void rewrite(void* code, const void* bytes, std::size_t size) = 0;

protected:
    ~CodeMemory() = default;
};

struct MachineCode;

/// Code by what it relies on.
class Watches {
public:
    virtual void add(MachineCode& code) = 0;
    virtual void remove(MachineCode& code) = 0;

protected:
    ~Watches() = default;
};

/// Guards that fail for no reason (--exit-stress).
struct ExitStress {
    u32 every = 0;
    u32 left = 0;  // guards until the next one; 0 when one has just taken its exit
};

/// Whether a guard may fail for no reason: it goes back to the start of its instruction, so nothing of that may have happened.
/// One that asks a helper whether it has changed anything knows that only if it fails for its own reason.
bool may_be_stressed(const Node& guard);

/// What machine code refers to outside of itself. Made once for each State (jit/code).
struct Environment {
    CodeMemory* memory;
    Watches* watches;
    void (*exit_hook)(rt::State&, MachineCode&, ExitInfo&, rt::Value* base);  // see code.h; may be null
    ExitStress* exit_stress;  // may be null
    const void* helpers[static_cast<u16>(Helper::kCount)];
    const void* enter_gate;  // see jit/code/gates.h
    // Leave through an exit: the number of it on the stack (at [rsp]), rax = the MachineCode. All registers are saved,
    // restore_frame writes the frame, enter() returns.
    const void* exit_gate;
    // An error is pending, hot.base and pc are set: unwinds, enter() returns.
    const void* error_gate;
    // enter() returns {pc in rax, base in rdx} as they are.
    const void* leave_gate;
    // Called like the entry of a function that has no machine code: a native, or one that is the VM's. rbx is its base, eax
    // the number of arguments. Natives return as compiled functions do; of others the frame is made, and if that was the
    // call that had them compiled they are entered, else the VM goes on with them.
    const void* call_gate;
    // Cold parts of instructions, C++: see jit/code/helpers.h. All take State& first.
    const void* allocate_slow;  // (bytes, header word) -> cell
    const void* new_table;  // (shape, slots, elements) -> table without values, or null (an error is pending)
    const void* log_store;  // (owner, slot address, value): the barrier's slow path, stores
    const void* find_interned;  // (string) -> what Op::InternedName gives
    const void* entry_offset;  // (table, key) -> what Op::EntryOffset gives
    const void* keep_shape;  // (shape): a table got it while a collection is marking
    const void* call_native;  // (argument 0, arguments, call word) -> HelperResult: the first result
    const void* call_native_for_one;  // the same of a call word that wants one result at most
    const void* call_native_for_several;  // the same of one that says how many it wants, more than one
    const void* call_pcall;  // the same of pcall with at least one argument and a call word that wants two
    const void* slow_op;  // (pc, base) -> vm::Next by the VM's slow path of the instruction at pc
    const void* return_values;  // (base, first value, count) -> the first value: delivers to the window, or to C++
    const void*
        start_in_vm;  // (base) -> vm::Next: the frame is complete, but not counted, and compiled code can not run it
    const void* call_in_vm;  // (base, arguments) -> vm::Next: the same before missing and extra arguments are seen to
    const void* arrange_extras;  // (base, arguments) -> HelperResult: base of a frame above extra arguments
};

/// One piece of machine code with all that belongs to it.
struct MachineCode {
    const Environment* environment = nullptr;
    const bytecode::FunctionData* function = nullptr;
    GraphKind kind = GraphKind::Function;
    const rt::Word* entry_pc = nullptr;
    void* entry = nullptr;  // rbx, r15, r12, r13 set; function: arguments in their slots, missing ones nil
    void* entry_counted = nullptr;  // functions: the same with the number of arguments in eax, fills missing ones
    void* start = nullptr;  // of the memory
    std::size_t size = 0;  // bytes of it
    u32 frame_slots = 0;  // of the VM frame, inlined ones included
    u32 slots_needed = 0;  // that the stack must have room for
    u32 depth = 0;  // most inlined frames around one place: so many must be left, as the VM would enter them
    std::vector<ExitInfo> exits;
    std::vector<rt::Value> constants;
    std::vector<const void*> watched;  // what it relies on: GlobalCells, the epoch of prototypes
    std::vector<WatchPoint> watch_points;
    bool dead = false;  // an assumption broke: entered no more
    std::shared_ptr<void> registration;  // with a debugger, for as long as the code lives
    void* owner = nullptr;  // whoever had it made may leave a note here
    MachineCode() = default;
    MachineCode(const MachineCode&) = delete;
    MachineCode& operator=(const MachineCode&) = delete;
    ~MachineCode();
};

/// From now on every watch point is an exit.
void break_watch_points(MachineCode& code);

struct AssembleOptions {
    u32 registers = 32;  // no more than so many of each kind, at least 4 (--regs)
    std::string* listing = nullptr;  // gets the instructions as text (--dump=asm)
    std::string* allocation = nullptr;  // gets the places of values as text (--dump=regs)
    NamedCode* known = nullptr;  // gets what tools want to know, but the name (--gdb, --perf)
};

/// Compiles the graph, which must satisfy verify(); splits critical edges and the like on its way. Null if the code memory
/// is exhausted or the machine is not one that we write code for.
std::unique_ptr<MachineCode> assemble(const Environment& environment, Graph& graph,
                                      const AssembleOptions& options = {});

}  // namespace gs::jit
