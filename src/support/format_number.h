// The directives of string.format (string.md): reading one, and turning a number, a character or a text into what it
// asks for. Fetching arguments, and checking them, is the caller's business.
//
// Output goes to any *sink*: a class with `append(const char*, size_t)` and `append(size_t count, char)`, as std::string
// has them. Width and precision may be any number. Nothing is formatted into a buffer whose size depends on them: surplus
// zeros and spaces are counts that are appended at the end. Before it formats, the caller compares `least_size` with the
// longest string it can make.
#pragma once

#include <string_view>

#include "support/number_text.h"
#include "support/types.h"
#include "support/utf8.h"

namespace gs {

/// `%[flags][width][.precision]verb`
struct FormatSpec {
    /// Numbers above this are read as this. It is more than the longest string there may be.
    static constexpr u64 kMaxNumber = u64{1} << 40;
    static constexpr u64 kNoPrecision = ~u64{0};

    char verb = 0;
    bool left = false;  // -
    bool plus = false;  // +
    bool space = false;  // a space
    bool zero = false;  // 0
    bool alternate = false;  // #
    bool modified = false;  // has any flag, a width or a precision
    u64 width = 0;
    u64 precision = kNoPrecision;

    bool has_precision() const { return precision != kNoPrecision; }
    /// Bytes that formatting a number will append at least.
    u64 least_size() const { return has_precision() && precision > width ? precision : width; }
};

enum class FormatSpecError : u8 {
    None,
    EndsWithPercent,  // "invalid format string (ends with %)"
    EndsInside,  // "invalid format string"
};

/// Reads a directive whose `%` stands before `format[position]`, and moves `position` behind it. Any byte is taken as
/// the verb; whether there is such a verb is for the caller to say.
FormatSpecError read_format_spec(std::string_view format, size_t& position, FormatSpec& spec);

/// A number on its way to a sink: the pieces of its text from left to right.
struct FormattedNumber {
    /// The longest digits: 309 before the point, 1074 behind it.
    static constexpr size_t kMaxDigits = 1400;

    char prefix[4];  // sign, 0x
    u32 prefix_size = 0;
    u64 leading_zeros = 0;
    char digits[kMaxDigits];
    u32 digits_size = 0;
    u64 trailing_zeros = 0;
    char suffix[8];  // exponent
    u32 suffix_size = 0;
    bool pad_with_zeros = false;  // the width is filled behind the prefix, else with spaces outside

    u64 size() const { return prefix_size + leading_zeros + digits_size + trailing_zeros + suffix_size; }
};

/// Verbs d i u x X o.
void format_integer(const FormatSpec& spec, i64 value, FormattedNumber& out);
/// Verbs f e E g G a A.
void format_floating(const FormatSpec& spec, f64 value, FormattedNumber& out);

template <typename Sink>
void append_number(Sink& sink, const FormatSpec& spec, const FormattedNumber& number) {
    u64 size = number.size();
    u64 padding = spec.width > size ? spec.width - size : 0;
    bool zeros = number.pad_with_zeros;
    if (padding > 0 && !zeros && !spec.left) sink.append(static_cast<size_t>(padding), ' ');
    sink.append(number.prefix, number.prefix_size);
    u64 leading = number.leading_zeros + (zeros ? padding : 0);
    if (leading > 0) sink.append(static_cast<size_t>(leading), '0');
    sink.append(number.digits, number.digits_size);
    if (number.trailing_zeros > 0) sink.append(static_cast<size_t>(number.trailing_zeros), '0');
    if (number.suffix_size > 0) sink.append(number.suffix, number.suffix_size);
    if (padding > 0 && !zeros && spec.left) sink.append(static_cast<size_t>(padding), ' ');
}

template <typename Sink>
void append_integer(Sink& sink, const FormatSpec& spec, i64 value) {
    if (!spec.modified && (spec.verb == 'd' || spec.verb == 'i' || spec.verb == 'u')) {
        char text[kNumberTextSize];
        sink.append(text, format_int(value, text));
        return;
    }
    FormattedNumber number;
    format_integer(spec, value, number);
    append_number(sink, spec, number);
}

template <typename Sink>
void append_floating(Sink& sink, const FormatSpec& spec, f64 value) {
    FormattedNumber number;
    format_floating(spec, value, number);
    append_number(sink, spec, number);
}

/// Verb s: precision cuts and width fills by code points. A stray byte counts as one.
template <typename Sink>
void append_padded_text(Sink& sink, const FormatSpec& spec, std::string_view text) {
    if (spec.has_precision() && spec.precision < text.size()) {
        text = text.substr(0, utf8::skip_units(text, static_cast<size_t>(spec.precision)));
    }
    u64 units = spec.width > 0 ? utf8::count_units(text) : 0;
    u64 padding = spec.width > units ? spec.width - units : 0;
    if (padding > 0 && !spec.left) sink.append(static_cast<size_t>(padding), spec.zero ? '0' : ' ');
    sink.append(text.data(), text.size());
    if (padding > 0 && spec.left) sink.append(static_cast<size_t>(padding), ' ');
}

/// Verb c: the code point as UTF-8, U+FFFD if there is none with this number.
template <typename Sink>
void append_character(Sink& sink, const FormatSpec& spec, i64 code) {
    char text[utf8::kMaxEncodedSize];
    bool exists = code >= 0 && code <= utf8::kMaxCodePoint && utf8::is_code_point(static_cast<u32>(code));
    size_t size = utf8::encode(exists ? static_cast<u32>(code) : utf8::kReplacement, text);
    u64 padding = spec.width > 1 ? spec.width - 1 : 0;
    if (padding > 0 && !spec.left) sink.append(static_cast<size_t>(padding), ' ');
    sink.append(text, size);
    if (padding > 0 && spec.left) sink.append(static_cast<size_t>(padding), ' ');
}

/// Verb q for strings: a literal that reads back as `text`.
template <typename Sink>
void append_quoted(Sink& sink, std::string_view text) {
    sink.append("\"", 1);
    size_t plain = 0;  // start of the bytes that are copied as they stand
    for (size_t i = 0; i < text.size(); ++i) {
        u8 byte = static_cast<u8>(text[i]);
        if (byte >= 32 && byte != '"' && byte != '\\' && byte != 127) continue;
        sink.append(text.data() + plain, i - plain);
        plain = i + 1;
        char escape[4] = {'\\', static_cast<char>(byte), 0, 0};
        size_t size = 2;
        switch (byte) {
            case '"':
            case '\\': break;
            case '\n': escape[1] = 'n'; break;
            case '\r': escape[1] = 'r'; break;
            case '\t': escape[1] = 't'; break;
            default: {
                // All three digits if a digit follows, which would else be read as part of the escape.
                bool digit_follows = i + 1 < text.size() && text[i + 1] >= '0' && text[i + 1] <= '9';
                size = 1;
                if (digit_follows || byte >= 100) escape[size++] = static_cast<char>('0' + byte / 100);
                if (digit_follows || byte >= 10) escape[size++] = static_cast<char>('0' + byte / 10 % 10);
                escape[size++] = static_cast<char>('0' + byte % 10);
            }
        }
        sink.append(escape, size);
    }
    sink.append(text.data() + plain, text.size() - plain);
    sink.append("\"", 1);
}

/// Verb q for numbers: an expression that gives the same number. `out` has room for kNumberTextSize bytes.
size_t quote_int(i64 value, char* out);
size_t quote_float(f64 value, char* out);

}  // namespace gs
