// Shapes (hidden classes): which string key stands in which slot, in order of insertion, and which metatable the
// object has. The metatable belongs to the shape, so one 32-bit compare answers both "where is field x" and "what does
// this object inherit". So does the number of inline slots: the same compare tells whether a slot is inline. Shapes live
// in one reserved region outside the heap: Shape* = shapes + id. Essay in shape.cpp.
#pragma once

#include "runtime/object.h"
#include "runtime/state.h"

namespace gs::rt {

/// Made for a shape when it is needed: the index for searching, the order for iterating, or both.
struct FieldIndex {
    std::vector<u8> words;  // slot by hash of the key, 0xFF: empty; empty if there is no index yet
    std::vector<u64> keys;  // by slot
    u8 shift = 0;
    Values* order = nullptr;  // keys by position
    std::vector<u8> slots;  // slot by position
};

/// What is known about a table used as a metatable: metamethods that are absent (as lookups found out; adding a string
/// key clears them), and the shapes of empty objects with this metatable. Outside the heap, owned by the ShapeTable.
struct MetaInfo {
    static constexpr u32 kRoots = kMaxInlineSlots + 4;
    Table* table;
    u64 absent;  // bit Name: known to be absent
    u32 roots[kRoots];  // shapes without fields, in the order of kPlainRoot...; 0: there is none
};

struct Shape {
    static constexpr u8 kDictionary = 1;  // string keys stand in the hash part; never cached
    static constexpr u8 kUncached = 2;  // weak tables and _G: no cache accepts it
    static constexpr u8 kFree = 4;
    static constexpr u8 kPrototype = 8;  // its tables are used as metatables or __index: no cache may store into them
    u32 id;
    u8 flags, mark;
    u8 slot;  // of `key`
    u8 inline_slots;  // of every table of this shape
    u8 fields;  // number of slots described
    u8 computed;  // how many of the keys got here by transitions made for computed keys
    u8 moves;  // how many of the transitions to here moved a key to the end of the order
    u8 lookups;  // searches without an index, up to a few
    u32 parent;  // shape before the last transition (0: root)
    Value key;  // the key of the last transition
    u64 child;  // transitions: 0, one child's id * 2 + 1, or a map
    FieldIndex* index;  // for more than 8 fields: key -> slot; for iterations: the order
    MetaInfo* meta;  // null: no metatable
    u64 doubles;  // bit k: slot k has held only doubles
    u64 unused;  // the size is a power of two: engines find a shape by shifting its id
};
static_assert(sizeof(Shape) == 64);

/// What stands at shape number 0, which no table has: counters that caches compare (cache.h).
struct ShapeEpochs {
    u32 id, flags;
    u32 prototype;  // changes when a lookup through prototypes may have another result, but for values replaced by others, and
        // when a watched global is assigned (GlobalCell)
    u32 new_index;  // changes when a metatable gets a __newindex, and when a full collection begins (heap_cycle.cpp)
};

/// Inline cache of one field access, in the instruction stream behind its instruction. How to test it: cache.h.
struct FieldCache {
    u32 shape;
    u32 offset;
};
static_assert(sizeof(FieldCache) == sizeof(Word));

inline constexpr u32 kNoSlot = 0xFFFFFFFF;
inline constexpr u32 kMaxFields = 128;
/// Shapes that always exist: tables without metatable and fields, by number of inline slots, and their other forms.
inline constexpr u32 kPlainRoot = 1;  // + number of inline slots
inline constexpr u32 kDictionaryRoot = kPlainRoot + kMaxInlineSlots + 1;
inline constexpr u32 kUncachedRoot = kDictionaryRoot + 1;
inline constexpr u32 kPrototypeRoot = kUncachedRoot + 1;
inline constexpr u32 kFirstShape = kPrototypeRoot + 1;
static_assert(kFirstShape - kPlainRoot == MetaInfo::kRoots);

/// Gives a table another shape. A full collection may have seen the table already.
inline void change_shape(State& st, Table* t, u32 id) {
    t->h.id = id;
    if (st.hot.marking) [[unlikely]]
        st.heap->keep_shape(id);
}
inline Shape* shape_of(State& st, const Table* t) { return &st.hot.shapes[t->h.id]; }
/// Its string keys stand in the hash part.
inline bool is_dictionary(State& st, const Table* t) { return shape_of(st, t)->flags & Shape::kDictionary; }
inline ShapeEpochs& shape_epochs(State& st) { return *reinterpret_cast<ShapeEpochs*>(st.hot.shapes); }

/// What objects inherit has changed.
inline void change_prototypes(State& st) {
    u32& epoch = shape_epochs(st).prototype;
    ++epoch;
    if (st.watched_changes) st.watched_changes(st, &epoch);
}

u32 find_slot_indexed(State& st, const Shape* shape, const String* key);
/// Slot of `key` (interned) in the shape, or kNoSlot. Not for dictionaries.
inline u32 find_slot(State& st, const Shape* shape, const String* key) {
    if (shape->fields > 8) return find_slot_indexed(st, shape, key);
    u64 bits = Value::string(key).bits;
    for (; shape->fields != 0; shape = st.hot.shapes + shape->parent) {
        if (shape->key.bits == bits) return shape->slot;
    }
    return kNoSlot;
}

/// The value slot number `slot` of a table, which must have it.
inline Value* slot_address(Table* t, u32 slot) {
    u32 inline_slots = t->inline_slots();
    return slot < inline_slots ? &t->slot[slot] : &t->store()->slots->slot[slot - inline_slots];
}
/// The cell that holds the slot: the owner for Heap::store.
inline Header* slot_owner(Table* t, u32 slot) { return slot < t->inline_slots() ? &t->h : &t->store()->slots->h; }

/// The order of a shape's keys, for iterations: keys by position as a heap object, which stays the same while the shape
/// lives, and the slot of each position.
struct FieldOrder {
    Values* keys;
    const u8* slots;
};

class ShapeTable {
public:
    explicit ShapeTable(State& st);
    ~ShapeTable();
    ShapeTable(const ShapeTable&) = delete;
    ShapeTable& operator=(const ShapeTable&) = delete;

