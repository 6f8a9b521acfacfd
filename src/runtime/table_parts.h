// What the source files of tables share. Functions that return bool fail when memory does not allow what they need; the
// public functions of table.h turn that into the error `not enough memory`.
#pragma once

#include "runtime/hash_part.h"
#include "runtime/heap.h"
#include "runtime/shape.h"
#include "runtime/table.h"

namespace gs::rt {

// Slots above L that hold no value say why, because `next` has to tell keys that are on their way from L down to 1 from
// keys that were never there. Slots up to L are nil when absent: fast paths read them.
inline constexpr Value kNeverUsed = Value::dead_key();  // nothing was ever stored here
inline constexpr Value kWasElement = Value::absent();  // removed while it was part of 1..L

inline bool is_present(Value v) { return !v.is_nil() && !v.is_sentinel(); }

inline bool has_shared_store(const Table* t) { return t->elem == empty_elements(); }
/// All ints stand in the hash part, and L in Hash::length (0 without a hash part).
inline bool is_sparse(const Table* t) { return t->bound == 0 && !has_shared_store(t); }

// ---- stores and blocks: table_hash.cpp ---------------------------------------------------------------------------
/// A store with room for keys 0..capacity, all absent.
Store* make_store(State& st, u64 capacity);
/// Room for keys 0..capacity in a store that has less, without another one, if that is possible.
bool extend_store(State& st, Store* store, u64 capacity);
void set_store(State& st, Table* t, Store* store);
/// The same with a store of at least the capacity of the one before, which hands over everything.
void replace_store(State& st, Table* t, Store* store);
/// Gives the table a store that is a cell of its own, if it has none.
Store* own_store(State& st, Table* t);
/// Room for `entries` more entries in the hash part, which is made if there is none.
bool make_hash_room(State& st, Table* t, u64 entries);
/// Assigns to a canonical key in the hash part; nil removes.
bool set_in_hash(State& st, Table* t, Value key, Value v);

// ---- elements: table_array.cpp -------------------------------------------------------------------------------------
/// A larger array for a dense table, with what the hash part has for it. L stays: the caller settles it.
bool grow_elements(State& st, Table* t, u64 capacity);
/// L becomes the largest j <= length with an element, and is raised from there (9.3, rule 1).
bool settle_length(State& st, Table* t, u32 length);
/// From here on elements may be other things than doubles.
inline void widen(Table* t) {
    t->set_kind(ElementKind::Value);
    t->dlen = 0;
}
/// The first element is a double, and all that follow; the caller sets the length.
inline void start_doubles(Table* t) {
    t->set_kind(ElementKind::Double);
    t->dlen = 1;
}
/// May the first element, a double, make this an array of doubles?
inline bool may_hold_doubles(const Table* t) {
    Value zero = t->elem[0];
    return t->store()->limit == 0 && (zero.is_nil() || zero.is_real());
}
/// Moves all ints to the hash part.
bool make_sparse(State& st, Table* t);
/// The smallest int key above `key` up to L of a sparse table, or 0.
i64 next_sparse_element(const Table* t, i64 key, i64 length);

// ---- fields: table_fields.cpp --------------------------------------------------------------------------------------
/// Assigns to a string key, which must be interned.
bool set_name(State& st, Table* t, String* name, Value v);
/// Moves all fields to the hash part.
bool make_dictionary(State& st, Table* t);

// ---- _G: table_globals.cpp -----------------------------------------------------------------------------------------
bool set_global_field(State& st, Table* globals, String* name, Value v);
inline bool holds_cells(const Table* t) { return t->h.aux & Table::kGlobals; }
/// The value that a script sees of an entry of the hash part of `t`.
inline Value visible_value(const Table* t, Value key, Value v) {
    if (holds_cells(t) && key.is_string() && !v.is_nil()) return v.as_object<GlobalCell>()->value;
    return v;
}

}  // namespace gs::rt
