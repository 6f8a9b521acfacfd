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

bool fill_get_cache(State& st, Table* t, String* name, FieldCache* cache) {
    const Shape* shape = shape_of(st, t);
    if (shape->flags & Shape::kDictionary) return false;
    u32 slot = find_slot(st, shape, name);
    if (slot == kNoSlot) return false;
    *cache = cache_for(shape, slot);
    return true;
}

bool fill_method_cache(State& st, Table* t, String* name, MethodCache* cache) {
    // A removed field still has a slot, and other objects of the shape may have a value there.
    const Shape* shape = shape_of(st, t);
    if ((shape->flags & Shape::kDictionary) || find_slot(st, shape, name) != kNoSlot) return false;
    Table* at = t;
    for (u32 step = 0; step < kMaxPrototypes; ++step) {
        MetaInfo* info = shape_of(st, at)->meta;
        if (!info || holds_cells(info->table)) return false;  // cells change without notice
        Value next = metamethod(st, info, Name::Index);
        if (!next.is_table()) return false;
        at = next.as_table();
        if (holds_cells(at)) return false;
        become_prototype(st, at);
        const Shape* prototype = shape_of(st, at);
        if (prototype->flags & Shape::kDictionary) {
            if (raw_get_string(st, at, name).is_nil()) continue;
            return false;  // the value may move
        }
        u32 slot = find_slot(st, prototype, name);
        if (slot == kNoSlot) continue;
        Value* value = slot_address(at, slot);
        if (value->is_nil()) continue;
        *cache = {t->h.id, shape_epochs(st).prototype, value};
        return true;
    }
    return false;
}

bool fill_set_cache(State& st, Table* t, String* name, FieldCache* cache) {
    if (shape_of(st, t)->flags & Shape::kPrototype) return false;
    return fill_get_cache(st, t, name, cache);
}

bool fill_add_cache(State& st, Table* t, String* name, AddCache* cache) {
    const Shape* shape = shape_of(st, t);
    if (shape->flags & (Shape::kDictionary | Shape::kPrototype)) return false;
    if (shape->fields >= shape->inline_slots || find_slot(st, shape, name) != kNoSlot) return false;
    if (shape->meta && !metamethod(st, shape->meta, Name::NewIndex).is_nil()) return false;
    u32 from = t->h.id;
    u32 to = st.shapes->add(from, name, !(name->h.aux & String::kName));
    if (to == 0) return false;
    *cache = {from, to, inline_offset(st.shapes->at(from)->fields), shape_epochs(st).new_index};
    return true;
}

}  // namespace gs::rt
