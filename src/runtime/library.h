// Setting up libraries: tables of functions, and classes of userdata with methods.
//
//     constexpr FnRow kFunctions[] = {{"bytes.new", bytes_new}, {"bytes.fromHex", bytes_from_hex}};
//     constexpr FnRow kMethods[] = {{"buffer.write", buffer_write}, {"buffer.len", buffer_len}};
//     constexpr FnRow kMetamethods[] = {{"__len", buffer_len_operator}};
//     const UserdataType kBuffer = class_of<Buffer>("buffer");
//
//     void open_bytes(State& st) {                       // named in stdlib/modules.def
//         register_class(st, kBuffer, kMethods, kMetamethods);
//         Table* lib = register_library(st, "bytes", kFunctions);
//         set_field(st, lib, "version", Value::integer(1));
//     }
//     Ret bytes_new(State& st, Args) { return Value::object(make_object<Buffer>(st, kBuffer)); }
//
// A row's name is what messages and tracebacks show; the field under which a function is stored is the part behind the
// last point. Rows must live as long as the State (constexpr arrays at namespace scope).
#pragma once

#include <new>
#include <span>
#include <string_view>
#include <utility>

#include "runtime/heap.h"
#include "runtime/object.h"
#include "runtime/state.h"

namespace gs::rt {

struct Library {
    const char* name;
    std::span<const FnRow> functions;
};

/// Makes the global table `name`, or adds to it if it exists, and returns it.
Table* register_library(State& st, std::string_view name, std::span<const FnRow> rows);
inline Table* register_library(State& st, const Library& library) {
    return register_library(st, library.name, library.functions);
}
/// Adds functions to a table that need not be a global.
void add_functions(State& st, Table* table, std::span<const FnRow> rows);
/// A constant of the globals.
void set_global_constant(State& st, std::string_view name, Value v);

// ---- classes of userdata ------------------------------------------------------------------------------------------

/// Tells a State about a class: makes its metatable with __name, a false __metatable, __index leading to the methods,
/// and the metamethods given (rows named "__len", "__tostring", ...: they get their operands as plain arguments).
/// A method read with `o.name` is given as a function bound to o; o:name(...) calls without making one.
/// Returns the method table. Registering a class twice changes nothing.
Table* register_class(State& st, const UserdataType& type, std::span<const FnRow> methods,
                      std::span<const FnRow> metamethods = {});
/// The metatable of a registered class.
Table* class_metatable(State& st, const UserdataType& type);
/// A userdata of a registered class, its payload zeroed.
Userdata* make_userdata(State& st, const UserdataType& type, u64 payload_size);

/// A native with `self` as upvalue 0, for methods stored in plain tables (ArgReader::self_table drops the object).
Native* bind_method(State& st, const FnRow* row, Value self);

template <class T>
void destroy_payload(State&, void* payload) {
    static_cast<T*>(payload)->~T();
}
/// The type of a class with a C++ object as its payload. T::trace(Tracer&), if there is one, marks what the object
/// refers to on the script heap (which must be written with care for the barrier: Heap::store, owner the Userdata).
template <class T>
constexpr UserdataType class_of(const char* name) {
    UserdataType type{};
    type.name = name;
    if constexpr (!std::is_trivially_destructible_v<T>) type.destroy = destroy_payload<T>;
    if constexpr (requires(T& t, Tracer& tracer) { t.trace(tracer); }) {
        type.trace = [](Tracer& tracer, void* payload) { static_cast<T*>(payload)->trace(tracer); };
    }
    return type;
}
/// A new object of a class whose payload is a T made from the arguments (the constructor must not allocate on the heap).
template <class T, class... A>
Userdata* make_object(State& st, const UserdataType& type, A&&... arguments) {
    Userdata* object = make_userdata(st, type, sizeof(T));
    new (object->payload) T(std::forward<A>(arguments)...);
    return object;
}

/// The payload if `v` is an object of the class, else null.
template <class T>
T* payload_of(Value v, const UserdataType& type) {
    if (!v.is_object() || v.as_header()->type != HeapType::Userdata) return nullptr;
    Userdata* object = v.as_object<Userdata>();
    return object->type == &type ? reinterpret_cast<T*>(object->payload) : nullptr;
}
/// The object that a payload made by make_object belongs to.
inline Userdata* userdata_of(void* payload) {
    return reinterpret_cast<Userdata*>(static_cast<char*>(payload) - offsetof(Userdata, payload));
}

}  // namespace gs::rt
