// The state of a translation from bytecode to IR, and what translations are written with.
//
// ABSTRACT INTERPRETATION. The builder (method.cpp) walks over the bytecode and keeps, for each slot of the frame, the
// IR value that stands for what the VM would have there, and whether memory holds it as well. A translation
// (translate.h) reads the registers of its instruction as values, makes nodes, and sets registers. Nothing is written
// to the frame until somebody will look there: before operations that run script or C++ on the frame (store_live), and
// at exits, from snapshots. A slot that is not written keeps what the VM, or a frame that stood there before, has left.
// A collection must not find that: one object from long ago may keep alive all that came behind it in a list. So an
// operation that may collect is translated with nil in all such slots (clear_stale), or takes care of them where it
// does collect (Snapshot::stale). Where control flow meets, phis are made for the registers that live and differ
// (path.cpp).
//
// REPRESENTATIONS. A register may map to a value of any type. Boxing is lazy: box() is called by what needs a Value. A value
// that a guard has proved to be an int is replaced by the unboxed one in all registers that hold it, so that each is
// checked once. Phis at joins have the type of their inputs if all agree; phis of loops are Values here, and the pass
// that knows all their inputs gives them a better type.
//
// GUARDS go back to the start of the instruction that is translated. So a translation makes its guards before it changes
// anything: registers are set last, and stores come behind all guards. One snapshot serves the whole instruction.
//
// FRAMES. Scopes are the function and the calls inlined into it, innermost last. All have their registers in one array of
// slots, as they would stand in the Value stack. See graph.h.
#pragma once

#include <unordered_map>
#include <vector>

#include "jit/frontend/control_flow.h"
#include "jit/frontend/frontend.h"

namespace gs::jit {

/// Below register 0 of each frame: the callee and the return word. Above extra arguments: their number, and copies of four slots.
inline constexpr u32 kLinkSlots = 2, kExtraSlots = 5;

/// What is known about a slot of the frame.
struct Slot {
    Node* value = nullptr;  // null: only memory has it (stored), or it is undefined
    bool stored = false;  // memory holds the value
    bool empty = false;  // memory holds nil, whatever the value; if neither, it may hold an object from long ago
    /// So many values from this slot on are all that an instruction has left open, which Hot::top need not say; else it does.
    i32 open = kOpenByTop;
    static constexpr i32 kOpenByTop = -1;
};

/// The end of a block that goes on somewhere, and the slots there.
struct Path {
    Block* from = nullptr;
    std::vector<Slot> slots;
};

/// A call that is translated.
struct CallShape {
    const Word* word;  // the call word
    u32 window;  // register of the callee
    u32 arguments;  // or CallSite::kOpen
    u32 wanted;  // results, or kOpenResults
    bool tail;
    u32 replaced = 0;  // how many callees made tail calls in this place before
    // The instruction whose operator makes the call; then `word` is that of vm/metamethods.h, and the window has a slot more in
    // front. Null: the call word itself.
    const Word* operator_at = nullptr;

    const Word* position() const { return operator_at ? operator_at : word; }
    /// The register of the first result, unless they are open.
    u32 result() const { return operator_at ? operator_at->a : window; }
};

/// The function that is compiled, or a call that is inlined.
struct Scope {
    Scope* caller = nullptr;
    const FunctionData* function = nullptr;
    const ControlFlow* flow = nullptr;
    u32 offset = 0;  // of register 0
    u32 depth = 0;
    Node* closure = nullptr;  // pointer to the function object; null: the frame has it
    const rt::Function* seen = nullptr;  // a closure that has run here, or null
    RegisterSet lives_on;  // registers of the caller that live across the call
    // The call that was inlined, as a call of the caller's; its number of arguments is that of the last one that took
    // this place by a tail call.
    CallShape call{};
    // Only the ways that make no call are wanted; where there would be one, this call itself is made instead, from its
    // beginning. For that, nothing may have happened.
    bool quick_ways = false;
    Node* callee = nullptr;  // the Value, and its arguments
    std::vector<Node*> arguments;
    u32 extras = 0;  // arguments that an inlined function has beyond its parameters, if it uses them (extras.cpp)
    bool is_above_extras() const { return caller && function->uses_varargs; }
    /// Slots below register 0 that belong to the frame.
    u32 slots_below() const {
        u32 links = kLinkSlots + (call.operator_at ? 1 : 0);
        return links + (is_above_extras() ? kExtraSlots + function->params + extras : 0);
    }
    /// Those from register 0 on: the extra arguments may stand above all registers, as open values.
    u32 slots_above() const { return function->frame_size + extras; }
    /// How many values a return has to give. Of open results inlined functions have just one.
    u32 results() const { return call.wanted == bytecode::kOpenResults ? 1 : call.wanted; }
};

class Emitter {
public:
    explicit Emitter(const Request& request);
    virtual ~Emitter() = default;

