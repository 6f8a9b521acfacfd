// Shapes (hidden classes): which string key stands in which slot, in order of insertion, and which metatable the
// object has. The metatable belongs to the shape, so one 32-bit compare answers both "where is field x" and "what does
// this object inherit". Shapes live in one reserved region outside the heap: Shape* = shapes + id.
#pragma once

#include "runtime/object.h"
#include "runtime/state.h"

namespace gs::rt {

struct FieldIndex;
struct Dependents;

/// What is known about a table used as a metatable: bits for metamethods that are absent (as lookups found out; any
/// change of its string keys clears them), and the shape of empty objects with this metatable.
struct MetaInfo {
    Header h;
    Table* table;
    u64 absent;      // bit Name: known to be absent
    u32 root_shape;
    u32 children;    // shapes made for it (a fresh metatable per object must not flood the tree)
};

struct Shape {
    static constexpr u8 kDictionary = 1;  // string keys stand in the hash part; never cached
    static constexpr u8 kUncached = 2;    // weak tables and _G: no cache accepts it
    static constexpr u8 kFree = 4;
    u32 id;
    u8 flags, mark, pad0, pad1;
    u32 fields, parent;       // number of slots described; shape before the last key was added (0: root)
    Value key;                // the key added last
    u64 child;                // null, one Shape id, or a map (tagged)
    FieldIndex* index;        // for more than 8 fields: key -> slot
    MetaInfo* meta;           // null: no metatable
    u64 doubles;              // bit k: slot k has held only doubles
    Dependents* dependents;   // code to invalidate (filled in by the compiler tiers)
};
static_assert(sizeof(Shape) == 64);

inline constexpr u32 kNoSlot = 0xFFFFFFFF;

/// Slot of `key` (interned) in the shape, or kNoSlot. Not for dictionaries.
u32 find_slot(State& st, const Shape* shape, const String* key);
inline Shape* shape_of(State& st, const Table* t) { return &st.hot.shapes[t->h.id]; }
/// The value slot number `slot` of a table.
Value* slot_address(Table* t, u32 slot);

/// Inline cache of one field access, in the instruction stream behind its instruction: valid if the table's shape id
/// equals `shape`; `offset` is the byte offset of the slot from the table's address if the slot is inline (the only ones
/// cached in this form).
struct FieldCache {
    u32 shape;
    u32 offset;
};
static_assert(sizeof(FieldCache) == sizeof(Word));

class ShapeTable {
public:
    explicit ShapeTable(State& st);
    ~ShapeTable();
    /// Collector hooks: a table marks its shape (which marks its metatable and key); afterwards dead shapes are freed.
    void mark(Tracer& tracer, u32 id);
    void begin_marking();
    void sweep(bool (*alive)(const Header*, void*), void* context);
    bool is_live(u32 id) const;   // for clearing caches after a collection
    Shape* at(u32 id) const;
    struct Impl;
    Impl* impl;
};

}  // namespace gs::rt
