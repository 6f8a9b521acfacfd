// The library `string`: the basic functions, and the table that strings find their methods in. The rest stands in
// string_plain.cpp, string_pattern.cpp, string_format.cpp and string_pack.cpp.
#include <cstring>

#include "runtime/native_args.h"
#include "stdlib/modules.h"
#include "stdlib/string_library.h"
#include "stdlib/text_builder.h"
#include "stdlib/text_case.h"
#include "support/copy_bytes.h"
#include "support/utf8.h"

namespace gs::stdlib {

using namespace rt;

namespace {

Ret string_len(State& st, Args args) {
    ArgReader in(st, args);
    return Value::integer(TRY(in.string(0))->len);
}

Ret string_sub(State& st, Args args) {
    ArgReader in(st, args);
    String* s = TRY(in.string(0));
    i64 i = TRY(in.integer(1));
    i64 j = TRY(in.integer_or(2, -1));
    return TRY(rt::substring(st, s, i, j));
}

/// n copies of `text` with `separator` between them.
Result<Value> repeat_text(State& st, std::string_view text, i64 n, std::string_view separator) {
    u64 unit = text.size() + separator.size();
    if (n <= 0 || unit == 0) return string_value(st, {});
    if (static_cast<u64>(n) > (kMaxStringLength + separator.size()) / unit) {
        return st.raise_text("resulting string too large");
    }
    char* out;
    String* result = TRY(make_string_uninitialized(st, static_cast<u64>(n) * unit - separator.size(), &out));
    if (separator.empty()) {
        fill_repeating(out, result->len, text);
        return Value::string(result);
    }
    // The result is the beginning of an endless repetition of text and separator: writing that once is enough.
    std::memcpy(out, text.data(), text.size());
    u64 written = text.size();
    if (n > 1) {
        std::memcpy(out + written, separator.data(), separator.size());
        fill_repeating(out + unit, result->len - unit, {out, unit});
    }
    return Value::string(result);
}

Ret string_rep(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view text = TRY(in.text(0));
    i64 n = TRY(in.integer(1));
    std::string_view separator = TRY(in.text_or(2, ""));
    return TRY(repeat_text(st, text, n, separator));
}

Ret string_repeat(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view text = TRY(in.text(0));
    return TRY(repeat_text(st, text, TRY(in.integer(1)), ""));
}

Ret string_byte(State& st, Args args) {
    ArgReader in(st, args);
    String* s = TRY(in.string(0));
    i64 i = TRY(in.integer_or(1, 1));
    i64 j = TRY(in.integer_or(2, i));
    ByteRange range = resolve_range(s->len, i, j);
    if (range.empty()) return Ret::none();
    auto* bytes = reinterpret_cast<const u8*>(s->data());
    if (range.size() == 1) return Value::integer(bytes[range.from]);
    // Longer than any list of results may be is longer than 32 bits at most, so nothing is lost here.
    if (!st.reserve_results(static_cast<u32>(range.size()))) return kFailed;
    st.clear_results();
    for (u64 k = range.from; k < range.to; ++k) st.push_result(Value::integer(bytes[k]));
    return st.results();
}

Ret string_char(State& st, Args args) {
    ArgReader in(st, args);
    TextBuilder out(st);
    for (u32 i = 0; i < in.count(); ++i) {
        i64 code = TRY(in.integer(i));
        if (code < 0 || code > 255) return in.error(i, "value out of range");
        if (in.count() == 1) return Value::string(byte_string(st, static_cast<u8>(code)));
        out.push(static_cast<char>(code));
    }
    return TRY(out.finish_value());
}

constexpr FnRow kFunctions[] = {
    {"string.len", string_len},         {"string.sub", string_sub},   {"string.upper", string_upper},
    {"string.lower", string_lower},     {"string.rep", string_rep},   {"string.repeat", string_repeat},
    {"string.reverse", string_reverse}, {"string.byte", string_byte}, {"string.char", string_char},
};

}  // namespace

void fill_repeating(char* out, u64 size, std::string_view text) {
    if (text.size() == 1) {
        std::memset(out, text[0], size);
        return;
    }
    u64 written = text.size() < size ? text.size() : size;
    copy_bytes(out, text.data(), written);
    while (written < size) {
        // What is there already, as a whole number of repetitions, is copied behind itself.
        u64 count = size - written < written ? size - written : written;
        copy_bytes(out + written, out, count);
        written += count;
    }
}

Ret string_upper(State& st, Args args) {
    ArgReader in(st, args);
    return TRY(map_case(st, TRY(in.text(0)), Case::Upper));
}

Ret string_lower(State& st, Args args) {
    ArgReader in(st, args);
    return TRY(map_case(st, TRY(in.text(0)), Case::Lower));
}

Ret string_reverse(State& st, Args args) {
    ArgReader in(st, args);
    String* s = TRY(in.string(0));
    if (s->len <= 1) return Value::string(s);
    char* out;
    String* reversed = TRY(make_string_uninitialized(st, s->len, &out));
    utf8::reverse(view(s), out);
    return Value::string(reversed);
}

void open_string(State& st) {
    Table* library = register_library(st, "string", kFunctions);
    add_plain_functions(st, library);
    add_pattern_functions(st, library);
    add_format_function(st, library);
    add_pack_functions(st, library);
    st.string_library = library;
}

}  // namespace gs::stdlib
