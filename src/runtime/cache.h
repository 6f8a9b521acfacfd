// Inline caches: what an engine may remember about an access to a field whose name stands in the program, and what it has
// to test before it believes it.
//
// A cache names a shape. The shape tells the slot of the key, whether the slot is inline, and the metatable, so one compare
// with the table's id covers all of that, and that the value is a table: no other object has that id. Dictionaries,
// weak tables and _G have shapes that are never put into a cache.
//
// Rules for engines:
//   - An empty cache has shape kEmptyCache (or any other number that is no shape, such as 0).
//   - After a full collection (Engine::collected) clear every cache that names a shape which is dead (cached_shape_lives).
//     Any allocation may collect, so read a cache again after one.
//   - Each function that fills has a form for all tables of a shape.
//   - The functions that fill do not perform the access. Call them before it (adding a field changes the shape).
#pragma once

#include "runtime/heap.h"
#include "runtime/shape.h"

namespace gs::rt {

inline constexpr u32 kEmptyCache = 0xFFFFFFFF;
/// Set in a cache's shape if the slot is far. No table has such an id, so a test for an inline slot fails by itself.
inline constexpr u32 kFarSlot = u32{1} << 31;

// ---- reading a field of the object itself -----------------------------------------------------------------------

/// Hit if `t->h.id == cache.shape`: the field is *inline_slot(t, cache). A nil there means absent: take the slow path.
inline Value* inline_slot(Table* t, FieldCache cache) {
    return reinterpret_cast<Value*>(reinterpret_cast<char*>(t) + cache.offset);
}
/// Hit if `(t->h.id | kFarSlot) == cache.shape`, to be tested second: the field is *far_slot(t, cache).
inline Value* far_slot(Table* t, FieldCache cache) {
    return reinterpret_cast<Value*>(reinterpret_cast<char*>(t->store()->slots) + cache.offset);
}
/// Fills `cache` if the object itself has the field. False: it does not, or the shape can not be cached.
bool fill_get_cache(State& st, Table* t, String* name, FieldCache* cache);
bool fill_get_cache(State& st, const Shape* shape, String* name, FieldCache* cache);

// ---- reading through prototypes: methods ----------------------------------------------------------------------------

/// Hit if `t->h.id == cache.shape && shape_epochs(st).prototype == cache.epoch`: the value is *cache.slot. `slot` is a field
/// of a prototype, found along a chain of `__index` tables, and not nil; or, if the whole chain has no such field,
/// absent_slot. The slot lives as long as the shape and the epoch are right, so nothing has to be traced.
struct MethodCache {
    u32 shape;
    u32 epoch;
    Value* slot;
};
static_assert(sizeof(MethodCache) == 2 * sizeof(Word));
/// What stands in place of a field that is in no prototype: a nil outside the heap, never written.
extern const Value absent_slot;
/// Fills `cache` if the objects of the shape do not have the field themselves.
bool fill_method_cache(State& st, Table* t, String* name, MethodCache* cache);
/// The same without that condition: what is found where the object's own field holds nil. Not for dictionaries.
bool fill_inherited_cache(State& st, Table* t, String* name, MethodCache* cache);
bool fill_inherited_cache(State& st, const Shape* shape, String* name, MethodCache* cache);

/// Reading a field of the object itself that may hold nil, as fields do that are set and removed again and again. Hit as for
/// a FieldCache; a nil in the slot is the result if `shape_epochs(st).prototype == cache.absent`, as no prototype has the
/// field; else the slow path has to look.
struct OptionalCache {
    FieldCache field;
    u32 absent;  // an epoch, or kNeverAbsent
    u32 unused;
};
static_assert(sizeof(OptionalCache) == 2 * sizeof(Word));
inline constexpr u32 kNeverAbsent = 0xFFFFFFFF;

/// A method of all strings. Hit if the value is a string and `shape_epochs(st).prototype == cache.epoch`. `shape` is one
/// that always lives.
bool fill_string_method_cache(State& st, String* name, MethodCache* cache);

// ---- storing --------------------------------------------------------------------------------------------------------

/// Hit if `t->h.id == cache.shape` and the old value in *inline_slot(t, cache) is not nil (its high half is not
/// 0xFFF90000): then Heap::store(&t->h, slot, v), for any v. For far slots as above, with the owner &t->store()->slots->h.
/// An old value of nil is an insertion: __newindex and the order of keys want the slow path.
bool fill_set_cache(State& st, Table* t, String* name, FieldCache* cache);
bool fill_set_cache(State& st, const Shape* shape, String* name, FieldCache* cache);

/// Whether an old value of nil does not matter to the order of keys: the field is its last one.
inline bool is_last_field(const Shape* shape, const String* name) {
    return shape->fields != 0 && shape->key.bits == Value::string(name).bits;
}

/// Adding a field. Hit if `t->h.id == cache.from && shape_epochs(st).new_index == cache.epoch` and v is not nil: then
/// Heap::store(&t->h, slot at cache.offset, v) and `t->h.id = cache.to`. The slot is inline, and no __newindex is there to
/// ask. Both shapes have to live.
struct AddCache {
    u32 from, to;
    u32 offset;
    u32 epoch;
};
static_assert(sizeof(AddCache) == 2 * sizeof(Word));
bool fill_add_cache(State& st, Table* t, String* name, AddCache* cache);
bool fill_add_cache(State& st, const Shape* shape, String* name, AddCache* cache);

// ---- many shapes ----------------------------------------------------------------------------------------------------

/// Where objects have the field of one name, for code that meets too many shapes to compare with each. Every shape has one
/// place where it may be found.
template <class Entry>
struct Places {
    static constexpr u32 kCount = 64;
    Entry entries[kCount];

