// string: searching, splitting, trimming and padding. No patterns here: every text is taken as it stands.
#include <algorithm>
#include <cstring>

#include "runtime/native_args.h"
#include "stdlib/string_library.h"
#include "stdlib/text_builder.h"
#include "stdlib/text_case.h"
#include "support/number_text.h"
#include "support/pattern.h"
#include "support/small_vector.h"
#include "support/utf8.h"

namespace gs::stdlib {

using namespace rt;

namespace {

struct TwoTexts {
    std::string_view s, p;
};

Result<TwoTexts> read_two_texts(const ArgReader& in) {
    TwoTexts texts;
    texts.s = TRY(in.text(0));
    texts.p = TRY(in.text(1));
    return texts;
}

Ret string_has_prefix(State& st, Args args) {
    TwoTexts texts = TRY(read_two_texts({st, args}));
    return Value::boolean(texts.s.starts_with(texts.p));
}

Ret string_has_suffix(State& st, Args args) {
    TwoTexts texts = TRY(read_two_texts({st, args}));
    return Value::boolean(texts.s.ends_with(texts.p));
}

Ret string_contains(State& st, Args args) {
    TwoTexts texts = TRY(read_two_texts({st, args}));
    return Value::boolean(find_plain(texts.s, texts.p, 0) != kNotFound);
}

Ret string_count(State& st, Args args) {
    auto [s, p] = TRY(read_two_texts({st, args}));
    if (p.empty()) return Value::integer(static_cast<i64>(utf8::count_units(s)) + 1);
    i64 count = 0;
    for (size_t at = find_plain(s, p, 0); at != kNotFound; at = find_plain(s, p, at + p.size())) ++count;
    return Value::integer(count);
}

/// `text` before every code point and at the end.
Ret insert_everywhere(State& st, std::string_view s, std::string_view text) {
    TextBuilder out(st);
    while (!s.empty()) {
        size_t size = utf8::unit_size(s);
        out.append(text);
        out.append(s.data(), size);
        s.remove_prefix(size);
        if (out.failed()) break;
    }
    out.append(text);
    return TRY(out.finish_value());
}

Ret string_replace_all(State& st, Args args) {
    ArgReader in(st, args);
    String* whole = TRY(in.string(0));
    std::string_view s = view(whole), old = TRY(in.text(1)), text = TRY(in.text(2));
    if (old.empty()) return insert_everywhere(st, s, text);
    u64 count = 0;
    return Value::string(TRY(replace_plain(st, whole, old, text, UINT64_MAX, &count)));
}

Ret string_split(State& st, Args args) {
    auto [s, separator] = TRY(read_two_texts({st, args}));
    Table* list = make_table(st);
    i64 n = 0;
    if (separator.empty()) {
        for (char byte : s) TRY(raw_set_int(st, list, ++n, Value::string(byte_string(st, static_cast<u8>(byte)))));
        return Value::table(list);
    }
    for (size_t from = 0;;) {
        size_t at = find_plain(s, separator, from);
        Value piece = TRY(string_value(st, s.substr(from, at == kNotFound ? at : at - from)));
        TRY(raw_set_int(st, list, ++n, piece));
        if (at == kNotFound) return Value::table(list);
        from = at + separator.size();
    }
}

Ret string_join(State& st, Args args) {
    ArgReader in(st, args);
    Table* list = TRY(in.table(0));
    std::string_view separator = TRY(in.text(1));
    i64 n = raw_length(list);
    TextBuilder out(st);
    for (i64 i = 1; i <= n && !out.failed(); ++i) {
        if (i > 1) out.append(separator);
        Value v = get_element(list, i);
        if (!v.is_string() && !v.is_number()) v = TRY(tostring(st, v));
        out.append_value(v);
    }
    return TRY(out.finish_value());
}

// ---- trimming -------------------------------------------------------------------------------------------------------

/// Which units the ends of a text lose.
class Cutset {
public:
    /// Unicode white space.
    Cutset() : white_space_(true) {}
    explicit Cutset(std::string_view text) : white_space_(false) {
        while (!text.empty()) {
            u32 unit = take(text);
            if (unit < 128) {
                ascii_.add(static_cast<u8>(unit));
            } else {
                others_.push_back(unit);
            }
        }
        std::sort(others_.begin(), others_.end());
    }

    /// Does the set hold the only unit of `text`?
    bool has(std::string_view text) const {
        u32 unit = take(text);
        if (white_space_) return is_white_space(unit);
        return unit < 128 ? ascii_.has(static_cast<u8>(unit))
                          : std::binary_search(others_.begin(), others_.end(), unit);
    }

private:
    /// A number for the first unit, which is removed: its code point, or a number beyond them for a stray byte.
    static u32 take(std::string_view& text) {
        size_t size = 0;
        i32 code = utf8::unit_at(text, size);
        u32 unit = code >= 0 ? static_cast<u32>(code) : 0x80000000 + static_cast<u8>(text[0]);
        text.remove_prefix(size);
        return unit;
    }

