// The layouts of everything on the script heap. Engines and the collector share them; machine code will read them
// through constexpr offsets, so a change here is a change of contract (docs/adr).
//
// Every cell starts with an 8-byte Header. `id` alone identifies what a guard needs: the shape id for tables (bit 31
// clear), bit 31 | type for everything else, 0xC0000000 | class for userdata; so one 32-bit compare with a shape id
// can never match a wrong type.
#pragma once

#include <cstddef>

#include "runtime/result.h"
#include "runtime/value.h"

namespace gs::rt {

class State;
class Tracer;

enum class HeapType : u8 {
    Filler,      // dead space inside a block, so that blocks can be walked by headers
    Table,       // id = shape id
    Store,       // elements of a table, with pointers to its hash part and far slots
    Slots,       // far field slots of a table
    Hash,        // hash part of a table
    String,
    Buffer,      // bytes shared by string views (appending in place)
    Function,    // script closure
    Native,      // built-in function
    Code,        // instruction stream and caches of one function
    Proto,       // what is known about a function's source
    Cell,        // captured, reassigned variable
    GlobalCell,  // one global of _G
    Coroutine,
    Channel,
    Userdata,
    PolyCache,   // polymorphic inline cache
    Values,      // plain array of Values (temporary lists held by natives)
    Bytes,       // plain bytes without references
};

inline constexpr u8 kGcOld = 1;        // survived a collection: the store barrier logs it
inline constexpr u8 kGcFinalize = 2;   // marked for finalisation by setmetatable
inline constexpr u8 kGcList = 8;       // a table: behind its header there is room for elements, not for slots

inline constexpr u32 kNotTable = u32{1} << 31;
inline constexpr u32 kUserdataId = 0xC0000000;

struct Header {
    u32 id;
    u8 gc;
    HeapType type;
    u8 size8;  // size in 8-byte units for cells up to 128 bytes, else 0: ask the block
    u8 aux;    // per type
};
static_assert(sizeof(Header) == 8);

inline constexpr u32 id_of(HeapType type) { return kNotTable | static_cast<u32>(type); }

// ---- tables -------------------------------------------------------------------------------------------------

struct Hash;
struct Slots;

/// Everything of a table that is out of line hangs on one pointer: Table::elem points at the end of a Store, where
/// element 0 stands, so element i is elem[i] for every kind.
struct Store {
    static constexpr u32 kZeroUsed = 0x100;  // bit of h.id: key 0 has been present
    Header h;  // aux: ElementKind; of a short list the table's own
    Hash* hash;
    Slots* slots;
    u32 capacity;  // highest index that fits
    u32 limit;     // highest index in use; nothing above it is initialised
    Value* elements() { return reinterpret_cast<Value*>(this + 1); }
    static Store* of(Value* elem) { return reinterpret_cast<Store*>(elem) - 1; }
};
static_assert(sizeof(Store) == 32);

enum class ElementKind : u8 { Value = 0, Double = 1 };

/// A short list is made as one cell: header, a word with capacity and limit, elements. `store()` gives its own
/// header then, so that what fast paths want of a store is in its place: the barrier's bit, capacity, limit. With a
/// hash part, far slots, key 0 or more elements it has a Store, like others, to which the elements have moved. The
/// cell keeps its size: pointers to the elements that were there may still be in use.
struct Table {
    // aux flags
    static constexpr u8 kIntsInHash = 1;   // int keys stand in the hash part
    static constexpr u8 kWeak = 4;         // the metatable has a __mode
    static constexpr u8 kPrototype = 8;    // used as a metatable or __index: changes of its string keys invalidate
    static constexpr u8 kGlobals = 16;     // this is _G: fields are GlobalCells

    Header h;
    Value* elem;
    u32 bound;  // L + 1; 0 if the store is the shared empty one, or for weak tables and _G
    u32 dlen;   // L if the elements are all doubles, else 0
    Value slot[];

