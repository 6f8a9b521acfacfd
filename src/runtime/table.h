// Tables: fields in slots described by shapes, elements in a typed array part, everything else in an insertion-ordered
// hash part. Raw access only: metatables are consulted in ops.h. Essay in table.cpp; iteration order and length as
// language.md 9.3 and 9.4 define them.
#pragma once

#include "runtime/object.h"
#include "runtime/shape.h"
#include "runtime/state.h"

namespace gs::rt {

/// The store of tables that have nothing out of line, shared by all of them and outside the heap; never written. Where a short
/// list has its elements it has nil, so that engines can read from either.
struct EmptyStore {
    Store store;
    Value elements[1 + Table::kMaxInside];
};
[[gnu::visibility("hidden")]] extern EmptyStore empty_store;
inline Value* empty_elements() { return empty_store.elements; }

/// A new empty table with room for `fields` string keys inline (at most kMaxInlineSlots) and `elements` elements.
Table* make_table(State& st, u32 fields = 0, u32 elements = 0);
/// The same for element counts that memory may not hold.
Result<Table*> make_table_sized(State& st, u32 fields, u64 elements);

// ---- reading: absent gives nil; never collects --------------------------------------------------------------
Value raw_get(State& st, const Table* t, Value key);
Value raw_get_int(const Table* t, i64 key);
Value raw_get_string(State& st, const Table* t, const String* key);  // key interned or not
inline Value get_element(const Table* t, i64 key) {  // fast path of raw_get_int
    u64 index = static_cast<u64>(key);
    return index < t->bound ? t->elem[index] : raw_get_int(t, key);
}

// ---- writing: nil removes. Errors: `table index is nil`, `table index is NaN`, `not enough memory` ----------
Status raw_set(State& st, Table* t, Value key, Value v);
Status raw_set_int(State& st, Table* t, i64 key, Value v);
Status raw_set_string(State& st, Table* t, String* key, Value v);  // key interned or not
/// Convenience for set-up code: interns the name.
void set_field(State& st, Table* t, std::string_view name, Value v);

/// The length L of 9.3 (raw).
i64 sparse_length(const Table* t);
inline i64 raw_length(const Table* t) { return t->bound != 0 ? i64{t->bound} - 1 : sparse_length(t); }
/// A constructor's positional values: stores n values at 1..n of a table without elements, then sets L by rule 1 of 9.3.
/// `first` must be on a Value stack or in State::results. Keyed fields may have been stored before; a nil value removes.
/// `at` is the index of the first value (constructors are stored in batches); `last` tells that L is to be settled.
Status set_list(State& st, Table* t, u32 at, const Value* first, u32 n, bool last);

// Block moves of the array part (table.insert, remove, move), as assignments would do but fast when dense.
Status insert_element(State& st, Table* t, i64 position, Value v);  // shifts position..L up by one; 0 to L + 1
Result<Value> remove_element(State& st, Table* t, i64 position);  // shifts position+1..L down by one; 0 to L + 1

// ---- iteration (9.4) ----------------------------------------------------------------------------------------
/// The pair after `key` (nil: the first). False at the end; fails with `invalid key to 'next'`.
Result<bool> raw_next(State& st, const Table* t, Value key, Value* next_key, Value* next_value);

/// A cursor for range loops: three ordinary Values, so that it can stand in hidden slots of a frame. Starts with
/// cursor_start. Survives every change that 9.4 allows during an iteration.
struct Cursor {
    Value phase;  // int: where in the order
    Value number;  // int: index within the phase
    Value block;  // the hash part being walked (an object Value), or nil
    /// The phase of the keys 1..L, which engines may step through by themselves: `number` is the next key to look at.
    static constexpr i64 kElements = 1;
};
Cursor cursor_start();
/// Next pair; false at the end.
bool cursor_next(State& st, Table* t, Cursor* cursor, Value* key, Value* value);

// ---- metatables ---------------------------------------------------------------------------------------------
Table* get_metatable(State& st, const Table* t);  // null if none
void set_metatable(State& st, Table* t, Table* metatable);  // null removes; handles weak tables; not __gc
/// What constructors need: the metatable (not null) was given to tables of this shape before, has neither __mode nor __gc, and
/// takes no other's place, so that the shape is all that changes. False: nothing was done.
bool set_known_metatable(State& st, Table* t, Table* metatable);
/// The shape that set_known_metatable gives to a table of shape `from` that is no prototype; 0 if it does nothing.
u32 known_metatable_step(State& st, u32 from, const Table* metatable);
/// The library's setmetatable, which engines know by this address.
Ret native_setmetatable(State& st, Args args);
/// The metamethod `n` of a metatable (raw), nil if none.
Value metamethod(State& st, const Table* metatable, Name n);
/// The same; one bit test when it is known to be absent. For tables: shape_of(st, t)->meta, which must not be null.
Value metamethod(State& st, MetaInfo* meta, Name n);
/// Of any value: tables and userdata have metatables, others give nil.
Value metamethod_of(State& st, Value v, Name n);
/// Declares that fields of `t` are found through other objects: its changes invalidate caches from now on.
void become_prototype(State& st, Table* t);

// ---- _G: its string keys have cells as values -----------------------------------------------------------------
Table* make_globals(State& st);
/// The cell of a field of _G, made if there is none. A cell whose value is nil is an absent field.
GlobalCell* table_global_cell(State& st, Table* globals, String* name);
/// Before a value is stored to a global: what is assigned twice is a variable.
void note_assigned(State& st, GlobalCell* cell);
/// Caches (GlobalCell::kCached) or compiled code (kCompiled) rely on this global from now on: before it is assigned again, the epoch
/// of prototypes changes, or State::watched_changes is called with the cell. False if it is no constant.
bool watch_global(GlobalCell* cell, u8 who);

}  // namespace gs::rt
