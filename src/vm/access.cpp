#include "vm/access.h"

#include "runtime/hash_part.h"
#include "runtime/heap.h"
#include "runtime/strings.h"
#include "runtime/table.h"
#include "vm/vm_engine.h"

namespace gs::vm {

using rt::State;
using rt::Value;

namespace {

// The fields of _G are cells; those of weak tables belong to the collector as well.
bool is_special(const rt::Table* t) { return t->h.aux & (rt::Table::kGlobals | rt::Table::kWeak); }

/// What stands where a table itself has nothing.
Value absent_value(State& st, rt::Table* t) {
    rt::MetaInfo* meta = rt::shape_of(st, t)->meta;
    return !meta || rt::metamethod(st, meta, rt::Name::Index).is_nil() ? Value::nil() : Value::absent();
}

Value get_name(State& st, rt::Table* t, const rt::String* text) {
    rt::String* name = rt::find_interned(st, text);
    if (!name) return absent_value(st, t);  // nobody's key
    if (rt::is_dictionary(st, t)) {
        Value v = is_special(t) ? rt::raw_get_string(st, t, name) : rt::hash_get(t->hash(), Value::string(name));
        return v.is_nil() ? absent_value(st, t) : v;
    }
    LookupCache& lookup = lookup_cache(st);
    Value v = lookup.peek(&st, t, name);
    if (v != Value::absent()) return v;
    rt::FieldCache field;
    Value* slot = lookup.own(st, t, name, &field);
    if (slot && !slot->is_nil()) return *slot;
    v = absent_value(st, t);
    rt::MethodCache method;
    // Without a metatable it is no more than a note that there is nothing.
    if (!rt::shape_of(st, t)->meta) (void)lookup.inherited(st, t, name, &method);
    return v;
}

}  // namespace

Value quick_get(State& st, rt::Table* t, Value key) {
    if (key.is_string()) return get_name(st, t, key.as_string());
    Value v = key.is_int()    ? rt::get_element(t, key.as_int())
              : key.is_real() ? rt::raw_get(st, t, key)
                              : rt::hash_get(t->hash(), key);
    return v.is_nil() ? absent_value(st, t) : v;
}

bool inherits_quietly(State& st, const rt::Shape* shape) {
    if (shape->flags & rt::Shape::kDictionary) return false;
    constexpr u32 kMaxSteps = 8;
    rt::MetaInfo* meta = shape->meta;
    for (u32 step = 0; meta && step < kMaxSteps; step++) {
        Value next = rt::metamethod(st, meta, rt::Name::Index);
        if (!next.is_table() || !(next.as_table()->h.aux & rt::Table::kPrototype)) return next.is_nil();
        meta = rt::shape_of(st, next.as_table())->meta;
    }
    return !meta;
}

bool quick_set(State& st, rt::Table* t, Value key, Value v) {
    if (v.is_nil() || is_special(t) || key.is_number()) return false;
    if (key.is_string()) {
        if (t->h.aux & rt::Table::kPrototype) return false;
        rt::String* name = rt::find_interned(st, key.as_string());
        if (!name) return false;
        if (!rt::is_dictionary(st, t)) {
            rt::FieldCache field;
            Value* slot = lookup_cache(st).own(st, t, name, &field);
            if (!slot || slot->is_nil()) return false;
            st.heap->store(owner_of(t, field), slot, v);
            return true;
        }
        key = Value::string(name);
    }
    rt::HashEntry* entry = rt::hash_find(t->hash(), key);
    if (!entry || entry->value.is_nil()) return false;
    st.heap->store(&t->hash()->h, &entry->value, v);
    return true;
}

}  // namespace gs::vm