    bool white_space_;
    ByteSet ascii_;
    SmallVector<u32, 32> others_;
};

std::string_view trim_left(std::string_view s, const Cutset& cutset) {
    while (!s.empty()) {
        size_t size = utf8::unit_size(s);
        if (!cutset.has(s.substr(0, size))) break;
        s.remove_prefix(size);
    }
    return s;
}

std::string_view trim_right(std::string_view s, const Cutset& cutset) {
    while (!s.empty()) {
        size_t size = utf8::last_unit_size(s);
        if (!cutset.has(s.substr(s.size() - size))) break;
        s.remove_suffix(size);
    }
    return s;
}

enum Ends : u8 { kLeft = 1, kRight = 2 };

Ret trim(State& st, Args args, u8 ends) {
    ArgReader in(st, args);
    String* whole = TRY(in.string(0));
    String* cut = TRY(in.string_or_null(1));
    std::string_view s = view(whole);
    {
        Cutset cutset = cut == nullptr ? Cutset() : Cutset(view(cut));
        if (ends & kLeft) s = trim_left(s, cutset);
        if (ends & kRight) s = trim_right(s, cutset);
    }
    if (s.size() == whole->len) return Value::string(whole);
    return TRY(string_value(st, s));
}

Ret string_trim(State& st, Args args) { return trim(st, args, kLeft | kRight); }
Ret string_trim_left(State& st, Args args) { return trim(st, args, kLeft); }
Ret string_trim_right(State& st, Args args) { return trim(st, args, kRight); }

// ---- padding and the rest -------------------------------------------------------------------------------------------

Ret pad(State& st, Args args, Ends end) {
    ArgReader in(st, args);
    String* s = TRY(in.string(0));
    i64 width = TRY(in.integer(1));
    std::string_view padding = TRY(in.text_or(2, " "));
    if (padding.empty()) padding = " ";
    if (width <= static_cast<i64>(s->len)) return Value::string(s);
    char* out;
    String* padded = TRY(make_string_uninitialized(st, static_cast<u64>(width), &out));
    u64 fill = static_cast<u64>(width) - s->len;
    if (end == kRight) {
        std::memcpy(out, s->data(), s->len);
        fill_repeating(out + s->len, fill, padding);
    } else {
        // The last copy ends where the text begins; what does not fit is lost at the far left.
        u64 rest = fill % padding.size();
        std::memcpy(out, padding.data() + padding.size() - rest, rest);
        fill_repeating(out + rest, fill - rest, padding);
        std::memcpy(out + fill, s->data(), s->len);
    }
    return Value::string(padded);
}

Ret string_pad_left(State& st, Args args) { return pad(st, args, kLeft); }
Ret string_pad_right(State& st, Args args) { return pad(st, args, kRight); }

Ret string_title(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view s = TRY(in.text(0));
    TextBuilder out(st);
    bool word_begins = true;
    while (!s.empty()) {
        size_t size = 0;
        i32 code = utf8::unit_at(s, size);
        if (code >= 0 && word_begins) {
            char encoded[utf8::kMaxEncodedSize];
            out.append(encoded, utf8::encode(map_case(static_cast<u32>(code), Case::Upper), encoded));
        } else {
            out.append(s.data(), size);
        }
        word_begins = code >= 0 && is_white_space(static_cast<u32>(code));
        s.remove_prefix(size);
    }
    return TRY(out.finish_value());
}

Ret string_is_numeric(State& st, Args args) {
    ArgReader in(st, args);
    if (in[0].is_number()) return Value::boolean(true);
    return Value::boolean(parse_number(TRY(in.text(0))).ok());
}

constexpr FnRow kFunctions[] = {
    {"string.hasPrefix", string_has_prefix},
    {"string.hasSuffix", string_has_suffix},
    {"string.contains", string_contains},
    {"string.count", string_count},
    {"string.replaceAll", string_replace_all},
    {"string.split", string_split},
    {"string.join", string_join},
    {"string.trim", string_trim},
    {"string.trimLeft", string_trim_left},
    {"string.trimRight", string_trim_right},
    {"string.padLeft", string_pad_left},
    {"string.padRight", string_pad_right},
    {"string.title", string_title},
    {"string.isNumeric", string_is_numeric},
};

}  // namespace

std::string_view trim_white_space(std::string_view text) {
    Cutset white_space;
    return trim_right(trim_left(text, white_space), white_space);
}

Result<String*> replace_plain(State& st, String* subject, std::string_view old, std::string_view text, u64 limit,
                              u64* count) {
    std::string_view s = view(subject);
    // Counting first costs a second search, but the result is written once and where it belongs.
    size_t end = 0;
    for (*count = 0; *count < limit; ++*count) {
        size_t at = find_plain(s, old, end);
        if (at == kNotFound) break;
        end = at + old.size();
    }
    if (*count == 0) return subject;
    char* out;
    String* result = TRY(make_string_uninitialized(st, s.size() - *count * old.size() + *count * text.size(), &out));
    auto append = [&out](std::string_view piece) {
        std::memcpy(out, piece.data(), piece.size());
        out += piece.size();
    };
    size_t copied = 0;
    while (copied < end) {
        size_t at = find_plain(s, old, copied);
        append(s.substr(copied, at - copied));
        append(text);
        copied = at + old.size();
    }
    append(s.substr(copied));
    return result;
}

void add_plain_functions(State& st, Table* library) { add_functions(st, library, kFunctions); }

}  // namespace gs::stdlib
