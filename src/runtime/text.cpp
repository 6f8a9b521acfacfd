// Type words and the text of values (language.md 4.1, 4.6, 10.11).
#include <charconv>

#include "runtime/ops.h"
#include "runtime/strings.h"
#include "runtime/table.h"
#include "support/number_text.h"

namespace gs::rt {
namespace {

/// `table: 0x55...`
std::string with_address(std::string_view word, Value v) {
    char digits[20];
    auto end = std::to_chars(digits, digits + sizeof digits, reinterpret_cast<u64>(v.as_header()), 16).ptr;
    std::string out(word);
    out += ": 0x";
    out.append(digits, end);
    return out;
}

/// The text of anything that is neither a string nor a table nor a userdata.
std::string simple_text(Value v) {
    if (v.is_nil()) return "nil";
    if (v.is_boolean()) return v.is_true() ? "true" : "false";
    if (v.is_number()) {
        char text[kNumberTextSize];
        return {text, v.is_int() ? format_int(v.as_int(), text) : format_float(v.as_real(), text)};
    }
    if (is_native(v)) return std::string("function: ") + v.as_native()->row->name;
    return with_address(type_name(v), v);
}

/// The `__name` of a table or userdata, or an empty view.
std::string_view class_name(State& st, Value v) {
    Value name = metamethod_of(st, v, Name::TypeName);
    return name.is_string() ? view(name) : std::string_view();
}

}  // namespace

Name type_of(Value v) {
    if (v.is_number()) return Name::TypeNumber;
    if (v.is_string()) return Name::TypeString;
    if (v.is_table()) return Name::TypeTable;
    if (v.is_boolean()) return Name::TypeBoolean;
    if (v.is_function()) return Name::TypeFunction;
    if (!v.is_object()) return Name::TypeNil;
    switch (v.as_header()->type) {
        case HeapType::Coroutine: return Name::TypeCoroutine;
        case HeapType::Channel: return Name::TypeChannel;
        default: return Name::TypeUserdata;
    }
}

const char* type_name(Value v) {
    static constexpr const char* kTexts[] = {
#define NAME(id, text) text,
#include "runtime/names.def"
#undef NAME
    };
    return kTexts[static_cast<std::size_t>(type_of(v))];
}

std::string_view type_name_for_message(State& st, Value v) {
    std::string_view name = class_name(st, v);
    return name.data() != nullptr ? name : std::string_view(type_name(v));
}

std::string plain_text(State& st, Value v) {
    if (v.is_string()) return std::string(view(v));
    if (!v.is_table() && !v.is_object()) return simple_text(v);
    return with_address(type_name_for_message(st, v), v);
}

Result<Value> tostring(State& st, Value v) {
    if (v.is_string()) return v;
    if (v.is_number()) return Value::string(TRY(number_to_string(st, v)));
    if (v.is_nil() || v.is_boolean()) return Value::string(intern(st, simple_text(v)));
    Value handler = metamethod_of(st, v, Name::ToString);
    if (!handler.is_nil()) {
        Value text = TRY_CALL(call(st, handler, {v})).first;
        if (!text.is_string()) return st.raise_text("'__tostring' must return a string");
        return text;
    }
    return TRY(string_value(st, plain_text(st, v)));
}

bool is_callable(State& st, Value v) { return v.is_function() || !metamethod_of(st, v, Name::Call).is_nil(); }

}  // namespace gs::rt
