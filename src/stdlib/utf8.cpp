// The library `utf8`. Decoding, counting and walking stand in support/utf8.h, case mapping in text_case.h.
#include "support/utf8.h"

#include <utf8proc.h>

#include "runtime/native_args.h"
#include "stdlib/modules.h"
#include "stdlib/string_library.h"
#include "stdlib/text_builder.h"
#include "stdlib/text_case.h"

namespace gs::stdlib {

using namespace rt;

namespace {

constexpr const char* kInvalid = "invalid UTF-8 code";
constexpr std::string_view kCharPattern{"[\0-\x7F\xC2-\xFD][\x80-\xBF]*", 14};

utf8::Range range_of(bool lax) { return lax ? utf8::Range::Lax : utf8::Range::Strict; }

/// A position counted from 1: negative ones count from the end, and what would lie before the beginning is 0.
i64 resolve_position(i64 position, u64 length) {
    if (position >= 0) return position;
    i64 resolved = position + static_cast<i64>(length) + 1;
    return resolved < 0 ? 0 : resolved;
}

bool continues_at(std::string_view text, u64 position) {
    return position < text.size() && utf8::is_continuation(text[position]);
}

Ret utf8_char(State& st, Args args) {
    ArgReader in(st, args);
    TextBuilder out(st);
    for (u32 i = 0; i < in.count(); ++i) {
        i64 code = TRY(in.integer(i));
        if (code < 0 || code > utf8::kMaxLaxCode) return in.error(i, "value out of range");
        char encoded[utf8::kMaxEncodedSize];
        out.append(encoded, utf8::encode(static_cast<u32>(code), encoded));
    }
    return TRY(out.finish_value());
}

Ret utf8_len(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view s = TRY(in.text(0));
    i64 from = resolve_position(TRY(in.integer_or(1, 1)), s.size());
    i64 to = resolve_position(TRY(in.integer_or(2, -1)), s.size());
    auto length = static_cast<i64>(s.size());
    if (from < 1 || from > length + 1) return in.error(1, "initial position out of bounds");
    if (to > length) return in.error(2, "final position out of bounds");
    utf8::Count count = utf8::count_between(s, static_cast<size_t>(from - 1), static_cast<size_t>(to),
                                            range_of(in.boolean_or(3, false)));
    if (count.valid) return Value::integer(static_cast<i64>(count.value));
    return give(st, {Value::nil(), Value::integer(static_cast<i64>(count.value) + 1)});
}

Ret utf8_codepoint(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view s = TRY(in.text(0));
    i64 from = resolve_position(TRY(in.integer_or(1, 1)), s.size());
    i64 to = resolve_position(TRY(in.integer_or(2, from)), s.size());
    utf8::Range range = range_of(in.boolean_or(3, false));
    if (from < 1) return in.error(1, "out of bounds");
    if (to > static_cast<i64>(s.size())) return in.error(2, "out of bounds");
    st.clear_results();
    for (auto at = static_cast<u64>(from - 1); at < static_cast<u64>(to);) {
        utf8::Decoded decoded = utf8::decode(s.substr(at), range);
        if (decoded.size == 0) return st.raise_text(kInvalid);
        if (st.hot.nresults == State::kMaxResults) return st.raise_text("too many results");
        st.push_result(Value::integer(decoded.code));
        at += decoded.size;
    }
    return st.results();
}

// ---- codes ----------------------------------------------------------------------------------------------------------

/// The iterator: from the position of a code point (0 at first) to the next one and its value.
Ret next_code(State& st, Args args, utf8::Range range) {
    ArgReader in(st, args);
    std::string_view s = TRY(in.text(0));
    i64 position = TRY(in.integer(1));
    u64 at = position < 0 ? 0 : static_cast<u64>(position);
    if (at > 0) {
        while (continues_at(s, at)) ++at;
    }
    if (at >= s.size()) return Value::nil();
    utf8::Decoded decoded = utf8::decode(s.substr(at), range);
    if (decoded.size == 0 || continues_at(s, at + decoded.size)) return st.raise_text(kInvalid);
    return give(st, {Value::integer(static_cast<i64>(at) + 1), Value::integer(decoded.code)});
}

Ret next_strict_code(State& st, Args args) { return next_code(st, args, utf8::Range::Strict); }
Ret next_lax_code(State& st, Args args) { return next_code(st, args, utf8::Range::Lax); }

/// Upvalues: the strict and the lax iterator.
Ret utf8_codes(State& st, Args args) {
    ArgReader in(st, args);
    String* s = TRY(in.string(0));
    Value step = native_upvalue(st, in.boolean_or(1, false) ? 1 : 0);
    return give(st, {step, Value::string(s), Value::integer(0)});
}

constexpr FnRow kNextStrict = {"utf8.codes", next_strict_code};
constexpr FnRow kNextLax = {"utf8.codes", next_lax_code};
constexpr FnRow kCodes = {"utf8.codes", utf8_codes};

// ---- positions ------------------------------------------------------------------------------------------------------

Ret utf8_offset(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view s = TRY(in.text(0));
    i64 n = TRY(in.integer(1));
    auto length = static_cast<i64>(s.size());
    i64 from = resolve_position(TRY(in.integer_or(2, n >= 0 ? 1 : length + 1)), s.size());
    if (from < 1 || from > length + 1) return in.error(2, "position out of bounds");
    utf8::Offset found = utf8::offset(s, n, static_cast<size_t>(from - 1));
    switch (found.result) {
        case utf8::Offset::Result::Found: return Value::integer(static_cast<i64>(found.position) + 1);
        case utf8::Offset::Result::NoSuchCharacter: return Value::nil();
        case utf8::Offset::Result::StartsInsideSequence: break;
    }
    return st.raise_text("initial position is a continuation byte");
}

Ret utf8_valid(State& st, Args args) {
    ArgReader in(st, args);
    return Value::boolean(utf8::is_valid(TRY(in.text(0))));
}

Ret utf8_sub(State& st, Args args) {
    ArgReader in(st, args);
    String* whole = TRY(in.string(0));
    i64 i = TRY(in.integer(1));
    i64 j = TRY(in.integer_or(2, -1));
    std::string_view s = view(whole);
    if (is_ascii(s)) {
        ByteRange bytes = resolve_range(s.size(), i, j);
        s = s.substr(bytes.from, bytes.size());
    } else {
        ByteRange units = resolve_range(utf8::count_units(s), i, j);
        s.remove_prefix(utf8::skip_units(s, units.from));
        s = s.substr(0, utf8::skip_units(s, units.size()));
    }
    if (s.size() == whole->len) return Value::string(whole);
    return TRY(string_value(st, s));
}

// ---- classes --------------------------------------------------------------------------------------------------------

char class_of_code(u32 code) {
    if (is_white_space(code)) return 'S';
    switch (utf8proc_category(static_cast<utf8proc_int32_t>(code))) {
        case UTF8PROC_CATEGORY_LU:
        case UTF8PROC_CATEGORY_LL:
        case UTF8PROC_CATEGORY_LT:
        case UTF8PROC_CATEGORY_LM:
        case UTF8PROC_CATEGORY_LO: return 'L';
        case UTF8PROC_CATEGORY_ND: return 'N';
        case UTF8PROC_CATEGORY_PC:
        case UTF8PROC_CATEGORY_PD:
        case UTF8PROC_CATEGORY_PS:
        case UTF8PROC_CATEGORY_PE:
        case UTF8PROC_CATEGORY_PI:
        case UTF8PROC_CATEGORY_PF:
        case UTF8PROC_CATEGORY_PO:
        case UTF8PROC_CATEGORY_SM:
        case UTF8PROC_CATEGORY_SC:
        case UTF8PROC_CATEGORY_SK:
        case UTF8PROC_CATEGORY_SO: return 'P';
        default: return 'O';
    }
}

Ret utf8_charclass(State& st, Args args) {
    ArgReader in(st, args);
    i64 code = TRY(in.integer(0));
    char name = code < 0 || code > utf8::kMaxCodePoint ? 'O' : class_of_code(static_cast<u32>(code));
    return Value::string(byte_string(st, static_cast<u8>(name)));
}

constexpr FnRow kFunctions[] = {
    {"utf8.char", utf8_char},           {"utf8.len", utf8_len},       {"utf8.codepoint", utf8_codepoint},
    {"utf8.offset", utf8_offset},       {"utf8.valid", utf8_valid},   {"utf8.sub", utf8_sub},
    {"utf8.reverse", string_reverse},   {"utf8.upper", string_upper}, {"utf8.lower", string_lower},
    {"utf8.charclass", utf8_charclass},
};

}  // namespace

void open_utf8(State& st) {
    Table* library = register_library(st, "utf8", kFunctions);
    Value strict = Value::function(make_native(st, &kNextStrict));
    Value lax = Value::function(make_native(st, &kNextLax));
    set_field(st, library, "codes", Value::function(make_native(st, &kCodes, {strict, lax})));
    set_field(st, library, "charpattern", Value::string(intern(st, kCharPattern)));
}

}  // namespace gs::stdlib