    Shape* at(u32 id) const { return region_ + id; }

    // ---- transitions. 0 means: there shall be none, the table becomes a dictionary -----------------------------------
    /// The shape without fields with this metatable (may be null), number of inline slots, and flags (kDictionary,
    /// kUncached, kPrototype; dictionaries have no inline slots).
    u32 root(MetaInfo* meta, u32 inline_slots, u8 flags);
    /// With one more key, which stands in slot `fields` of the old shape. A new transition for a computed key is subject
    /// to limits; an existing one is free.
    u32 add(u32 from, String* key, bool computed);
    /// With an existing key moved to the end of the order; its slot stays.
    u32 move_to_end(u32 from, String* key);
    /// With the same keys in the same slots and order under another metatable.
    u32 with_metatable(u32 from, MetaInfo* meta);
    /// The same keys for a table that is used as a prototype.
    u32 as_prototype(u32 from);

    /// Allocates on first use.
    FieldOrder order(u32 id);

    // ---- metatables --------------------------------------------------------------------------------------------------
    MetaInfo* meta_info(Table* table);  // made if there is none
    MetaInfo* find_meta_info(Table* table) const;  // or null

    // ---- collector ---------------------------------------------------------------------------------------------------
    /// Full collections: begin_marking, mark for each table's shape (which marks its metatable and keys), sweep, which
    /// frees what was not marked. Minor collections: nothing, shapes made since the last one are roots.
    void begin_marking();
    void mark(Tracer& tracer, u32 id);
    void sweep(bool (*alive)(const Header*, void*), void* context);
    /// For clearing caches after a full collection, before anything else runs.
    bool is_live(u32 id) const;
    /// Has the full collection that is under way, or else the last one, come across it? For the verifier.
    bool is_marked(u32 id) const;
    /// Number of shapes, for tests and statistics.
    u32 count() const;

    struct Impl;

private:
    Shape* region_;
    Impl* impl_;
};

}  // namespace gs::rt
