#include "vm/lookup.h"

#include "bytecode/opcodes.h"

namespace gs::vm {

void LookupCache::clear() {
    for (Own& entry : own_) entry = {nullptr, {bytecode::kNoShape, 0}};
    for (Inherited& entry : inherited_) entry = {nullptr, {bytecode::kNoShape, 0, nullptr}};
}

rt::Value* LookupCache::own(rt::State& st, rt::Table* t, rt::String* name, rt::FieldCache* field) {
    Own& entry = own_[place(t->h.id, name)];
    if (entry.name != name || (entry.field.shape & ~rt::kFarSlot) != t->h.id) {
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
        if (!rt::fill_method_cache(st, t, name, &found)) return nullptr;
        entry = {name, found};
    }
    *method = entry.method;
    return entry.method.slot;
}

}  // namespace gs::vm
