// Digits come from std::to_chars, which rounds the exact value of the double half to even, as C does, and knows no
// locale. What it lacks is done here: flags, the `#` forms, rounding of hexadecimal floats, and precisions beyond the
// last digit that a double can have, where only zeros follow.
//
// "%.2f" and its like are so common that they have a way of their own: mantissa times a power of ten in 128 bits, and
// the bits shifted out decide the rounding.
#include "support/format_number.h"

#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>

#include "support/assert.h"

namespace gs {
namespace {

using u128 = unsigned __int128;

/// A double has no digits but zeros beyond these.
constexpr u64 kMaxDecimals = 1074;    // behind the point
constexpr u64 kMaxSignificant = 767;  // from the first that is not zero
constexpr u64 kDefaultPrecision = 6;

constexpr bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

u64 read_digits(std::string_view format, size_t& position) {
    u64 value = 0;
    for (; position < format.size() && is_digit(format[position]); ++position) {
        value = value * 10 + static_cast<u64>(format[position] - '0');
        if (value > FormatSpec::kMaxNumber) value = FormatSpec::kMaxNumber;
    }
    return value;
}

void put_sign(const FormatSpec& spec, bool negative, FormattedNumber& out) {
    if (negative) {
        out.prefix[out.prefix_size++] = '-';
    } else if (spec.plus) {
        out.prefix[out.prefix_size++] = '+';
    } else if (spec.space) {
        out.prefix[out.prefix_size++] = ' ';
    }
}

void put_digits(FormattedNumber& out, std::string_view text) {
    std::memcpy(out.digits + out.digits_size, text.data(), text.size());
    out.digits_size += static_cast<u32>(text.size());
}

void put_digit(FormattedNumber& out, char digit) { out.digits[out.digits_size++] = digit; }

char* digits_end(FormattedNumber& out) { return out.digits + FormattedNumber::kMaxDigits; }

bool has_point(const FormattedNumber& out) { return std::memchr(out.digits, '.', out.digits_size) != nullptr; }

void to_upper(char* text, u32 size) {
    for (u32 i = 0; i < size; ++i) {
        if (text[i] >= 'a' && text[i] <= 'z') text[i] = static_cast<char>(text[i] - 'a' + 'A');
    }
}

constexpr u64 kPowersOfTen[] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000};

/// "%.Nf" for N up to 9, as long as all digits together fit 64 bits. `value` is not negative.
bool put_fixed_fast(f64 value, u32 decimals, FormattedNumber& out) {
    if (!(value < 9007199254740992.0)) return false;
    u64 bits = std::bit_cast<u64>(value);
    int exponent = static_cast<int>(bits >> 52);
    u64 mantissa = bits & ((u64{1} << 52) - 1);
    if (exponent == 0) {
        exponent = 1;
    } else {
        mantissa |= u64{1} << 52;
    }
    int shift = 1075 - exponent;  // value = mantissa / 2^shift; not negative for values below 2^53
    u128 scaled = static_cast<u128>(mantissa) * kPowersOfTen[decimals];
    u128 digits = scaled;
    if (shift >= 127) {
        digits = 0;  // scaled is below 2^83, so less than half of the last place is left
    } else if (shift > 0) {
        digits = scaled >> shift;
        u128 rest = scaled - (digits << shift);
        u128 half = u128{1} << (shift - 1);
        if (rest > half || (rest == half && (digits & 1) != 0)) ++digits;
    }
    if (digits >> 64 != 0) return false;

    u64 all = static_cast<u64>(digits);
    char* p = std::to_chars(out.digits, digits_end(out), all / kPowersOfTen[decimals]).ptr;
    if (decimals > 0) {
        *p++ = '.';
        u64 fraction = all % kPowersOfTen[decimals];
        for (char* q = p + decimals; q-- > p; fraction /= 10) *q = static_cast<char>('0' + fraction % 10);
        p += decimals;
    }
    out.digits_size = static_cast<u32>(p - out.digits);
    return true;
}

void put_fixed(f64 value, u64 precision, FormattedNumber& out) {
    if (precision <= 9 && put_fixed_fast(value, static_cast<u32>(precision), out)) return;
    u64 decimals = precision < kMaxDecimals ? precision : kMaxDecimals;
    char* end =
        std::to_chars(out.digits, digits_end(out), value, std::chars_format::fixed, static_cast<int>(decimals)).ptr;
    out.digits_size = static_cast<u32>(end - out.digits);
    out.trailing_zeros = precision - decimals;
}

/// Writes d.ddd to the digits and the exponent, in at least two digits, to the suffix; returns the exponent.
int put_scientific(f64 value, u64 precision, FormattedNumber& out) {
    u64 decimals = precision < kMaxSignificant ? precision : kMaxSignificant;
    const char* end =
        std::to_chars(out.digits, digits_end(out), value, std::chars_format::scientific, static_cast<int>(decimals))
            .ptr;
    const char* mark = end;
    while (*--mark != 'e') {}
    out.digits_size = static_cast<u32>(mark - out.digits);
    out.suffix_size = static_cast<u32>(end - mark);
    std::memcpy(out.suffix, mark, out.suffix_size);
    out.trailing_zeros = precision - decimals;
    int exponent = 0;
    std::from_chars(mark + 2, end, exponent);
    return mark[1] == '-' ? -exponent : exponent;
}

/// Drops the zeros at the end of the decimals, and the point if nothing is left behind it.
void drop_trailing_zeros(FormattedNumber& out) {
    out.trailing_zeros = 0;
    if (!has_point(out)) return;
    while (out.digits[out.digits_size - 1] == '0') --out.digits_size;
    if (out.digits[out.digits_size - 1] == '.') --out.digits_size;
}

void put_general(f64 value, u64 precision, bool alternate, FormattedNumber& out) {
    u64 significant = precision == 0 ? 1 : precision;
    int exponent = put_scientific(value, significant - 1, out);
    if (exponent >= -4 && (exponent < 0 || static_cast<u64>(exponent) < significant)) {
        out.suffix_size = 0;
        put_fixed(value, significant - 1 - static_cast<u64>(exponent), out);
    }
    if (!alternate) drop_trailing_zeros(out);
}

void put_hexadecimal(f64 value, const FormatSpec& spec, FormattedNumber& out) {
    u64 bits = std::bit_cast<u64>(value);
    int exponent = static_cast<int>(bits >> 52);
    u64 fraction = bits & ((u64{1} << 52) - 1);  // 13 digits behind the point
    u64 lead = exponent == 0 ? 0 : 1;
    exponent = value == 0 ? 0 : exponent == 0 ? -1022 : exponent - 1023;

    u64 count = 13;
    if (!spec.has_precision()) {
        while (count > 0 && (fraction >> (4 * (13 - count)) & 15) == 0) --count;
    } else if (spec.precision < 13) {
        count = spec.precision;
        u64 unit = u64{1} << (4 * (13 - count));
        u64 whole = lead << 52 | fraction;
        u64 rest = whole & (unit - 1);
        whole -= rest;
        if (rest > unit / 2 || (rest == unit / 2 && (whole & unit) != 0)) whole += unit;
        lead = whole >> 52;  // may be 2 now, which stays, as in the C library
        fraction = whole & ((u64{1} << 52) - 1);
    } else {
        out.trailing_zeros = spec.precision - 13;
    }

    out.prefix[out.prefix_size++] = '0';
    out.prefix[out.prefix_size++] = 'x';
    put_digit(out, static_cast<char>('0' + lead));
    if (count > 0) put_digit(out, '.');
    for (u64 i = 0; i < count; ++i) put_digit(out, "0123456789abcdef"[fraction >> (4 * (12 - i)) & 15]);
    out.suffix[out.suffix_size++] = 'p';
    out.suffix[out.suffix_size++] = exponent < 0 ? '-' : '+';
    char* end = std::to_chars(out.suffix + 2, out.suffix + sizeof out.suffix, exponent < 0 ? -exponent : exponent).ptr;
    out.suffix_size = static_cast<u32>(end - out.suffix);
}

}  // namespace

