// The IR: a control-flow graph of basic blocks with instructions in SSA form. Both front ends build it, all passes work
// on it, both back ends read it. ops.def says what each operation means.
//
// Order. Instructions of a block stand in a list and run in that order; what may move, and past what, follows from
// the effects (ops.def) and the alias classes below.
//
// FRAMES. Compiled code runs on VM frames (docs/adr/0009): `base` is the physical frame, laid out as in
// bytecode/opcodes.def, and slot n is base[n]. Registers of the bytecode live in SSA values; they are written to their
// slots where somebody else will look: before calls that run script (StoreSlot), and at exits, from the snapshot.
// An inlined callee has a virtual frame: its register r is slot offset + r of the physical frame, its callee and return
// word are slots offset - 2 and offset - 1.
//
// SNAPSHOTS. A snapshot describes the VM's state at a bytecode position: the value of every live slot, link slots of inlined
// frames included (as constants). At an exit all of them are written, `hot.base` moves up by base_offset, frames_left is
// lowered by `depth`, and the VM goes on at pc. Values may be of any type but None: they are boxed on the way out. A slot
// that memory already holds rightly (because of a StoreSlot that dominates, or the entry) need not be listed.
// Operations that run script (kClobbers) run in the frame that their snapshot names: at base + base_offset, with
// frames_left lowered by `depth` meanwhile, as if the inlined frames had been entered.
#pragma once

#include <algorithm>
#include <bit>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "bytecode/proto.h"
#include "runtime/object.h"
#include "runtime/value.h"
#include "support/small_vector.h"
#include "support/stable_vector.h"
#include "support/types.h"

namespace gs::jit {

enum class Type : u8 { None, Bool, I32, I64, F64, Value, Ptr };

enum class Op : u16 {
#define GS_IR(Name, ...) Name,
#include "jit/ir/ops.def"
#undef GS_IR
    kCount
};

enum Effect : u16 {
    kNone = 0,
    kPure = 1,
    kGuard = 2,
    kReads = 4,
    kWrites = 8,
    kAllocates = 16,
    kHelper = 32,
    kClobbers = 64,
    kEnds = 128,
    kPinned = 256,
    kChanges = 512,
    kSunk = 1024,
};

enum class Immediate : u8 { None, Bits, Address, Slot, Condition, Tag, Access, Word, Helper, Site };

enum class Condition : u8 { Eq, Ne, Lt, Le, Gt, Ge };

/// Memory that can not overlap memory of another class. Two accesses of one class overlap if their offsets are the
/// same, or if one of them is indexed.
enum class Alias : u8 {
    Frame,  // slots of the frame
    Shape,  // Header::id of tables
    Header,  // Table::elem, bound, dlen: changed by append, widening, growth, never by a store in range
    Fields,  // inline and far field slots
    Elements,  // elements of tables
    Entries,  // values in hash parts
    Store,  // what stands in front of the elements, keys of hash parts
    Cell,  // Cell::value
    Global,  // GlobalCell::value
    Constant,  // never changes while the object lives: upvalues, strings, Function::code
    Hot,  // rt::Hot
    Epoch,  // the epochs of shapes (method caches)
};

/// The immediate of memory operations.
struct Access {
    i32 offset;
    Alias alias;
};

struct OpInfo {
    const char* name;
    char result;
    const char* inputs;
    Immediate immediate;
    u16 effects;
};
extern const OpInfo kOps[];
inline const OpInfo& info(Op op) { return kOps[static_cast<u16>(op)]; }
/// Whether the two operands of the operation may change places.
bool is_commutative(Op op);

struct Block;
struct Node;

/// Most operations have few inputs.
using Nodes = SmallVector<Node*, 3>;

struct SlotValue {
    i32 slot;
    Node* value;
};

/// Where the VM goes on. Shared by all nodes that would go on at the same place with the same values.
struct Snapshot {
    u32 id = 0;
    const rt::Word* pc = nullptr;
    const bytecode::FunctionData* function = nullptr;  // that pc belongs to
    u32 base_offset = 0;  // of the innermost frame, in slots
    u32 depth = 0;  // inlined frames around pc
    std::vector<SlotValue> slots;  // ascending by slot
    // Of an operation that may collect. Nothing from slot `top` on is to be kept alive, nor what these slots below it hold,
    // which were left behind; an allocation gives them nil before it collects.
    i32 top = -1;  // -1: all of the frame is in use
    std::vector<u16> stale;  // ascending
    // The slot behind the only open value that the instruction at pc takes; negative: Hot::top stays.
    i32 open_end = -1;
    /// Whether it writes the slot.
    bool lists(i32 slot) const;
};

struct Node {
    Op op = Op::Const;
    Type type = Type::None;
    u8 mark = 0;  // scratch of a pass
    u32 id = 0;  // unique in the graph
    u32 use_count = 0;  // inputs and snapshots that name this node; kept by the functions of Graph
    Block* block = nullptr;  // null: removed
    Node *previous = nullptr, *next = nullptr;
    Nodes inputs;
    u64 imm = 0;
    Snapshot* snapshot = nullptr;
    // The instruction that a guard was made for, which is to blame if it fails, wherever it stands by then. Null: nobody
    // (a poll, the end of a loop that was compiled alone).
    const rt::Word* origin = nullptr;