    Graph& graph() { return *graph_; }
    rt::State& state() { return request_.state; }
    Feedback& feedback() { return request_.feedback; }
    Scope& scope() { return *scope_; }
    /// The pointer to the function that runs there.
    Node* closure_of(const Scope& scope) {
        return scope.closure ? scope.closure : emit(Op::UnboxPtr, {emit(Op::Callee, {})}, rt::kTagFunction);
    }
    const Word* pc() const { return pc_; }
    /// Of the instruction that is translated.
    u16 failed() const { return request_.feedback.failed(pc_); }
    bool failed(u16 bits) const { return failed() & bits; }
    /// Where nodes are made now.
    const Block* block() const { return block_; }
    /// What has been made last in this block.
    const Node* last() const { return block_->last; }
    /// Behind an instruction that ended its block nothing is to be translated.
    bool reachable() const { return block_ != nullptr; }

    // ---- registers of the innermost frame ------------------------------------------------------------------------
    Node* get(u32 reg);
    Node* get_boxed(u32 reg) { return box(get(reg)); }
    void set(u32 reg, Node* value);
    /// Memory has the register's value and nobody else.
    void set_stored(u32 reg);
    /// Nothing is known about these registers and all above, inlined frames included.
    void kill_from(u32 reg);

    // ---- nodes ---------------------------------------------------------------------------------------------------
    Node* emit(Op op, Type type, Nodes inputs, u64 imm = 0);
    /// The type of the row.
    Node* emit(Op op, Nodes inputs, u64 imm = 0);
    /// A node that may go back to the start of the instruction.
    Node* guard(Op op, Nodes inputs, u64 imm = 0);
    void guard_true(Node* condition);
    /// A helper's answer, by the operation that calls it.
    Node* ask(Helper helper, Nodes inputs);
    Node* constant(Type type, u64 bits) { return graph_->constant(type, bits); }
    Node* const_i32(i64 v) { return constant(Type::I32, static_cast<u64>(v)); }
    Node* const_real(double d) { return constant(Type::F64, std::bit_cast<u64>(d)); }
    Node* const_bool(bool b) { return constant(Type::Bool, b); }
    Node* const_value(rt::Value v);
    Node* const_pointer(const void* p) { return constant(Type::Ptr, reinterpret_cast<u64>(p)); }
    /// The value of a constant, unboxed if it can be.
    Node* literal(rt::Value v);
    Node* load(Type type, Node* pointer, i64 offset, Alias alias);
    void store(Node* pointer, Node* value, i64 offset, Alias alias);
    void store_reference(Node* pointer, Node* value, i64 offset, Alias alias);
    Node* compare(Op op, Condition condition, Node* a, Node* b) {
        return emit(op, {a, b}, static_cast<u64>(condition));
    }