    static constexpr u32 kMaxInside = 11;  // with more elements the cell would be too long for lines
    static constexpr std::size_t list_bytes(u32 elements) { return kElementsInside + (elements + 1) * sizeof(Value); }
    static constexpr std::size_t kElementsInside = 32;
    Value* inside() { return slot + 1; }
    /// A short list that has not needed a Store yet.
    bool elements_inside() const { return elem == slot + 1; }

    u32 inline_slots() const { return h.gc & kGcList ? 0 : h.size8 - 3u; }
    Store* store() const { return Store::of(elem); }
    Hash* hash() const { return elements_inside() ? nullptr : store()->hash; }
    Slots* far_slots() const { return elements_inside() ? nullptr : store()->slots; }
    /// What the elements of a dense table are.
    ElementKind kind() const {
        if (elements_inside()) return dlen != 0 ? ElementKind::Double : ElementKind::Value;
        return static_cast<ElementKind>(store()->h.aux);
    }
    /// Together with `dlen`, which says the same.
    void set_kind(ElementKind kind) {
        if (!elements_inside()) store()->h.aux = static_cast<u8>(kind);
    }
};
static_assert(sizeof(Table) == 24);
static_assert(Table::kElementsInside == sizeof(Store));
static_assert(offsetof(Store, capacity) == sizeof(Table));
static_assert(Table::list_bytes(Table::kMaxInside) == 128);
inline constexpr u32 kMaxInlineSlots = 12;

struct Slots {
    Header h;
    u64 capacity;
    Value slot[];
};

struct HashEntry {
    Value key, value;
};

/// Insertion-ordered hash part: a dense array of entries, then an index of 1-, 2- or 4-byte words.
/// Deletion stores nil into the value and keeps the key; only an insertion into a full block reorganises.
struct Hash {
    Header h;
    u64 mult;       // odd multiplier; starts as a constant, becomes secret and random when keys collide
    Hash* forward;  // the block that replaced this one (cursors follow it)
    u32 used;       // entries in use, removed ones included
    u32 live;       // entries with a value
    u32 capacity, mask;
    u32 excess;     // probes beyond the first of all insertions since the index was made
    u32 first;      // no live entry stands before this one
    u8 shift, width, flags;
    u8 pad[5];
    i64 length;     // L, while all ints of the table stand here (see table.cpp)
    i64 reach;      // the greatest L since an int was last added, likewise
    HashEntry entry[];
};
static_assert(sizeof(Hash) == 72);

// ---- strings ------------------------------------------------------------------------------------------------

struct Buffer {
    Header h;
    u32 used, capacity;
    char bytes[];
};

struct String {
    // aux flags
    static constexpr u8 kInterned = 1;
    static constexpr u8 kHashed = 2;  // `hash` is valid
    static constexpr u8 kJoined = 4;  // made by `..`: the next append makes a buffer
    static constexpr u8 kView = 8;    // bytes stand in a Buffer
    static constexpr u8 kAlias = 16;  // `hash` holds the heap offset of the interned string of equal text
    static constexpr u8 kName = 32;   // interned from program text: fields of this name always get shapes

    Header h;
    u32 len, hash;
    char bytes[];  // padded with zeros to a multiple of 16, at least one