FormatSpecError read_format_spec(std::string_view format, size_t& position, FormatSpec& spec) {
    spec = FormatSpec();
    if (position >= format.size()) return FormatSpecError::EndsWithPercent;
    size_t first = position;
    for (; position < format.size(); ++position) {
        switch (format[position]) {
            case '-': spec.left = true; continue;
            case '+': spec.plus = true; continue;
            case ' ': spec.space = true; continue;
            case '0': spec.zero = true; continue;
            case '#': spec.alternate = true; continue;
            default: break;
        }
        break;
    }
    spec.width = read_digits(format, position);
    if (position < format.size() && format[position] == '.') {
        ++position;
        spec.precision = read_digits(format, position);  // none means 0
    }
    if (position >= format.size()) return FormatSpecError::EndsInside;
    spec.modified = position != first;
    spec.zero = spec.zero && !spec.left;
    spec.verb = format[position++];
    return FormatSpecError::None;
}

void format_integer(const FormatSpec& spec, i64 value, FormattedNumber& out) {
    u64 magnitude = value < 0 ? 0 - static_cast<u64>(value) : static_cast<u64>(value);
    int base = spec.verb == 'x' || spec.verb == 'X' ? 16 : spec.verb == 'o' ? 8 : 10;
    put_sign(spec, value < 0, out);
    // As in C, zero with precision 0 has no digits at all.
    if (magnitude != 0 || spec.precision != 0) {
        out.digits_size =
            static_cast<u32>(std::to_chars(out.digits, digits_end(out), magnitude, base).ptr - out.digits);
    }
    if (spec.verb == 'X') to_upper(out.digits, out.digits_size);
    if (spec.has_precision() && spec.precision > out.digits_size) out.leading_zeros = spec.precision - out.digits_size;
    if (spec.alternate && base == 16 && magnitude != 0) {
        out.prefix[out.prefix_size++] = '0';
        out.prefix[out.prefix_size++] = spec.verb;
    }
    // For octal numbers the mark is a zero in front, if there is none yet.
    bool starts_with_zero = out.leading_zeros > 0 || (out.digits_size > 0 && out.digits[0] == '0');
    if (spec.alternate && base == 8 && !starts_with_zero) out.leading_zeros = 1;
    out.pad_with_zeros = spec.zero && !spec.has_precision();
}

