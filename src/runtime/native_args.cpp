#include "runtime/native_args.h"

#include <cstdarg>
#include <cstdio>
#include <string>

namespace gs::rt {

// ---- conversions ------------------------------------------------------------------------------------------------

bool truncate_to_int(Value number, i64* out) {
    if (number.is_int()) {
        *out = number.as_int();
        return true;
    }
    constexpr f64 kTwo63 = 9223372036854775808.0;
    f64 d = number.as_real();
    if (!std::isfinite(d)) return false;
    if (d >= kTwo63) {
        *out = INT64_MAX;
    } else if (d < -kTwo63) {
        *out = INT64_MIN;
    } else {
        *out = static_cast<i64>(d);
    }
    return true;
}

NumberCheck read_integer(Value v, i64* out) {
    Value number = to_number(v);
    if (number.is_sentinel()) return NumberCheck::NotANumber;
    return truncate_to_int(number, out) ? NumberCheck::Ok : NumberCheck::NoInteger;
}

NumberCheck read_real(Value v, f64* out) {
    Value number = to_number(v);
    if (number.is_sentinel()) return NumberCheck::NotANumber;
    *out = number.as_double();
    return NumberCheck::Ok;
}

// ---- results ----------------------------------------------------------------------------------------------------

Ret fail_with(State& st, std::string_view message) {
    Value text = TRY(string_value(st, message));
    return give(st, {Value::nil(), text});
}

// ---- errors -----------------------------------------------------------------------------------------------------

Failure argument_error(State& st, u32 i, std::string_view reason) {
    // The buffer is gone before the error is raised: its handler may never return.
    auto build = [&] {
        std::string message = "bad argument #" + std::to_string(i + 1) + " to '" + running_name(st) + "' (";
        message += reason;
        message += ")";
        return make_string(st, message);
    };
    String* message = TRY(build());
    return st.raise(Value::string(message));
}

Failure ArgReader::error(u32 i, std::string_view reason) const { return argument_error(st_, i, reason); }

Failure ArgReader::error_format(u32 i, const char* format, ...) const {
    char reason[512];
    va_list arguments;
    va_start(arguments, format);
    std::vsnprintf(reason, sizeof reason, format, arguments);
    va_end(arguments);
    return argument_error(st_, i, reason);
}

Failure ArgReader::type_error(u32 i, std::string_view expected) const {
    char reason[512];
    std::snprintf(reason, sizeof reason, "%.*s expected, got %s", static_cast<int>(expected.size()), expected.data(),
                  got(i));
    return argument_error(st_, i, reason);
}

// ---- the slow ways ----------------------------------------------------------------------------------------------

Result<i64> ArgReader::integer_slow(u32 i) const {
    i64 n = 0;
    switch (read_integer((*this)[i], &n)) {
        case NumberCheck::Ok: return n;
        case NumberCheck::NoInteger: return error(i, kNoInteger);
        case NumberCheck::NotANumber: break;
    }
    return type_error(i, "number");
}

Result<f64> ArgReader::real_slow(u32 i) const {
    f64 d = 0;
    if (read_real((*this)[i], &d) == NumberCheck::Ok) return d;
    return type_error(i, "number");
}

Result<Value> ArgReader::number_slow(u32 i) const {
    Value number = to_number((*this)[i]);
    if (number.is_sentinel()) return type_error(i, "number");
    return number;
}

Result<String*> ArgReader::string_slow(u32 i) const {
    Value v = (*this)[i];
    if (v.is_number()) return number_to_string(st_, v);
    return type_error(i, "string");
}

Result<Coroutine*> ArgReader::coroutine(u32 i) const {
    Value v = (*this)[i];
    if (v.is_object() && v.as_header()->type == HeapType::Coroutine) return v.as_object<Coroutine>();
    return type_error(i, "coroutine");
}

Result<OptionTable> ArgReader::options(u32 i) const { return OptionTable(st_, i, TRY(table_or_null(i))); }

// ---- methods ----------------------------------------------------------------------------------------------------

/// Finds the object: bound functions have it as their upvalue 0, others as argument 0. True if it was argument 0.
bool ArgReader::drop_self() {
    Native* native = running_native(st_);
    bool bound = native->h.aux > 0;
    self_ = bound ? native->up[0] : (*this)[0];
    if (args_.count == 0 || (*this)[0] != self_) return false;
    args_ = rest(1);
    return true;
}

Result<Userdata*> ArgReader::take_self(const UserdataType& type) {
    Args all = args_;
    drop_self();
    if (payload_of<char>(self_, type) != nullptr) return self_.as_object<Userdata>();
    args_ = all;  // a method got hold of without its object: it is an argument like others
    return type_error(0, type.name);
}

Result<Table*> ArgReader::self_table() {
    Args all = args_;
    drop_self();
    if (self_.is_table()) return self_.as_table();
    args_ = all;
    return type_error(0, "table");
}

// ---- option tables ----------------------------------------------------------------------------------------------

Value OptionTable::field(std::string_view name) const {
    if (table_ == nullptr) return Value::nil();
    return raw_get_string(*st_, table_, intern(*st_, name));
}

bool OptionTable::boolean(std::string_view name, bool other) const {
    Value v = field(name);
    return v.is_nil() ? other : v.truthy();
}

Result<i64> OptionTable::integer(std::string_view name, i64 other) const {
    Value v = field(name);
    if (v.is_nil()) return other;
    i64 n = 0;
    switch (read_integer(v, &n)) {
        case NumberCheck::Ok: return n;
        case NumberCheck::NoInteger: return error(name, ArgReader::kNoInteger);
        case NumberCheck::NotANumber: break;
    }
    return type_error(name, "number");
}

Result<f64> OptionTable::real(std::string_view name, f64 other) const {
    Value v = field(name);
    if (v.is_nil()) return other;
    f64 d = 0;
    if (read_real(v, &d) == NumberCheck::Ok) return d;
    return type_error(name, "number");
}

Result<String*> OptionTable::string(std::string_view name) const {
    Value v = field(name);
    if (v.is_nil()) return Result<String*>(nullptr);
    if (v.is_string()) return v.as_string();
    if (v.is_number()) return number_to_string(*st_, v);
    return type_error(name, "string");
}

Result<std::string_view> OptionTable::text(std::string_view name, std::string_view other) const {
    String* s = TRY(string(name));
    return s == nullptr ? other : view(s);
}

Result<Table*> OptionTable::table_field(std::string_view name) const {
    Value v = field(name);
    if (v.is_nil()) return Result<Table*>(nullptr);
    if (v.is_table()) return v.as_table();
    return type_error(name, "table");
}

Result<Value> OptionTable::callable(std::string_view name) const {
    Value v = field(name);
    if (v.is_nil() || is_callable(*st_, v)) return v;
    return type_error(name, "function");
}

Failure OptionTable::error(std::string_view name, std::string_view reason) const {
    char text[512];
    std::snprintf(text, sizeof text, "field '%.*s': %.*s", static_cast<int>(name.size()), name.data(),
                  static_cast<int>(reason.size()), reason.data());
    return argument_error(*st_, position_, text);
}

Failure OptionTable::type_error(std::string_view name, std::string_view expected) const {
    char text[512];
    std::snprintf(text, sizeof text, "%.*s expected, got %s", static_cast<int>(expected.size()), expected.data(),
                  type_name(field(name)));
    return error(name, text);
}

}  // namespace gs::rt