    /// Of a view only.
    Buffer* buffer() const { return *reinterpret_cast<Buffer* const*>(bytes); }
    const char* data() const { return h.aux & kView ? buffer()->bytes : bytes; }
    std::size_t size() const { return len; }
};
static_assert(sizeof(String) == 16);

// ---- functions ----------------------------------------------------------------------------------------------

/// One instruction word; constants, global cells and caches follow their instruction in the stream.
struct Word {
    u8 op, x;
    u16 a, b, c;
};
static_assert(sizeof(Word) == 8);

/// Where a native finds its arguments. Stacks move, so arguments are addressed by offset through the State and read
/// anew each time: `args[i]` is always current, nil beyond the last.
struct Args {
    u32 offset;  // of argument 0 from the bottom of the current Value stack
    u32 count;
};
using NativeFn = Ret (*)(State&, Args);

struct Proto;

struct Code {
    Header h;
    Proto* proto;
    void* entry;  // of its machine code, or null (set by the compiler tiers); C++: State::call_compiled
    Word head;    // a: frame size, b: parameters (0xFFFF: native or varargs), c: call counter, x: vm/instances.h
    Word insn[];
    static Code* of(const Word* head) { return reinterpret_cast<Code*>(reinterpret_cast<u64>(head) - 24); }
};
static_assert(offsetof(Code, head) == 24 && offsetof(Code, insn) == 32);
inline constexpr u16 kHeadSpecial = 0xFFFF;

struct Cell {
    Header h;
    Value value;
};
static_assert(sizeof(Cell) == 16);

struct GlobalCell {
    // aux: kUnset, kConstant (assigned once), kVariable. On a constant others may rely: caches, compiled code.
    static constexpr u8 kUnset = 0, kConstant = 1, kVariable = 2, kCached = 4, kCompiled = 8;
    Header h;
    Value value;
    String* name;

    bool is_constant() const { return (h.aux & (kConstant | kVariable)) == kConstant; }
};

/// Upvalues: the first `aux` are Cell* (raw pointers), the rest are copied Values.
struct Function {
    Header h;
    Word* code;
    u64 up[];

    Code* code_object() const { return Code::of(code); }
    Proto* proto() const { return code_object()->proto; }
    Cell* cell(u32 i) const { return reinterpret_cast<Cell*>(up[i]); }
    Value value(u32 i) const { return Value{up[i]}; }
};
static_assert(sizeof(Function) == 16);

/// A row of a library table (stdlib/*.cpp): the name under which messages and tracebacks show the function.
struct FnRow {
    const char* name;  // full name, such as "string.rep" or "print"
    NativeFn fn;
};

struct Native {
    Header h;  // aux: number of upvalues
    Word* code;  // the shared native head (params = kHeadSpecial)
    NativeFn fn;
    const FnRow* row;
    Value up[];
};
static_assert(offsetof(Native, code) == offsetof(Function, code));

inline bool is_native(Value f) { return f.is_function() && f.as_header()->type == HeapType::Native; }
inline bool is_script(Value f) { return f.is_function() && f.as_header()->type == HeapType::Function; }

/// What an engine keeps for a function beside its Proto (tree-walker: the AST; VM: instruction tables).
struct ProtoData {
    virtual ~ProtoData() = default;
    virtual void trace(Tracer&) {}
};

/// What is known about a function's source, the same for every engine. Disposable: its destructor runs when it dies.
struct Proto {
    Header h;
    String* chunk;   // chunk name (language.md 14.3)
    String* name;    // null if the function has none (8.1)
    Value env;       // nil: globals are _G; else the table that replaces it (14.2)
    u32 line;        // of the word `func`; 0 for chunks
    u16 params;
    bool vararg, is_chunk;
    ProtoData* data;  // owned
};

// ---- the rest -----------------------------------------------------------------------------------------------

/// A class of host or library objects. One per class, in static memory (or in the host's), compared by address.
struct UserdataType {
    const char* name;                               // class name, shown by tostring and in messages
    void (*destroy)(State&, void* payload);         // null: nothing to destroy
    void (*trace)(Tracer&, void* payload);          // null: no references inside
    /// Reading `object[key]` where `key` names no method: nil if there is no such element. Null: there are only methods.
    Result<Value> (*index)(State&, Userdata* object, Value key);
    /// Assigning `object[key]`. Null: `attempt to index a NAME value`.
    Result<void> (*set_index)(State&, Userdata* object, Value key, Value v);
};
/// An object of a class; its payload follows.
struct Userdata {
    Header h;
    const UserdataType* type;
    Table* metatable;  // may be null
    u64 size;
    alignas(8) char payload[];
};

struct Values {
    Header h;
    u32 count, capacity;
    Value item[];
};

}  // namespace gs::rt