    bool is(Op o) const { return op == o; }
    /// The operation to blame at an exit: of an Exit that stands for a guard which always fails, that guard; of a Parameter the
    /// check that it does.
    Op blamed() const;
    u16 effects() const { return info(op).effects; }
    bool is_const() const { return op == Op::Const; }
    i64 as_int() const { return static_cast<i64>(imm); }  // Const of type Bool, I32, I64 (sign extended)
    double as_real() const { return std::bit_cast<double>(imm); }
    rt::Value as_value() const { return {imm}; }
    Condition condition() const { return static_cast<Condition>(imm); }
    Access access() const { return {static_cast<i32>(imm), static_cast<Alias>(imm >> 32)}; }
    i32 slot() const { return static_cast<i32>(imm); }
};

/// Whether the operation tests what its operand, a Value, is: who asks does not rely on one type.
bool asks_type(Op op);
/// The unboxed type of a constant that has one; Value of others.
Type unboxed_type(rt::Value value);
/// The operations that go between a Value and an unboxed type: a guard, no guard, and back. For I32, I64, F64 and Bool.
Op check_of(Type type);
Op unbox_of(Type type);
Op box_of(Type type);
inline u64 pack(Access a) { return static_cast<u32>(a.offset) | static_cast<u64>(a.alias) << 32; }

/// Most blocks come behind one or two, and have one or two behind them.
using Blocks = SmallVector<Block*, 2>;

struct Block {
    u32 id = 0;
    Node *first = nullptr, *last = nullptr;  // phis first, the end of the block last
    /// Whoever changes them says so: Graph::edges_changed().
    Blocks predecessors, successors;
    bool loop_header = false;  // one predecessor is the loop edge (the last one), the others enter
    bool cold = false;  // placed behind everything else
    /// Of a loop header: the state in which the VM would enter the loop, for guards that move out of it. May be null.
    Snapshot* entry = nullptr;
    // Filled in by analyse_loops / dominators (analysis.h).
    Block* dominator = nullptr;
    Block* loop = nullptr;  // header of the innermost loop that the block is in; headers are in their own
    Block* outer = nullptr;  // of a header: that of the loop around
    u32 depth = 0, order = 0;  // loop depth; number in reverse postorder
    u32 tree_first = 0, tree_end = 0;  // numbers in the dominator tree: its own, and behind the last one below it
};

struct TableSite {
    u32 shape;  // id of the shape
    u32 inline_slots;  // of the object, those without an input are nil
    u32 elements;  // room for so many elements (0: the shared empty store)
    bool doubles = false;  // of a list with its elements: all are doubles; else not all are
    /// With more room than this, the runtime makes the table: it may not find the memory.
    static constexpr u32 kFewElements = rt::Table::kMaxInside;
    /// The elements stand in the cell of the table.
    bool operator==(const TableSite&) const = default;
    bool is_list() const { return inline_slots == 0 && elements != 0 && elements <= rt::Table::kMaxInside; }
};
struct ClosureSite {
    rt::Code* code;
    u32 cells;
};
struct CallSite {
    static constexpr u32 kOpen = 0xFFFF'FFFF;  // arguments: up to Hot::top
    rt::Code* code;  // CallDirect: the callee; else null
    u32 argument_slot;  // of argument 0, from the physical base
    u32 arguments;
    const rt::Native* native = nullptr;  // CallNative and its kind: the callee, if that has been proved
};
/// How many results a call word wants, or kOpenResults; those of a tail call are returned, all of them.
u32 results_wanted(const rt::Word* call);
struct ReturnSite {
    u32 first_slot, count;
};

/// What is known about the blocks of a graph (analysis.h), each level with those before it.
struct FlowFacts {
    enum Level : u8 { Nothing, Order, Dominators, Loops };
    Level known = Nothing;
    std::vector<Block*> order;
};

enum class GraphKind : u8 { Function, Loop };

/// One compilation: a function from its first instruction, or a loop from its header (edges that leave it exit).
class Graph {
public:
    explicit Graph(const bytecode::FunctionData* function) : function(function) {}
    Graph(const Graph&) = delete;
    Graph& operator=(const Graph&) = delete;

