#include "vm/lookup.h"

#include <iterator>

#include "bytecode/opcodes.h"

namespace gs::vm {

void LookupCache::clear() {
    for (rt::NamePlaces::Entry& entry : own_.entries) entry = {nullptr, {bytecode::kNoShape, 0}};
    for (Inherited& entry : inherited_) entry = {nullptr, {bytecode::kNoShape, 0, nullptr}, false};
    for (Added& entry : added_) entry = {nullptr, {bytecode::kNoShape, 0, 0, 0}};
    for (auto& [name, places] : field_places_) places->clear();
    for (auto& [name, places] : method_places_) places->clear();
}

rt::Value* LookupCache::own(rt::State& st, rt::Table* t, rt::String* name, rt::FieldCache* field) {
    rt::NamePlaces::Entry& entry = own_.of(t->h.id, name);
    if (!rt::is_about(entry, t->h.id, name)) {
        rt::FieldCache found;
        if (!rt::fill_get_cache(st, t, name, &found)) return nullptr;
        entry = {name, found};
    }
    *field = entry.field;
    return slot_of(t, entry.field);
}

rt::Value* LookupCache::inherited(rt::State& st, rt::Table* t, rt::String* name, rt::MethodCache* method) {
    Inherited& entry = inherited_[place(t->h.id, name)];
    if (entry.name != name || entry.method.shape != t->h.id || entry.method.epoch != rt::shape_epochs(st).prototype) {
        rt::MethodCache found;
        if (!rt::fill_inherited_cache(st, t, name, &found)) return nullptr;
        bool has_slot = rt::find_slot(st, rt::shape_of(st, t), name) != rt::kNoSlot;
        entry = {name, found, has_slot};
    }
    *method = entry.method;
    return entry.method.slot;
}

bool LookupCache::added(rt::State& st, rt::Table* t, rt::String* name, rt::AddCache* add) {
    Added& entry = added_[place(t->h.id, name) % std::size(added_)];
    if (entry.name != name || entry.add.from != t->h.id || entry.add.epoch != rt::shape_epochs(st).new_index) {
        rt::AddCache found;
        if (!rt::fill_add_cache(st, t, name, &found)) return false;
        entry = {name, found};
    }
    *add = entry.add;
    return true;
}

}  // namespace gs::vm
