// Reading and writing elements with `__index` and `__newindex` (language.md 6.9, 10.2, 10.3), and methods.
//
// Each step of a chain asks one object; a metamethod that is not a function is the object of the next step. Only the
// object of the first step has a name in messages.
#include "runtime/library.h"
#include "runtime/ops.h"
#include "runtime/strings.h"
#include "runtime/table.h"

namespace gs::rt {
namespace {

Userdata* as_userdata(Value v) {
    return v.is_object() && v.as_header()->type == HeapType::Userdata ? v.as_object<Userdata>() : nullptr;
}

/// A method of a class: it takes its object as the first argument, unlike a function that is bound to its object.
bool is_unbound_method(Value v) { return is_native(v) && v.as_native()->h.aux == 0; }

enum class Methods : u8 { Bind, Plain };

/// A userdata: the elements its class computes, else what its metatable has.
Result<Value> index_userdata(State& st, Userdata* object, Value key, Methods methods, u32 operand) {
    Value self = Value::object(object);
    Value found = Value::nil();
    Value handler = metamethod_of(st, self, Name::Index);
    bool has_elements = object->type->index != nullptr;
    if (handler.is_nil() && !has_elements) return error_operand(st, "attempt to index", self, operand);
    if (handler.is_function()) {
        found = TRY_CALL(call(st, handler, {self, key})).first;
    } else if (!handler.is_nil()) {
        found = TRY(index(st, handler, key));
        if (methods == Methods::Bind && is_unbound_method(found)) {
            return Value::function(bind_method(st, found.as_native()->row, self));
        }
    }
    if (found.is_nil() && has_elements) return object->type->index(st, object, key);
    return found;
}

Result<Value> index_any(State& st, Value object, Value key, Methods methods) {
    u32 operand = 0;
    for (u32 steps = 0; steps <= kMaxChain; ++steps) {
        if (object.is_table()) {
            Table* t = object.as_table();
            Value v = raw_get(st, t, key);
            if (!v.is_nil()) return v;
            MetaInfo* meta = shape_of(st, t)->meta;
            if (meta == nullptr) return Value::nil();
            Value handler = metamethod(st, meta, Name::Index);
            if (handler.is_nil()) return Value::nil();
            if (handler.is_function()) return TRY_CALL(call(st, handler, {object, key})).first;
            object = handler;
        } else if (object.is_string()) {
            object = Value::table(st.string_library);
        } else if (Userdata* userdata = as_userdata(object)) {
            return index_userdata(st, userdata, key, methods, operand);
        } else {
            return error_operand(st, "attempt to index", object, operand);
        }
        operand = kNoOperand;
    }
    return st.raise_text("'__index' chain too long; possible loop");
}

}  // namespace

Result<Value> index(State& st, Value object, Value key) { return index_any(st, object, key, Methods::Bind); }

Result<Value> get_method(State& st, Value object, String* name) {
    return index_any(st, object, Value::string(name), Methods::Plain);
}

Status set_index(State& st, Value object, Value key, Value v) {
    u32 operand = 0;
    for (u32 steps = 0; steps <= kMaxChain; ++steps) {
        Value handler = Value::nil();
        if (object.is_table()) {
            Table* t = object.as_table();
            MetaInfo* meta = shape_of(st, t)->meta;
            if (meta != nullptr) handler = metamethod(st, meta, Name::NewIndex);
            if (handler.is_nil() || !raw_get(st, t, key).is_nil()) return raw_set(st, t, key, v);
        } else {
            Userdata* userdata = as_userdata(object);
            if (userdata != nullptr && userdata->type->set_index != nullptr) {
                return userdata->type->set_index(st, userdata, key, v);
            }
            if (userdata != nullptr) handler = metamethod_of(st, object, Name::NewIndex);
            if (handler.is_nil()) return error_operand(st, "attempt to index", object, operand);
        }
        if (handler.is_function()) {
            TRY_CALL(call(st, handler, {object, key, v}));
            return {};
        }
        object = handler;
        operand = kNoOperand;
    }
    return st.raise_text("'__newindex' chain too long; possible loop");
}

// ---- globals ----------------------------------------------------------------------------------------------------

Result<Value> get_global(State& st, String* name) { return index(st, Value::table(st.globals), Value::string(name)); }

Status set_global(State& st, String* name, Value v) {
    return set_index(st, Value::table(st.globals), Value::string(name), v);
}

GlobalCell* global_cell(State& st, String* name) { return table_global_cell(st, st.globals, name); }

Result<Value> get_global_cell(State& st, GlobalCell* cell) {
    if (!cell->value.is_nil()) return cell->value;
    return get_global(st, cell->name);
}

Status set_global_cell(State& st, GlobalCell* cell, Value v) {
    if (cell->value.is_nil() || v.is_nil()) return set_global(st, cell->name, v);
    note_assigned(st, cell);
    st.heap->store(&cell->h, &cell->value, v);
    return {};
}

}  // namespace gs::rt