    // ---- representations -----------------------------------------------------------------------------------------
    Node* box(Node* value);
    /// Whether the value is known to be an int, a double, a number (of any representation).
    static bool is_int(const Node* value) { return value->type == Type::I32 || value->type == Type::I64; }
    static bool is_real(const Node* value) { return value->type == Type::F64; }
    static bool is_number(const Node* value) { return is_int(value) || is_real(value); }
    /// Known not to be a reference or nil: of a type of its own, or a constant.
    static bool is_unboxed(const Node* value) { return value->type != Type::Value && value->type != Type::Ptr; }
    /// Unboxed, with a guard if it is not known.
    Node* as_i32(Node* value);
    Node* as_i64(Node* value);
    Node* as_real(Node* value);  // a double; ints fail
    Node* as_number(Node* value);  // ints are converted
    Node* as_pointer(Node* value, u64 tag);
    Node* to_i64(Node* value);  // of a known int
    Node* to_real(Node* value);  // of a known number
    /// Of a value that is known to be of that kind.
    Node* unbox_pointer(Node* value, u64 tag);
    Node* truth(Node* value);
    Node* is_nil(Node* value);
    /// What all checked forms and representations of a value have in common: two values are the same if this is.
    static Node* canonical(Node* value);
    Node* negate(Node* condition);
    /// What was seen in the place of a value when the compilation began, or what that makes of a sum with a constant.
    /// Nil: nothing.
    rt::Value seen(const Node* value) const;
    void set_seen(const Node* value, rt::Value v) { seen_[value] = v; }
    /// The value is one that comes into the register: what stood there when the compilation began may be what the last pass of a
    /// loop has left there of it.
    void note_seen(u32 reg, const Node* value);

    // ---- the frame -----------------------------------------------------------------------------------------------
    /// The way back to the start of this instruction.
    Snapshot* snapshot();
    /// Writes everything that lives into its slot.
    void store_live();
    // ---- extra arguments (extras.cpp) -------------------------------------------------------------------------------
    /// How many the frame has, an int.
    Node* extra_count();
    /// Number `index`, counted from 0; there are that many.
    Node* extra_at(Node* index);
    /// The same where the number is known, of an inlined function.
    Node* extra(u32 index) { return slots_[index_of(0) - kExtraSlots - scope_->extras + index].value; }
    /// That one of these values, which the number is of.
    Node* one_of(Node* index, const std::vector<Node*>& values);
    void store_slot(i32 slot, Node* value);  // from the physical base
    /// Writes a register into its slot, if it does not stand there yet.
    void store_register(u32 reg);
    /// Writes what frames are found by: the callees and return words of the inlined calls around this instruction.
    void store_links();
    /// Before operations that may collect: slots of the frame below `end` that hold something old get nil.
    void clear_stale(u32 end);
    /// Behind the last slot that memory holds; all of the innermost frame's are above.
    u32 held_end() const;
    i32 slot_of(u32 reg) const { return static_cast<i32>(scope_->offset + reg); }
    /// The instruction by the VM's slow path. Sets the registers that it writes.
    void slow();
    /// The same for one that may jump: whether it would.
    Node* slow_branch();
    /// Where this is true a helper has done nothing, because a metamethod has a say: the slow path does it all. As long as that
    /// has not happened, it is a reason to leave.
    void slow_if(Node* refused);
    /// The same for one that has computed the value of a register: absent() if it has not.
    void set_answer(u32 reg, Node* answer);
    Node* is_absent(Node* answer) {
        return compare(Op::CmpBits, Condition::Eq, answer, const_value(rt::Value::absent()));
    }
    /// Leaves for the VM, at the start of this instruction.
    void leave(bool blamed);
    /// Goes on only where the condition holds, like guard_true, but code is left just here. A guard may move in front of a loop,
    /// where the registers that this instruction would read are not there to be looked at.
    void leave_unless(Node* condition);

    // ---- calls -----------------------------------------------------------------------------------------------
    /// The call by whatever means are best: inlined, of compiled code, by the VM.
    virtual void call(const CallShape& shape) = 0;
    /// The call of a metamethod, a script function: R[a] = its first result. False if it has to be left to the slow path.
    virtual bool call_operator(rt::Value metamethod, const Nodes& operands) = 0;
    /// Whether R[a] of this instruction is called so soon that what stands in between may be there several times.
    virtual bool is_called_soon() const = 0;
    /// The present way and these go on apart, and meet behind that call.
    void go_apart(std::vector<Path> ways) { apart_ = std::move(ways); }
    /// Ends the function with the values in these registers.
    virtual void return_values(u32 first, u32 count) = 0;
    /// Ends the function that is compiled with the open values from that register on, which Hot::top counts.
    void return_open(u32 first);
    /// The register where the values begin that the instruction in front of this one has left open, and their number:
    /// usually one, which is taken for granted until it has failed. False: Hot::top alone knows.
    bool open_values(u32* first, u32* count);
    /// Whether that is certain: leave_open() has said so.
    bool has_known_open() const;
    /// The values in so many registers from this one on are all that this instruction leaves open.
    void leave_open(u32 reg, u32 count);

