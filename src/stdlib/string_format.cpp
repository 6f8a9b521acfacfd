// string.format: fetching and checking arguments. Reading directives and laying out numbers is done in
// support/format_number.h.
#include <cstring>

#include "runtime/native_args.h"
#include "stdlib/string_library.h"
#include "stdlib/text_builder.h"
#include "support/format_number.h"

namespace gs::stdlib {

using namespace rt;

namespace {

Failure too_large(State& st) { return st.raise_text("resulting string too large"); }

Failure unknown_verb(State& st, char verb) {
    // The verb may be any byte, a zero byte too.
    char message[] = "invalid format specifier '% '";
    constexpr size_t kSize = sizeof message - 1;
    message[kSize - 2] = verb;
    return st.raise(Value::string(TRY(make_string(st, {message, kSize}))));
}

Status append_integer_argument(const ArgReader& in, u32 i, const FormatSpec& spec, TextBuilder& out) {
    i64 n = TRY(in.integer(i));
    if (spec.least_size() > kMaxStringLength) return too_large(in.state());
    append_integer(out, spec, n);
    return {};
}

Status append_float_argument(const ArgReader& in, u32 i, const FormatSpec& spec, TextBuilder& out) {
    f64 d = TRY(in.real(i));
    if (spec.least_size() > kMaxStringLength) return too_large(in.state());
    append_floating(out, spec, d);
    return {};
}

Status append_text_argument(const ArgReader& in, u32 i, const FormatSpec& spec, TextBuilder& out) {
    Value v = TRY(in.any(i));
    if (spec.width > kMaxStringLength) return too_large(in.state());
    if (!v.is_string() && (spec.modified || !v.is_number())) v = TRY(tostring(in.state(), v));
    if (spec.modified) {
        append_padded_text(out, spec, view(v));
    } else {
        out.append_value(v);
    }
    return {};
}

Status append_quoted_argument(const ArgReader& in, u32 i, const FormatSpec& spec, TextBuilder& out) {
    if (spec.modified) return in.state().raise_text("specifier '%q' cannot have modifiers");
    Value v = TRY(in.any(i));
    if (v.is_string()) {
        append_quoted(out, view(v));
    } else if (v.is_number()) {
        char text[kNumberTextSize];
        out.append(text, v.is_int() ? quote_int(v.as_int(), text) : quote_float(v.as_real(), text));
    } else if (v.is_nil() || v.is_boolean()) {
        out.append(std::string_view(v.is_nil() ? "nil" : v.is_true() ? "true" : "false"));
    } else {
        return in.error(i, "value has no literal form");
    }
    return {};
}

/// One directive with argument `i`.
Status append_argument(const ArgReader& in, u32 i, const FormatSpec& spec, TextBuilder& out) {
    switch (spec.verb) {
        case 'd':
        case 'i':
        case 'u':
        case 'x':
        case 'X':
        case 'o': return append_integer_argument(in, i, spec, out);
        case 'f':
        case 'e':
        case 'E':
        case 'g':
        case 'G':
        case 'a':
        case 'A': return append_float_argument(in, i, spec, out);
        case 'c': {
            i64 code = TRY(in.integer(i));
            if (spec.width > kMaxStringLength) return too_large(in.state());
            append_character(out, spec, code);
            return {};
        }
        case 's': return append_text_argument(in, i, spec, out);
        case 'q': return append_quoted_argument(in, i, spec, out);
        default: return unknown_verb(in.state(), spec.verb);
    }
}

/// %d of an int, %s of a string or number, without modifiers: what nearly all directives are. False for the others.
bool append_plain(char verb, Value v, TextBuilder& out) {
    if (verb == 'd' ? v.is_int() : verb == 's' && (v.is_string() || v.is_number())) {
        out.append_value(v);
        return true;
    }
    return false;
}

Ret string_format(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view format = TRY(in.text(0));
    TextBuilder out(st);
    u32 argument = 0;
    for (size_t position = 0; !out.failed();) {
        size_t percent = position;
        while (percent < format.size() && format[percent] != '%') ++percent;
        if (percent > position) out.append(format.data() + position, percent - position);
        if (percent == format.size()) break;
        position = percent + 1;
        if (position < format.size() && append_plain(format[position], in[argument + 1], out)) {
            ++argument;
            ++position;
            continue;
        }
        FormatSpec spec;
        switch (read_format_spec(format, position, spec)) {
            case FormatSpecError::None: break;
            case FormatSpecError::EndsWithPercent: return st.raise_text("invalid format string (ends with %)");
            case FormatSpecError::EndsInside: return st.raise_text("invalid format string");
        }
        if (spec.verb == '%' && !spec.modified) {
            out.push('%');
        } else {
            TRY(append_argument(in, ++argument, spec, out));
        }
    }
    return TRY(out.finish_value());
}

constexpr FnRow kFunctions[] = {{"string.format", string_format}};

}  // namespace

void add_format_function(State& st, Table* library) { add_functions(st, library, kFunctions); }

}  // namespace gs::stdlib
