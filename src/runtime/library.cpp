#include "runtime/library.h"

#include <cstring>

#include "runtime/call.h"
#include "runtime/strings.h"
#include "runtime/table.h"
#include "support/assert.h"

namespace gs::rt {
namespace {

/// The field under which a function is stored: what stands behind the last point of its name.
std::string_view field_name(std::string_view full_name) {
    std::size_t point = full_name.rfind('.');
    return point == std::string_view::npos ? full_name : full_name.substr(point + 1);
}

u32 class_index(const State& st, const UserdataType& type) {
    u32 i = 0;
    while (i < st.classes.size() && st.classes[i].type != &type) ++i;
    return i;
}

}  // namespace

void add_functions(State& st, Table* table, std::span<const FnRow> rows) {
    for (const FnRow& row : rows) {
        Native* native = make_native(st, &row);
        set_field(st, table, field_name(row.name), Value::function(native));
    }
}

Table* register_library(State& st, std::string_view name, std::span<const FnRow> rows) {
    Value present = raw_get_string(st, st.globals, intern(st, name));
    Table* table = present.is_table() ? present.as_table() : make_table(st);
    add_functions(st, table, rows);
    if (!present.is_table()) set_field(st, st.globals, name, Value::table(table));
    return table;
}

void set_global_constant(State& st, std::string_view name, Value v) { set_field(st, st.globals, name, v); }

Table* register_class(State& st, const UserdataType& type, std::span<const FnRow> methods,
                      std::span<const FnRow> metamethods) {
    u32 index = class_index(st, type);
    if (index < st.classes.size()) {
        return metamethod(st, st.classes[index].metatable, Name::Index).as_table();
    }
    Table* method_table = make_table(st);
    add_functions(st, method_table, methods);
    Table* metatable = make_table(st);
    Value name = Value::string(intern(st, type.name));
    set_field(st, metatable, "__name", name);
    set_field(st, metatable, "__metatable", Value::boolean(false));
    set_field(st, metatable, "__index", Value::table(method_table));
    add_functions(st, metatable, metamethods);
    st.classes.push_back({&type, metatable});
    return method_table;
}

Table* class_metatable(State& st, const UserdataType& type) {
    u32 index = class_index(st, type);
    GS_CHECK(index < st.classes.size());
    return st.classes[index].metatable;
}

Userdata* make_userdata(State& st, const UserdataType& type, u64 payload_size) {
    u32 index = class_index(st, type);
    GS_CHECK(index < st.classes.size());
    auto* object = static_cast<Userdata*>(
        st.heap->allocate(sizeof(Userdata) + ((payload_size + 7) & ~u64{7}), HeapType::Userdata));
    object->h.id = kUserdataId | index;
    object->type = &type;
    object->metatable = st.classes[index].metatable;
    object->size = payload_size;
    std::memset(object->payload, 0, payload_size);
    if (type.destroy != nullptr) st.heap->add_disposable(&object->h);
    return object;
}

Native* bind_method(State& st, const FnRow* row, Value self) { return make_native(st, row, {self}); }

}  // namespace gs::rt