    // ---- control flow --------------------------------------------------------------------------------------------
    /// Ends the block: goes on at one of two words of this function.
    void branch(Node* condition, const Word* if_true, const Word* if_false);
    void jump(const Word* to);
    const Word* target() const { return pc_ + bytecode::jump_distance(*pc_); }
    const Word* behind() const { return pc_ + bytecode::length_of(pc_); }
    /// Goes on where the condition holds; the other way is returned, for resume(). Cold: it is rarely gone.
    Path split(Node* condition, bool cold = true);
    /// Where the translation stands; it goes on nowhere until resume() or join().
    Path suspend();
    void resume(Path path, bool cold = false);
    /// Goes on where all these ways meet, and the present one if there is one.
    void join(std::vector<Path> paths);
    /// The same with one value of each way, that of the present one first: gives their phi.
    Node* join(std::vector<Path> paths, std::vector<Node*> values);

protected:
    /// The registers of this frame that matter behind the paths, while everything of callers does.
    void merge(std::vector<Path>& paths, Block* into, const RegisterSet& live);
    Node* merge_values(const std::vector<Block*>& from, std::vector<Node*>& values, Block* into);
    Node* convert_at_end(Block* block, Node* value, Type type);
    Node* load_at_end(Block* block, u32 slot);
    Node* append(Op op, Type type, Nodes inputs, u64 imm, Snapshot* snapshot);
    /// The snapshot of this instruction, with what a collection has to know.
    Snapshot* collection_point();
    void store_known(u32 index);
    void store_for_vm();
    const Word* before(const Word* pc) const;
    /// The register where the open values begin that the instruction at `pc` takes; negative if it takes none, or if some other
    /// instruction is in between.
    i64 open_register(const Word* pc) const;
    void publish_where_others_do(std::vector<Path>& paths);
    /// Hot::top and memory say what slots_[index] says of open values.
    void publish_open(u32 index);
    Snapshot* make_snapshot(const Word* pc, const RegisterSet& live, const std::vector<Slot>& slots);
    const RegisterSet& live() const { return scope_->flow->live_at(pc_); }
    /// An edge to a word of the innermost function. The path's block has its end already.
    virtual void add_edge(Path path, const Word* to) = 0;
    /// All registers that hold `from` now hold `to`, which boxes to the same.
    void replace(Node* from, Node* to);
    /// Slots count from the callee's of the physical frame.
    static constexpr u32 kLink = kLinkSlots;
    u32 index_of(u32 reg) const { return scope_->offset + reg + kLink; }
    Slot& slot(u32 reg) { return slots_[index_of(reg)]; }
    void begin(const Word* pc);
    /// Goes on in this block, which stands behind those that were entered before.
    void enter(Block* block);
    void place(Block* block);

    Request request_;
    std::unique_ptr<Graph> graph_;
    Scope* scope_ = nullptr;
    const Word* pc_ = nullptr;
    Block* block_ = nullptr;
    std::vector<Slot> slots_;
    Snapshot* snapshot_ = nullptr;  // of pc_, while nothing has changed
    std::vector<Path> apart_;  // the other ways behind an instruction that has not joined them
    std::unordered_map<const Node*, rt::Value> seen_;
    std::unordered_map<const Node*, Node*> boxed_;  // in this block
    std::vector<Block*> layout_;  // blocks in the order in which they were entered
    std::vector<bool> entered_;  // by id
};

}  // namespace gs::jit