    const bytecode::FunctionData* function;  // null in tests
    GraphKind kind = GraphKind::Function;
    const rt::Word* entry_pc = nullptr;  // first instruction, or the loop's header
    StableVector<Block> block_storage;
    std::vector<Block*> blocks;  // in the order of code; blocks[0] is the entry and has no predecessor
    StableVector<Snapshot> snapshots;
    std::vector<TableSite> tables;
    std::vector<ClosureSite> closures;
    std::vector<CallSite> calls;
    std::vector<ReturnSite> returns;
    // Of a function with CallSelf: what such calls get from Return. Whoever else calls it gets a Value, or, of a function that only
    // ever returns nothing, no value.
    Type own_result = Type::None;
    bool returns_nothing = false;
    u32 parameter_registers = 3;  // of each kind, for Parameters; the least that any machine has to give
    u32 depth = 0;  // most frames that have been inlined around one place; of some of them nothing may be left
    u32 frame_slots = 0;  // of the physical frame with all inlined ones
    u32 slots_written = 0;  // may be more: arguments that are missing are written above the frame
    /// What the stack must have room for.
    u32 slots_needed() const { return std::max(frame_slots, slots_written); }
    std::vector<rt::Value> constants;  // heap objects named in the code, to be kept alive
    // Globals that have been assigned once. A CheckBits of what has been loaded from one, if that is what it has, may be left to
    // whoever hears of a second assignment.
    std::vector<rt::GlobalCell*> globals;
    // The same of guards that the epoch of prototypes, which stands here, is what it is. Null: those are compared.
    const u32* prototype_epoch = nullptr;
    std::vector<u32> shapes;  // ids of shapes named in the code, likewise
    const Node* left_at = nullptr;  // by evaluate(): the guard or Exit that it left through, if it left through one

    mutable FlowFacts facts;

    Block* new_block();
    Snapshot* new_snapshot();
    /// One at the same place as another, with other values.
    Snapshot* new_snapshot(const Snapshot& like, std::vector<SlotValue> slots);
    /// Makes a node that stands nowhere yet. Counts the uses of the inputs.
    Node* make(Op op, Type type, Nodes inputs, u64 imm = 0, Snapshot* snapshot = nullptr);
    void append(Block* block, Node* node);
    void insert_before(Node* position, Node* node);
    /// Takes a node out of its block and puts it there. What it means there is the caller's business.
    void move_before(Node* position, Node* node);
    /// Takes a node out of its block and gives up its uses. Nobody may use it any more.
    void remove(Node* node);
    void set_input(Node* node, u32 index, Node* value);
    /// All uses (inputs and snapshots) of `from` become uses of `to`.
    /// Takes time in proportion to the graph: a pass that replaces many nodes does it in one go (opt/replace.h).
    void replace_uses(Node* from, Node* to);
    /// The constant of that type and these bits. It stands at the start of the entry, so it may be used anywhere.
    Node* constant(Type type, u64 bits);
    /// Gives a snapshot its values, which must ascend by slot.
    void set_slots(Snapshot* snapshot, std::vector<SlotValue> slots);
    /// Computes all use counts anew, from the nodes that stand in blocks and the snapshots that they and loop entries name.
    /// Snapshots that nobody names any more lose their values.
    void count_uses();
    void add_edge(Block* from, Block* to);
    /// To be called when lists of predecessors and successors have been changed by hand.
    void edges_changed() { facts.known = FlowFacts::Nothing; }
    /// All ids are below.
    u32 node_count() const { return next_id_; }
    /// Numbers the nodes that stand in blocks anew, without gaps, and counts their uses.
    void renumber();

private:
    static void take_out(Node* node);

    struct ConstantHash {
        std::size_t operator()(const std::pair<Type, u64>& key) const {
            return (key.second ^ static_cast<u64>(key.first) << 56) * 0x9E3779B97F4A7C15u >> 7;
        }
    };
    StableVector<Node, 7> storage_;
    u32 next_id_ = 0;
    std::unordered_map<std::pair<Type, u64>, Node*, ConstantHash> constants_;
};

/// The tag that makes a Value of a pointer from `node`, 0 if only the context knows it. Pointers in snapshots must have
/// one. A Phi of type Ptr has its tag in Node::imm.
u64 pointer_tag(const Node* node);

/// A row of helpers.def. Arguments: State& first (not for CallPure), then the inputs: pointers and Values as u64, ints sign
/// extended to i64, bools as u64, doubles as double. CallHelper, CallChanging: returns HelperResult. CallPure: returns a
/// double, or an int in a register. CallReading: the bits in a register.
struct HelperInfo {
    const char* name;
    char result;  // letters as in ops.def
    const char* inputs;
    Op call;  // the operation that calls it
};
enum class Helper : u16 {
#define GS_HELPER(Name, ...) Name,
#include "jit/ir/helpers.def"
#undef GS_HELPER
    kCount
};
const HelperInfo& info(Helper helper);

/// What a C++ function called from compiled code returns: a value (in the representation of the call's type; doubles
/// as their bits) and 0, or anything and 1 with an error pending.
struct HelperResult {
    u64 value;
    u64 status;
};

/// The type that a row of ops.def names by a letter; None for '*' and '-'.
Type type_of(char letter);

/// What an object of a snapshot is to become, apart from the values in it.
struct SunkObject {
    Op op;
    TableSite table;  // SunkTable
    ClosureSite closure;  // SunkClosure
};
SunkObject sunk_object(const Graph& graph, const Node* node);

/// The graph as text, one instruction a line; parse() reads it back.
std::string print(const Graph& graph);
/// Null and a message with the line number if the text is wrong.
std::unique_ptr<Graph> parse(std::string_view text, std::string* error);
/// Checks the rules of ops.def and this file; an empty text if all hold, otherwise what is wrong and where.
std::string verify(const Graph& graph);

}  // namespace gs::jit
