#include "runtime/cache.h"

#include "runtime/table.h"
#include "runtime/table_parts.h"

namespace gs::rt {

namespace {

constexpr u32 kMaxPrototypes = 8;  // deeper chains are not cached

u32 inline_offset(u32 slot) { return static_cast<u32>(offsetof(Table, slot) + slot * sizeof(Value)); }

FieldCache cache_for(const Shape* shape, u32 slot) {
    if (slot < shape->inline_slots) return {shape->id, inline_offset(slot)};
    u32 far = slot - shape->inline_slots;
    return {shape->id | kFarSlot, static_cast<u32>(offsetof(Slots, slot) + far * sizeof(Value))};
}

}  // namespace

constinit const Value absent_slot = Value::nil();

bool fill_get_cache(State& st, const Shape* shape, String* name, FieldCache* cache) {
    if (shape->flags & Shape::kDictionary) return false;
    u32 slot = find_slot(st, shape, name);
    if (slot == kNoSlot) return false;
    *cache = cache_for(shape, slot);
    return true;
}

bool fill_get_cache(State& st, Table* t, String* name, FieldCache* cache) {
    return fill_get_cache(st, shape_of(st, t), name, cache);
}

bool fill_inherited_cache(State& st, const Shape* shape, String* name, MethodCache* cache) {
    if (shape->flags & Shape::kDictionary) return false;
    auto found = [&](const Value* slot) {
        // Only a slot of a prototype is ever written, and not through this pointer.
        *cache = {shape->id, shape_epochs(st).prototype, const_cast<Value*>(slot)};
        return true;
    };
    MetaInfo* info = shape->meta;
    for (u32 step = 0; step < kMaxPrototypes; ++step) {
        if (!info) return found(&absent_slot);
        if (holds_cells(info->table)) return false;  // cells change without notice
        Value next = metamethod(st, info, Name::Index);
        if (next.is_nil()) return found(&absent_slot);
        if (!next.is_table()) return false;
        Table* at = next.as_table();
        if (holds_cells(at) || (at->h.aux & Table::kWeak)) return false;
        become_prototype(st, at);
        const Shape* prototype = shape_of(st, at);
        info = prototype->meta;
        if (prototype->flags & Shape::kDictionary) {
            if (raw_get_string(st, at, name).is_nil()) continue;
            return false;  // the value may move
        }
        u32 slot = find_slot(st, prototype, name);
        if (slot == kNoSlot) continue;
        Value* value = slot_address(at, slot);
        if (!value->is_nil()) return found(value);
    }
    return false;
}

bool fill_inherited_cache(State& st, Table* t, String* name, MethodCache* cache) {
    return fill_inherited_cache(st, shape_of(st, t), name, cache);
}

bool fill_method_cache(State& st, Table* t, String* name, MethodCache* cache) {
    // A removed field still has a slot, and other objects of the shape may have a value there.
    const Shape* shape = shape_of(st, t);
    if (find_slot(st, shape, name) != kNoSlot) return false;
    return fill_inherited_cache(st, t, name, cache);
}

bool fill_string_method_cache(State& st, String* name, MethodCache* cache) {
    Table* methods = st.string_library;
    become_prototype(st, methods);
    const Shape* shape = shape_of(st, methods);
    if (shape->flags & Shape::kDictionary) return false;
    u32 slot = find_slot(st, shape, name);
    if (slot == kNoSlot || slot_address(methods, slot)->is_nil()) return false;
    *cache = {kPlainRoot, shape_epochs(st).prototype, slot_address(methods, slot)};
    return true;
}

bool fill_set_cache(State& st, const Shape* shape, String* name, FieldCache* cache) {
    return !(shape->flags & Shape::kPrototype) && fill_get_cache(st, shape, name, cache);
}

bool fill_set_cache(State& st, Table* t, String* name, FieldCache* cache) {
    return fill_set_cache(st, shape_of(st, t), name, cache);
}

bool fill_add_cache(State& st, const Shape* shape, String* name, AddCache* cache) {
    if (shape->flags & (Shape::kDictionary | Shape::kPrototype)) return false;
    if (shape->fields >= shape->inline_slots || find_slot(st, shape, name) != kNoSlot) return false;
    if (shape->meta && !metamethod(st, shape->meta, Name::NewIndex).is_nil()) return false;
    u32 from = shape->id;
    u32 to = st.shapes->add(from, name, !(name->h.aux & String::kName));
    if (to == 0) return false;
    *cache = {from, to, inline_offset(st.shapes->at(from)->fields), shape_epochs(st).new_index};
    return true;
}

bool fill_add_cache(State& st, Table* t, String* name, AddCache* cache) {
    return fill_add_cache(st, shape_of(st, t), name, cache);
}

}  // namespace gs::rt