void format_floating(const FormatSpec& spec, f64 value, FormattedNumber& out) {
    if (std::isnan(value)) return put_digits(out, "NaN");
    if (std::isinf(value)) return put_digits(out, value > 0 ? "+Inf" : "-Inf");
    put_sign(spec, std::signbit(value), out);
    value = std::fabs(value);
    u64 precision = spec.has_precision() ? spec.precision : kDefaultPrecision;
    switch (spec.verb) {
        case 'f': put_fixed(value, precision, out); break;
        case 'e':
        case 'E': put_scientific(value, precision, out); break;
        case 'g':
        case 'G': put_general(value, precision, spec.alternate, out); break;
        case 'a':
        case 'A': put_hexadecimal(value, spec, out); break;
        default: GS_UNREACHABLE("not a verb for floats");
    }
    if (spec.alternate && !has_point(out)) put_digit(out, '.');
    if (spec.verb >= 'A' && spec.verb <= 'Z') {
        to_upper(out.prefix, out.prefix_size);
        to_upper(out.digits, out.digits_size);
        to_upper(out.suffix, out.suffix_size);
    }
    out.pad_with_zeros = spec.zero;
}

size_t quote_int(i64 value, char* out) {
    // Written as it is, the smallest int would be read as the minus of a float.
    if (value != kMinInt) return format_int(value, out);
    static constexpr std::string_view kText = "(-140737488355327-1)";
    std::memcpy(out, kText.data(), kText.size());
    return kText.size();
}

size_t quote_float(f64 value, char* out) {
    if (std::isfinite(value)) return format_float(value, out);
    std::string_view text = std::isnan(value) ? "(0/0)" : value > 0 ? "(1/0)" : "(-1/0)";
    std::memcpy(out, text.data(), text.size());
    return text.size();
}

}  // namespace gs
