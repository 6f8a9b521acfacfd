// Tables.
//
// A table has up to three parts (language.md 9.4 gives the order in which they are visited):
//
//   elements   ints in an array, key i at elem[i]; key 0 has a slot, too                     table_array.cpp
//   fields     string keys in slots, whose order and names the shape knows (shape.cpp)       table_fields.cpp
//   hash part  everything else, in order of insertion                                        hash_part.cpp, table_hash.cpp
//
// A table with too many fields becomes a dictionary: all its string keys stand in the hash part, so there is always one
// order of strings. A table whose ints are too far apart is sparse: all its ints stand in the hash part. Weak tables and
// _G are both, always, and no inline cache accepts their shapes: every access to them goes through here.
//
// The length L of 9.3 depends on the history of the table, so it is stored, as `bound` = L + 1: one unsigned compare of a
// key with `bound` tells that it is an int from 0 to L. Tables that nobody may access that way (nothing stored yet,
// sparse) have bound 0.
//
// Storage is replaced, never freed or reused: interrupted iterations, the collector's log and machine code may still look
// at it.

#include "runtime/table.h"

#include <algorithm>
#include <iterator>

#include "runtime/heap_inline.h"
#include "runtime/strings.h"
#include "runtime/table_parts.h"
#include "support/assert.h"

namespace gs::rt {

constinit EmptyStore empty_store = [] {
    EmptyStore made{{{id_of(HeapType::Store), 0, HeapType::Store, sizeof(EmptyStore) / 8, 0}, nullptr, nullptr, 0, 0},
                    {}};
    std::fill(std::begin(made.elements), std::end(made.elements), Value::nil());
    return made;
}();

namespace {

Table* make_empty(State& st, u32 fields) {
    if (fields > kMaxInlineSlots) fields = kMaxInlineSlots;
    auto* t = static_cast<Table*>(allocate_small(st, sizeof(Table) + fields * sizeof(Value), HeapType::Table));
    t->h.id = kPlainRoot + fields;
    t->elem = empty_elements();
    t->bound = 0;
    t->dlen = 0;
    for (u32 i = 0; i < fields; ++i) {
        t->slot[i] = Value::nil();
        asm volatile("");  // they are few: a vector loop would only cost its set-up
    }
    return t;
}

Table* make_short_list(State& st, u32 elements) {
    auto* t = static_cast<Table*>(allocate_small(st, Table::list_bytes(elements), HeapType::Table));
    t->h.id = kPlainRoot;
    t->h.gc |= kGcList;
    t->elem = t->inside();
    t->bound = 1;
    t->dlen = 0;
    t->store()->capacity = elements;
    t->store()->limit = 0;
    t->elem[0] = Value::nil();
    return t;
}

bool is_short_list(u32 fields, u64 elements) { return fields == 0 && elements - 1 < Table::kMaxInside; }

bool reserve_elements(State& st, Table* t, u64 elements) {
    if (elements == 0) return true;
    Store* store = make_store(st, elements);
    if (!store) return false;
    set_store(st, t, store);
    t->bound = 1;
    return true;
}

}  // namespace

Table* make_table(State& st, u32 fields, u32 elements) {
    if (is_short_list(fields, elements)) return make_short_list(st, elements);
    Table* t = make_empty(st, fields);
    reserve_elements(st, t, elements);  // no more than a hint: without memory the table grows step by step
    return t;
}

Result<Table*> make_table_sized(State& st, u32 fields, u64 elements) {
    if (is_short_list(fields, elements)) return make_short_list(st, static_cast<u32>(elements));
    Table* t = make_empty(st, fields);
    if (!reserve_elements(st, t, elements)) return st.raise_memory();
    return t;
}

// ---- reading ----------------------------------------------------------------------------------------------------

Value raw_get_int(const Table* t, i64 key) {
    const Store* store = t->store();
    if (static_cast<u64>(key) <= store->limit) {
        Value v = t->elem[key];
        if (is_present(v)) return v;
    }
    if (t->h.aux & Table::kIntsInHash) return hash_get(t->hash(), Value::integer(key));
    return Value::nil();
}

Value raw_get_string(State& st, const Table* t, const String* key) {
    key = find_interned(st, key);
    if (!key) return Value::nil();
    const Shape* shape = shape_of(st, t);
    if (shape->flags & Shape::kDictionary) {
        Value name = Value::string(key);
        return visible_value(t, name, hash_get(t->hash(), name));
    }
    u32 slot = find_slot(st, shape, key);
    return slot == kNoSlot ? Value::nil() : *slot_address(const_cast<Table*>(t), slot);
}

Value raw_get(State& st, const Table* t, Value key) {
    if (key.is_int()) return get_element(t, key.as_int());
    if (key.is_string()) return raw_get_string(st, t, key.as_string());
    if (key.is_real()) {
        i64 number;
        if (real_to_int(key.as_real(), number)) return get_element(t, number);
    }
    return hash_get(t->hash(), key);
}

// ---- writing ----------------------------------------------------------------------------------------------------

Status raw_set(State& st, Table* t, Value key, Value v) {
    if (key.is_int()) return raw_set_int(st, t, key.as_int(), v);
    if (key.is_string()) return raw_set_string(st, t, key.as_string(), v);
    if (key.is_real()) {
        double d = key.as_real();
        i64 number;
        if (real_to_int(d, number)) return raw_set_int(st, t, number, v);
        if (d != d) return st.raise_text("table index is NaN");
    } else if (key.is_nil()) {
        return st.raise_text("table index is nil");
    }
    if (!set_in_hash(st, t, key, v)) return st.raise_memory();
    return {};
}

Status raw_set_string(State& st, Table* t, String* key, Value v) {
    String* name = find_interned(st, key);
    if (!name) {
        if (v.is_nil()) return {};
        name = intern(st, key);
        if (!name) return st.raise_memory();
    }
    if (!set_name(st, t, name, v)) return st.raise_memory();
    return {};
}

void set_field(State& st, Table* t, std::string_view name, Value v) {
    bool stored = set_name(st, t, intern(st, name), v);
    GS_CHECK(stored);
}

}  // namespace gs::rt
