// Tables with a fixed set of float fields: vectors and colours. To a script they are plain tables with a `_type` and a
// metatable. Here every kind has a model, one table of that kind that no script sees: a new table copies the model's shape,
// so it is made without looking anything up, and a table that still has that shape is read from its slots. Any other
// table with the right fields is read by their names.
//
// The slots stand in the order of the fields, `_type` last. The model keeps the shape alive; the functions of a library hold
// it as an upvalue.
#pragma once

#include <span>

#include "runtime/heap_inline.h"
#include "runtime/library.h"
#include "runtime/table.h"

namespace gs::stdlib {

struct RecordKind {
    const char* name;  // what `_type` holds
    u32 count;
    const char* fields[4];
};

rt::Table* make_record_model(rt::State& st, const RecordKind& kind, rt::Table* metatable);

/// A new table of the model's kind.
inline rt::Value make_record(rt::State& st, const rt::Table* model, const f64* values) {
    u32 slots = model->inline_slots();
    auto* t = static_cast<rt::Table*>(
        rt::allocate_small(st, sizeof(rt::Table) + slots * sizeof(rt::Value), rt::HeapType::Table));
    t->h.id = model->h.id;
    t->elem = rt::empty_elements();
    t->bound = 0;
    t->dlen = 0;
    for (u32 i = 0; i + 1 < slots; ++i) t->slot[i] = rt::Value::real(values[i]);
    t->slot[slots - 1] = model->slot[slots - 1];
    return rt::Value::table(t);
}

/// The first `count` fields of a table of the model's shape, if they are numbers.
inline bool read_slots(const rt::Table* model, rt::Value v, u32 count, f64* out) {
    if (!v.is_table() || v.as_table()->h.id != model->h.id) return false;
    for (u32 i = 0; i < count; ++i) {
        rt::Value field = v.as_table()->slot[i];
        if (!field.is_number()) return false;
        out[i] = field.as_double();
    }
    return true;
}

/// The same by name, for any table.
bool read_named_fields(rt::State& st, const RecordKind& kind, rt::Value v, u32 count, f64* out);

/// Whether the `_type` of a table is that of the kind; false for everything that is no table.
bool has_type_of(rt::State& st, const RecordKind& kind, const rt::Table* model, rt::Value v);

/// Adds functions that have the models as their upvalues.
void add_record_functions(rt::State& st, rt::Table* table, std::span<const rt::FnRow> rows,
                          std::initializer_list<rt::Value> models);

/// METAMETHOD: unsupported operand types; the name is that of the running function.
rt::Failure unsupported_operands(rt::State& st);

}  // namespace gs::stdlib
