// Tables and globals off the fast path, and the filling of inline caches.
#include <algorithm>
#include <cstring>

#include "runtime/cache.h"
#include "runtime/hash_part.h"
#include "runtime/heap_inline.h"
#include "runtime/ops.h"
#include "runtime/table.h"
#include "vm/elements.h"
#include "vm/lookup.h"
#include "vm/slow.h"
#include "vm/vm_engine.h"

namespace gs::vm {

using bytecode::Op;

namespace {

Value literal(Word* pc, u32 index) { return Value{bytecode::bits_of(pc[1 + index])}; }

Next finish_get(State& st, Word* pc, u32 length, rt::Result<Value> result) {
    if (!result.ok()) return unwind(st);
    st.hot.base[pc->a] = *result;
    return next(st, pc, length);
}

Next finish_set(State& st, Word* pc, u32 length, rt::Status status) {
    if (!status.ok()) return unwind(st);
    return next(st, pc, length);
}

}  // namespace

Next slow_new_table(State& st, Word* pc, Value* base) {
    save(st, pc, base);
    base[pc->a] = Value::table(rt::make_table(st, pc->b, pc->c));
    return next(st, pc, 1);
}

namespace {

bool all_present(const Value* values, u32 count) {
    for (u32 i = 0; i < count; i++) {
        if (values[i].is_nil()) return false;
    }
    return true;
}

/// A new object of a known shape, whose slots are all inline.
Next new_object_of_shape(State& st, Word* pc, Value* base, u32 count) {
    save(st, pc, base);
    auto* t =
        static_cast<rt::Table*>(rt::allocate_small(st, sizeof(rt::Table) + count * sizeof(Value), rt::HeapType::Table));
    // The allocation may have collected, and the shape may have died with its last object.
    u32 shape = cache_at<rt::FieldCache>(pc).shape;
    bool lives = shape != bytecode::kNoShape;
    t->h.id = lives ? shape : rt::kPlainRoot + count;
    t->elem = rt::empty_elements();
    t->bound = 0;
    t->dlen = 0;
    for (u32 i = 0; i < count; i++) t->slot[i] = lives ? base[pc->b + i] : Value::nil();
    if (!lives) return slow_new_object(st, pc, base);
    base[pc->a] = Value::table(t);
    return next(st, pc, 3 + count);
}

}  // namespace

Next slow_new_object(State& st, Word* pc, Value* base) {
    u32 count = pc->c;
    const Value* values = base + pc->b;
    bool complete = count <= rt::kMaxInlineSlots && all_present(values, count);
    if (complete && cache_at<rt::FieldCache>(pc).shape != bytecode::kNoShape) {
        return new_object_of_shape(st, pc, base, count);
    }
    save(st, pc, base);
    rt::Table* t = rt::make_table(st, count, 0);
    for (u32 i = 0; i < count; i++) {
        Value v = base[pc->b + i];
        if (v.is_nil()) continue;
        if (!rt::raw_set_string(st, t, literal(pc, 2 + i).as_string(), v).ok()) return unwind(st);
    }
    if (complete && !(rt::shape_of(st, t)->flags & rt::Shape::kDictionary)) {
        store_cache(pc, rt::FieldCache{t->h.id, 0});
    }
    base[pc->a] = Value::table(t);
    return next(st, pc, 3 + count);
}

Next slow_set_list(State& st, Word* pc, Value* base) {
    Value* first = base + pc->c;
    bool open = pc->b == bytecode::kOpenCount;
    u32 count = open ? static_cast<u32>(st.hot.top - first) : pc->b;
    save(st, pc, base);
    st.hot.top = std::max(st.hot.top, first + count);
    u32 at = static_cast<u32>(bytecode::bits_of(pc[1]));
    return finish_set(st, pc, 2, rt::set_list(st, base[pc->a].as_table(), at, first, count, pc->x));
}

// ---- fields -----------------------------------------------------------------------------------------------------
//
// A site remembers the last shape it has met, in the form that fits where the field was found. After kMaxFills misses
// it keeps what it has: such a site meets many shapes, and finds the others in the LookupCache.

namespace {

constexpr u8 kMaxFills = 8;

bool may_fill(Word* pc) {
    if (pc->x >= kMaxFills) return false;
    pc->x++;
    return true;
}

/// The forms of an instruction that reads a field.
struct Forms {
    Op own, far, inherited;
};
constexpr Forms kFieldForms = {Op::GetField, Op::GetFieldFar, Op::GetFieldProto};
constexpr Forms kMethodForms = {Op::GetMethodOwn, Op::GetMethodFar, Op::GetMethod};

/// A field of a table or its prototypes. Nil if there is none, or if it can not be cached.
Value find_field(State& st, Word* pc, rt::Table* t, rt::String* name, const Forms& forms) {
    LookupCache& lookup = lookup_cache(st);
    rt::FieldCache field;
    if (Value* slot = lookup.own(st, t, name, &field); slot && !slot->is_nil()) {
        if (may_fill(pc)) {
            store_cache(pc, field);
            pc->op = static_cast<u8>(is_far(field) ? forms.far : forms.own);
        }
        return *slot;
    }
    rt::MethodCache method;
    Value* slot = lookup.inherited(st, t, name, &method);
    if (!slot) return Value::nil();
    if (may_fill(pc)) {
        store_cache(pc, method);
        pc->op = static_cast<u8>(forms.inherited);
    }
    return *slot;
}

}  // namespace

Next slow_get_field(State& st, Word* pc, Value* base) {
    save(st, pc, base);
    Value object = base[pc->b];
    if (object.is_table()) {
        Value v = find_field(st, pc, object.as_table(), literal(pc, 2).as_string(), kFieldForms);
        if (!v.is_nil()) {
            base[pc->a] = v;
            return {pc + 4, base};
        }
    }
    return finish_get(st, pc, 4, rt::index(st, object, literal(pc, 2)));
}

Next slow_get_method(State& st, Word* pc, Value* base) {
    save(st, pc, base);
    Value object = base[pc->b];
    if (object.is_table()) {
        Value v = find_field(st, pc, object.as_table(), literal(pc, 2).as_string(), kMethodForms);
        if (!v.is_nil()) {
            base[pc->a] = v;
            base[pc->a + bytecode::kWindowSlots] = object;
            return {pc + 4, base};
        }
    }
    auto method = rt::get_method(st, object, literal(pc, 2).as_string());
    if (!method.ok()) return unwind(st);
    Value* window = st.hot.base + pc->a;
    window[0] = *method;
    window[bytecode::kWindowSlots] = object;
    return next(st, pc, 4);
}

namespace {

/// Stores into a field that has a value.
bool replace_field(State& st, rt::Table* t, rt::String* name, Value v, rt::FieldCache* field) {
    if (rt::shape_of(st, t)->flags & rt::Shape::kPrototype) return false;
    Value* slot = lookup_cache(st).own(st, t, name, field);
    if (!slot || slot->is_nil()) return false;
    st.heap->store(owner_of(t, *field), slot, v);
    return true;
}

/// Stores into a field that exists, or adds it, and remembers how. False: neither can be cached.
bool store_field(State& st, Word* pc, rt::Table* t, rt::String* name, Value v) {
    rt::FieldCache field;
    if (replace_field(st, t, name, v, &field)) {
        if (may_fill(pc)) {
            store_cache(pc, field);
            pc->op = static_cast<u8>(is_far(field) ? Op::SetFieldFar : Op::SetField);
        }
        return true;
    }
    rt::AddCache add;
    if (v.is_nil() || !may_fill(pc) || !rt::fill_add_cache(st, t, name, &add)) return false;
    store_cache(pc, add);
    pc->op = static_cast<u8>(Op::SetFieldAdd);
    st.heap->store(&t->h, rt::inline_slot(t, {add.from, add.offset}), v);
    t->h.id = add.to;
    return true;
}

}  // namespace

Next slow_set_field(State& st, Word* pc, Value* base) {
    save(st, pc, base);
    Value object = base[pc->a], v = base[pc->c];
    if (object.is_table() && store_field(st, pc, object.as_table(), literal(pc, 2).as_string(), v)) {
        return {pc + 4, base};
    }
    return finish_set(st, pc, 4, rt::set_index(st, object, literal(pc, 2), v));
}

// ---- elements ---------------------------------------------------------------------------------------------------

namespace {

/// The entry in the hash part for a key that is no number. Null for absent keys, for the fields of tables that are no
/// dictionaries, and where the runtime has to look closer.
rt::HashEntry* hash_entry(State& st, rt::Table* t, Value key) {
    if (t->h.aux & (rt::Table::kGlobals | rt::Table::kWeak)) return nullptr;
    if (key.is_string()) {
        if (!(key.as_string()->h.aux & rt::String::kInterned)) return nullptr;
        if (!(rt::shape_of(st, t)->flags & rt::Shape::kDictionary)) return nullptr;
    } else if (key.is_number()) {
        return nullptr;
    }
    return rt::hash_find(t->store()->hash, key);
}

bool is_name(Value key) { return key.is_string() && key.as_string()->h.aux & rt::String::kInterned; }

/// What a table has for a key that is no number; nil if the long way has to be gone.
Value quick_get(State& st, rt::Table* t, Value key) {
    if (rt::HashEntry* entry = hash_entry(st, t, key)) return entry->value;
    if (!is_name(key)) return Value::nil();
    rt::FieldCache field;
    Value* slot = lookup_cache(st).own(st, t, key.as_string(), &field);
    return slot ? *slot : Value::nil();
}

/// Replaces one value by another; neither is nil.
bool quick_set(State& st, rt::Table* t, Value key, Value v) {
    if (v.is_nil()) return false;
    if (rt::HashEntry* entry = hash_entry(st, t, key)) {
        if (entry->value.is_nil() || t->h.aux & rt::Table::kPrototype) return false;
        st.heap->store(&t->store()->hash->h, &entry->value, v);
        return true;
    }
    rt::FieldCache field;
    return is_name(key) && replace_field(st, t, key.as_string(), v, &field);
}

}  // namespace

Next slow_get_index(State& st, Word* pc, Value* base) {
    if (Value object = base[pc->b]; object.is_table()) {
        Value v = quick_get(st, object.as_table(), base[pc->c]);
        if (!v.is_nil()) {
            base[pc->a] = v;
            return {pc + 1, base};
        }
    }
    save(st, pc, base);
    return finish_get(st, pc, 1, rt::index(st, base[pc->b], base[pc->c]));
}

Next slow_set_index(State& st, Word* pc, Value* base) {
    if (Value object = base[pc->a]; object.is_table()) {
        if (quick_set(st, object.as_table(), base[pc->b], base[pc->c])) return {pc + 1, base};
    }
    save(st, pc, base);
    return finish_set(st, pc, 1, rt::set_index(st, base[pc->a], base[pc->b], base[pc->c]));
}

Next slow_set_index_k(State& st, Word* pc, Value* base) {
    Value v{bytecode::bits_of(pc[1])};
    if (Value object = base[pc->a]; object.is_table()) {
        if (quick_set(st, object.as_table(), base[pc->b], v)) return {pc + 2, base};
    }
    save(st, pc, base);
    return finish_set(st, pc, 2, rt::set_index(st, base[pc->a], base[pc->b], v));
}

Next slow_get_element(State& st, Word* pc, Value* base) {
    save(st, pc, base);
    return finish_get(st, pc, 1, rt::index(st, base[pc->b], Value::integer(pc->c)));
}

Next slow_set_element(State& st, Word* pc, Value* base) {
    save(st, pc, base);
    return finish_set(st, pc, 1, rt::set_index(st, base[pc->a], Value::integer(pc->b), base[pc->c]));
}

Next slow_append(State& st, Word* pc, Value* base) {
    save(st, pc, base);
    auto length = rt::length(st, base[pc->a]);
    if (!length.ok()) return unwind(st);
    // The name of operand 0 is that of the list.
    auto key = rt::arith(st, rt::ArithOp::Add, *length, Value::integer(1), rt::kNoOperand);
    if (!key.ok()) return unwind(st);
    return finish_set(st, pc, 1, rt::set_index(st, st.hot.base[pc->a], *key, st.hot.base[pc->b]));
}

// ---- globals ----------------------------------------------------------------------------------------------------

Next slow_get_global(State& st, Word* pc, Value* base) {
    save(st, pc, base);
    auto* cell = reinterpret_cast<rt::GlobalCell*>(bytecode::bits_of(pc[1]));
    return finish_get(st, pc, 2, rt::get_global_cell(st, cell));
}

Next slow_set_global(State& st, Word* pc, Value* base) {
    save(st, pc, base);
    auto* cell = reinterpret_cast<rt::GlobalCell*>(bytecode::bits_of(pc[1]));
    return finish_set(st, pc, 2, rt::set_global_cell(st, cell, base[pc->a]));
}

}  // namespace gs::vm
