#include "stdlib/float_record.h"

#include "runtime/native_args.h"

namespace gs::stdlib {

using namespace rt;

Table* make_record_model(State& st, const RecordKind& kind, Table* metatable) {
    Table* model = make_table(st, kind.count + 1);
    for (u32 i = 0; i < kind.count; ++i) set_field(st, model, kind.fields[i], Value::real(0));
    set_field(st, model, "_type", Value::string(intern(st, kind.name)));
    set_metatable(st, model, metatable);
    return model;
}

bool read_named_fields(State& st, const RecordKind& kind, Value v, u32 count, f64* out) {
    if (!v.is_table()) return false;
    for (u32 i = 0; i < count; ++i) {
        Value field = raw_get_string(st, v.as_table(), intern(st, kind.fields[i]));
        if (!field.is_number()) return false;
        out[i] = field.as_double();
    }
    return true;
}

bool has_type_of(State& st, const RecordKind& kind, const Table* model, Value v) {
    if (!v.is_table()) return false;
    const Table* t = v.as_table();
    if (t->h.id == model->h.id && t->slot[kind.count] == model->slot[kind.count]) return true;
    Value type = raw_get_string(st, t, intern(st, "_type"));
    return type.is_string() && view(type) == kind.name;
}

void add_record_functions(State& st, Table* table, std::span<const FnRow> rows, std::initializer_list<Value> models) {
    for (const FnRow& row : rows) {
        std::string_view name = row.name;
        Value native = Value::function(make_native(st, &row, models));
        set_field(st, table, name.substr(name.rfind('.') + 1), native);
    }
}

Failure unsupported_operands(State& st) { return st.raise_format("%s: unsupported operand types", running_name(st)); }

}  // namespace gs::stdlib
