// Equality and order (language.md 4.7, 4.8, 10.5, 10.6), and the length operator.
#include "runtime/ops.h"
#include "runtime/strings.h"
#include "runtime/table.h"

namespace gs::rt {
namespace {

bool is_userdata(Value v) { return v.is_object() && v.as_header()->type == HeapType::Userdata; }

Result<bool> compare_with(State& st, Name name, Value a, Value b) {
    Value handler = metamethod_of(st, a, name);
    if (handler.is_nil()) handler = metamethod_of(st, b, name);
    if (!handler.is_nil()) return TRY_CALL(call(st, handler, {a, b})).first.truthy();

    auto build = [&] {
        std::string_view left = type_name_for_message(st, a), right = type_name_for_message(st, b);
        std::string message = "attempt to compare ";
        if (left == right) {
            message += "two ";
            message += left;
            message += " values";
        } else {
            message += left;
            message += " with ";
            message += right;
        }
        return make_string(st, message);
    };
    String* message = TRY(build());
    return st.raise(Value::string(message));
}

}  // namespace

bool raw_equal(Value a, Value b) {
    // Numbers first: 1 equals 1.0, and NaN does not equal itself. Every int is exact as a double.
    if (a.is_number()) return b.is_number() && a.as_double() == b.as_double();
    if (a == b) return true;
    return a.is_string() && b.is_string() && string_equal(a.as_string(), b.as_string());
}

Result<bool> equal(State& st, Value a, Value b) {
    if (raw_equal(a, b)) return true;
    bool may_ask = (a.is_table() && b.is_table()) || (is_userdata(a) && is_userdata(b));
    if (!may_ask) return false;
    Value handler = metamethod_of(st, a, Name::Eq);
    if (handler.is_nil()) handler = metamethod_of(st, b, Name::Eq);
    if (handler.is_nil()) return false;
    return TRY_CALL(call(st, handler, {a, b})).first.truthy();
}

Result<bool> less(State& st, Value a, Value b) {
    if (a.is_number() && b.is_number()) return a.as_double() < b.as_double();
    if (a.is_string() && b.is_string()) return string_compare(a.as_string(), b.as_string()) < 0;
    return compare_with(st, Name::Lt, a, b);
}

Result<bool> less_equal(State& st, Value a, Value b) {
    if (a.is_number() && b.is_number()) return a.as_double() <= b.as_double();
    if (a.is_string() && b.is_string()) return string_compare(a.as_string(), b.as_string()) <= 0;
    return compare_with(st, Name::Le, a, b);
}

Result<Value> length(State& st, Value a) {
    if (a.is_string()) return Value::integer(a.as_string()->len);
    Value handler = metamethod_of(st, a, Name::Len);
    if (!handler.is_nil()) return TRY_CALL(call(st, handler, {a})).first;
    if (a.is_table()) return Value::number(raw_length(a.as_table()));
    return error_operand(st, "attempt to get length of", a, 0);
}

}  // namespace gs::rt
