// Fields: string keys.
//
// While a table has a shape of its own, the value of each key stands in the slot that the shape names: the first slots in
// the table itself, the others in a Slots block of 4, 8, 16 ... that hangs on the store. Removing a key stores nil and keeps
// the slot; giving a removed key a value again is an insertion and must put the key at the end of the order.
//
// A dictionary has its fields in the hash part, where insertion and order take care of themselves. There is no way back.
//
// Changes of prototypes (tables used as metatable or __index) are noted here, so that caches of what is found through
// them and of what is known to be absent from them stay right.

#include <algorithm>

#include "runtime/state.h"
#include "runtime/strings.h"
#include "runtime/table_parts.h"

namespace gs::rt {

namespace {

/// A string key of a prototype was present or not before, and is now.
void note_change(State& st, Table* t, const String* name, bool before, bool now) {
    if (before == now && name != st.name(Name::Index)) return;
    change_prototypes(st);
    if (!now) return;
    MetaInfo* info = st.shapes->find_meta_info(t);
    if (!info) return;
    info->absent = 0;
    if (name == st.name(Name::NewIndex)) ++shape_epochs(st).new_index;
}

/// Room for slot number `slot`, the one after the last.
void reserve_slot(State& st, Table* t, u32 slot) {
    u32 inline_slots = t->inline_slots();
    if (slot < inline_slots) return;
    Store* store = own_store(st, t);
    Slots* old = store->slots;
    u64 capacity = old ? old->capacity : 0;
    if (slot - inline_slots < capacity) return;
    u64 larger = capacity == 0 ? 4 : capacity * 2;
    auto* slots = static_cast<Slots*>(st.heap->allocate(sizeof(Slots) + larger * sizeof(Value), HeapType::Slots));
    slots->capacity = larger;
    if (old) std::copy(old->slot, old->slot + capacity, slots->slot);
    std::fill(slots->slot + capacity, slots->slot + larger, Value::nil());
    st.heap->store_pointer(&store->h, &store->slots, slots);
}

void store_slot(State& st, Table* t, u32 slot, Value v) {
    st.heap->store(slot_owner(t, slot), slot_address(t, slot), v);
}

bool set_in_dictionary(State& st, Table* t, String* name, Value v) {
    bool prototype = t->h.aux & Table::kPrototype;
    bool before = prototype && !raw_get_string(st, t, name).is_nil();
    bool stored = holds_cells(t) ? set_global_field(st, t, name, v) : set_in_hash(st, t, Value::string(name), v);
    if (prototype && stored) note_change(st, t, name, before, !v.is_nil());
    return stored;
}

bool add_field(State& st, Table* t, String* name, Value v) {
    u32 slot = shape_of(st, t)->fields;
    // Room first: until the table has it, the new shape would not survive a collection.
    if (slot < kMaxFields) reserve_slot(st, t, slot);
    bool computed = !(name->h.aux & String::kName);
    u32 id = st.shapes->add(t->h.id, name, computed);
    if (id == 0) return make_dictionary(st, t) && set_in_dictionary(st, t, name, v);
    store_slot(st, t, slot, v);
    change_shape(st, t, id);
    if (t->h.aux & Table::kPrototype) note_change(st, t, name, false, true);
    return true;
}

/// Do only absent keys stand behind the key of `slot` in the order?
bool is_last(State& st, Table* t, u32 slot) {
    // From the end of the order to its start; a key that was moved shows up again later, and is known to be absent then.
    for (const Shape* shape = shape_of(st, t); shape->slot != slot; shape = st.shapes->at(shape->parent)) {
        if (!slot_address(t, shape->slot)->is_nil()) return false;
    }
    return true;
}

/// Gives a removed key a value.
bool revive_field(State& st, Table* t, String* name, u32 slot, Value v) {
    if (!is_last(st, t, slot)) {
        u32 id = st.shapes->move_to_end(t->h.id, name);
        if (id == 0) return make_dictionary(st, t) && set_in_dictionary(st, t, name, v);
        change_shape(st, t, id);
    }
    store_slot(st, t, slot, v);
    if (t->h.aux & Table::kPrototype) note_change(st, t, name, false, true);
    return true;
}

}  // namespace

bool set_name(State& st, Table* t, String* name, Value v) {
    const Shape* shape = shape_of(st, t);
    if (shape->flags & Shape::kDictionary) return set_in_dictionary(st, t, name, v);
    u32 slot = find_slot(st, shape, name);
    if (slot == kNoSlot) return v.is_nil() || add_field(st, t, name, v);
    if (slot_address(t, slot)->is_nil()) return v.is_nil() || revive_field(st, t, name, slot, v);
    store_slot(st, t, slot, v);
    if (t->h.aux & Table::kPrototype) note_change(st, t, name, true, !v.is_nil());
    return true;
}

bool make_dictionary(State& st, Table* t) {
    if (is_dictionary(st, t)) return true;
    if (u32 fields = shape_of(st, t)->fields) {
        FieldOrder order = st.shapes->order(t->h.id);
        if (!make_hash_room(st, t, fields + 1)) return false;
        Hash* h = t->hash();
        for (u32 i = 0; i < fields; ++i) {
            Value v = *slot_address(t, order.slots[i]);
            Value key = order.keys->item[i];
            if (!v.is_nil()) hash_insert(st, h, hash_probe(h, key), key, v);
        }
    }
    for (u32 i = 0; i < t->inline_slots(); ++i) st.heap->store(&t->h, &t->slot[i], Value::nil());
    if (t->far_slots()) t->store()->slots = nullptr;
    u8 uncached = shape_of(st, t)->flags & Shape::kUncached;
    change_shape(st, t, st.shapes->root(shape_of(st, t)->meta, 0, Shape::kDictionary | uncached));
    return true;
}

}  // namespace gs::rt