    Places() { clear(); }
    void clear() {
        for (Entry& entry : entries) entry.shape = kEmptyCache;
    }
    Entry& of(u32 shape) { return entries[shape % kCount]; }
    const Entry& of(u32 shape) const { return entries[shape % kCount]; }
};

/// The field is at that offset of the object, or of what its far slots stand in. Prototypes are not listed, so that stores
/// may rely on it.
struct FieldPlace {
    static constexpr u32 kFar = u32{1} << 31;
    u32 shape;
    u32 absent;  // if that is shape_epochs(st).prototype, nil is the result where the object itself has none
    u32 offset;  // and kFar; 0: objects of the shape do not have the field
    u32 unused;
};
using FieldPlaces = Places<FieldPlace>;
using MethodPlaces = Places<MethodCache>;  // of shapes that do not have the field themselves
static_assert(sizeof(FieldPlace) == 16 && sizeof(MethodCache) == 16);

/// Where objects have fields of any name, for keys that are computed. A pair of shape and name has one place.
struct NamePlaces {
    struct Entry {
        const String* name;
        FieldCache field;  // of objects that have it themselves
    };
    static constexpr u32 kCount = 512;
    static constexpr u32 kSpread = 0x9E37;  // between shapes
    static constexpr u32 kNameShift = 4;  // names are that far apart
    Entry entries[kCount];

    static u32 number(u32 shape, const String* name) {
        return (static_cast<u32>(reinterpret_cast<u64>(name) >> kNameShift) ^ shape * kSpread) % kCount;
    }
    Entry& of(u32 shape, const String* name) { return entries[number(shape, name)]; }
    const Entry& of(u32 shape, const String* name) const { return entries[number(shape, name)]; }
};
static_assert(sizeof(NamePlaces::Entry) == 16);
/// Whether the entry is about fields of that name in objects of that shape.
inline bool is_about(const NamePlaces::Entry& entry, u32 shape, const String* name) {
    return entry.name == name && (entry.field.shape & ~kFarSlot) == shape;
}

/// For clearing caches after a full collection; takes FieldCache::shape, MethodCache::shape, AddCache::from and ::to.
inline bool cached_shape_lives(State& st, u32 shape) { return st.shapes->is_live(shape & ~kFarSlot); }

}  // namespace gs::rt
