// Iteration (language.md 9.4): key 0, the keys 1..L, strings, the rest.
//
// A cursor says where it stands in a way that survives what may happen between two steps:
//
//   Elements   the next int. Numbers mean the same in the array and in the hash part.
//   Fields     a position in the list of keys that the table's shape had when the strings began. The list is a heap object
//              and never changes, so neither moved keys nor a table that turns into a dictionary disturb it: a key of the
//              list is visited if it has a value when its turn comes.
//   Strings    entry number in a block of the hash part, of a dictionary. A block that is replaced points to the new one,
//              and the number there is the number of live entries before (hash_follow).
//   Above      the next int above L in the array (holes are below it)
//   Others     entry number again: what is neither a string nor an int of 0..L
//
// `next` knows a key only. It makes a cursor that stands behind the key and takes one step.

#include "runtime/state.h"
#include "runtime/strings.h"
#include "runtime/table_parts.h"

namespace gs::rt {

namespace {

enum Phase : i64 { kZero, kElements, kFields, kStrings, kAbove, kOthers, kEnd };
static_assert(static_cast<i64>(kElements) == Cursor::kElements);

void enter(Cursor* c, Phase phase, i64 number) {
    c->phase = Value::integer(phase);
    c->number = Value::integer(number);
    c->block = Value::nil();
}

Cursor cursor_at(Phase phase, i64 number, Value block = Value::nil()) {
    return {Value::integer(phase), Value::integer(number), block};
}

bool give(Value k, Value v, Value* key, Value* value) {
    *key = k;
    *value = v;
    return true;
}

bool step_elements(const Table* t, Cursor* c, Value* key, Value* value) {
    i64 number = c->number.as_int();
    if (t->bound != 0) {
        for (; number < i64{t->bound}; ++number) {
            Value v = t->elem[number];
            if (v.is_nil()) continue;
            c->number = Value::integer(number + 1);
            return give(Value::integer(number), v, key, value);
        }
        return false;
    }
    i64 length = raw_length(t);
    if (number > length) return false;
    number = next_sparse_element(t, number - 1, length);
    if (number == 0) return false;
    c->number = Value::integer(number + 1);
    return give(Value::integer(number), raw_get_int(t, number), key, value);
}

void enter_strings(State& st, Table* t, Cursor* c) {
    if (is_dictionary(st, t)) return enter(c, kStrings, 0);
    if (shape_of(st, t)->fields == 0) return enter(c, kAbove, raw_length(t) + 1);
    enter(c, kFields, 0);
    c->block = Value::object(st.shapes->order(t->h.id).keys);
}

bool step_fields(State& st, Table* t, Cursor* c, Value* key, Value* value) {
    auto* keys = c->block.as_object<Values>();
    const Shape* shape = shape_of(st, t);
    const u8* slots = nullptr;
    if (shape->index && shape->index->order == keys) [[likely]] {
        slots = shape->index->slots.data();
    } else if (!(shape->flags & Shape::kDictionary)) {
        FieldOrder order = st.shapes->order(shape->id);
        if (order.keys == keys) slots = order.slots;
    }
    for (u32 i = static_cast<u32>(c->number.as_int()); i < keys->count; ++i) {
        Value k = keys->item[i];
        Value v = slots ? *slot_address(t, slots[i]) : raw_get_string(st, t, k.as_string());
        if (v.is_nil()) continue;
        c->number = Value::integer(i64{i} + 1);
        return give(k, v, key, value);
    }
    return false;
}

bool step_above(const Table* t, Cursor* c, Value* key, Value* value) {
    if (t->bound == 0) return false;
    i64 limit = t->store()->limit;
    i64 number = c->number.as_int();
    if (number < i64{t->bound}) number = t->bound;
    for (; number <= limit; ++number) {
        Value v = t->elem[number];
        if (!is_present(v)) continue;
        c->number = Value::integer(number + 1);
        return give(Value::integer(number), v, key, value);
    }
    return false;
}

/// The block a cursor walks, brought up to date; null if there is nothing left.
Hash* current_block(const Table* t, Cursor* c, u32* position) {
    Hash* h = t->hash();
    if (!h) return nullptr;
    *position = static_cast<u32>(c->number.as_int());
    if (!c->block.is_nil() && !hash_follow(c->block.as_object<Hash>(), h, position)) return nullptr;
    h->flags |= kHashIterated;
    if (*position < h->first) *position = h->first;
    c->block = Value::object(h);
    return h;
}

template <class Wanted>
bool step_hash(const Table* t, Cursor* c, Value* key, Value* value, Wanted wanted) {
    u32 position = 0;
    Hash* h = current_block(t, c, &position);
    if (!h) return false;
    for (; position < h->used; ++position) {
        const HashEntry& entry = h->entry[position];
        if (entry.value.is_nil() || !wanted(entry.key)) continue;
        Value v = visible_value(t, entry.key, entry.value);
        if (v.is_nil()) continue;
        c->number = Value::integer(i64{position} + 1);
        return give(entry.key, v, key, value);
    }
    return false;
}

/// The cursor that stands behind an int key; false if the key was never in the table.
bool find_int(State& st, Table* t, i64 key, Cursor* c) {
    i64 length = raw_length(t);
    if (key >= 1 && key <= length) {
        *c = cursor_at(kElements, key + 1);
        return true;
    }
    Store* store = t->store();
    if (t->bound != 0 && key >= 0 && static_cast<u64>(key) <= store->limit) {
        if (key == 0) {
            *c = cursor_at(kElements, 1);
            return !t->elements_inside() && (store->h.id & Store::kZeroUsed);
        }
        Value v = t->elem[key];
        *c = cursor_at(kAbove, key + 1);
        if (v == kWasElement) enter_strings(st, t, c);
        return v != kNeverUsed;
    }
    Hash* h = t->hash();
    HashEntry* entry = hash_find(h, Value::integer(key));
    if (!entry) return false;
    if (t->bound == 0 && key == 0) {
        *c = cursor_at(kElements, 1);
    } else if (t->bound == 0 && key > 0 && key <= h->reach) {
        enter_strings(st, t, c);
    } else {
        *c = cursor_at(kOthers, i64{hash_position(h, entry)} + 1, Value::object(h));
    }
    return true;
}

/// The same for a string key.
bool find_string(State& st, Table* t, String* key, Cursor* c) {
    String* name = find_interned(st, key);
    if (!name) return false;
    const Shape* shape = shape_of(st, t);
    if (shape->flags & Shape::kDictionary) {
        Hash* h = t->hash();
        HashEntry* entry = hash_find(h, Value::string(name));
        if (!entry) return false;
        *c = cursor_at(kStrings, i64{hash_position(h, entry)} + 1, Value::object(h));
        // Code may name a global that was never set.
        return !holds_cells(t) || entry->value.as_object<GlobalCell>()->h.aux != GlobalCell::kUnset;
    }
    u32 slot = find_slot(st, shape, name);
    if (slot == kNoSlot) return false;
    FieldOrder order = st.shapes->order(shape->id);
    u32 position = slot;
    if (order.slots[position] != slot) {
        for (position = 0; order.slots[position] != slot;) ++position;
    }
    *c = cursor_at(kFields, i64{position} + 1, Value::object(order.keys));
    return true;
}

bool find_key(State& st, Table* t, Value key, Cursor* c) {
    if (key.is_int()) return find_int(st, t, key.as_int(), c);
    if (key.is_string()) return find_string(st, t, key.as_string(), c);
    i64 number;
    if (key.is_real() && real_to_int(key.as_real(), number)) return find_int(st, t, number, c);
    Hash* h = t->hash();
    HashEntry* entry = hash_find(h, key);
    if (entry) *c = cursor_at(kOthers, i64{hash_position(h, entry)} + 1, Value::object(h));
    return entry != nullptr;
}

}  // namespace

Cursor cursor_start() { return cursor_at(kZero, 0); }

bool cursor_next(State& st, Table* t, Cursor* c, Value* key, Value* value) {
    switch (static_cast<Phase>(c->phase.as_int())) {
        case kZero: {
            if (has_shared_store(t)) {  // only fields, if anything
                enter_strings(st, t, c);
                return cursor_next(st, t, c, key, value);
            }
            enter(c, kElements, 1);
            Value v = get_element(t, 0);
            if (!v.is_nil()) return give(Value::integer(0), v, key, value);
            [[fallthrough]];
        }
        case kElements:
            if (step_elements(t, c, key, value)) return true;
            enter_strings(st, t, c);
            return cursor_next(st, t, c, key, value);
        case kFields:
            if (step_fields(st, t, c, key, value)) return true;
            if (has_shared_store(t)) {
                enter(c, kEnd, 0);
                return false;
            }
            enter(c, kAbove, raw_length(t) + 1);
            return cursor_next(st, t, c, key, value);
        case kStrings:
            if (step_hash(t, c, key, value, [](Value k) { return k.is_string(); })) return true;
            enter(c, kAbove, raw_length(t) + 1);
            [[fallthrough]];
        case kAbove:
            if (step_above(t, c, key, value)) return true;
            enter(c, kOthers, 0);
            [[fallthrough]];
        case kOthers: {
            // The ints of 0..L were visited; in a dense table none of them stands here.
            i64 length = raw_length(t);
            auto other = [length](Value k) {
                return !k.is_string() && !(k.is_int() && k.as_int() >= 0 && k.as_int() <= length);
            };
            if (step_hash(t, c, key, value, other)) return true;
            enter(c, kEnd, 0);
            [[fallthrough]];
        }
        case kEnd: return false;
    }
    return false;
}

Result<bool> raw_next(State& st, const Table* t, Value key, Value* next_key, Value* next_value) {
    Cursor c = cursor_start();
    auto* table = const_cast<Table*>(t);  // marks blocks of the hash part as seen
    if (!key.is_nil() && !find_key(st, table, key, &c)) return st.raise_text("invalid key to 'next'");
    return cursor_next(st, table, &c, next_key, next_value);
}

}  // namespace gs::rt
