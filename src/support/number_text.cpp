// How the conversions stay both exact and quick.
//
// Float to text. Most floats that scripts print have few decimals. If n / 10^4 gives back the float for the whole number
// n = round(f * 10^4) of at most 15 digits, then n's digits without trailing zeros are the shortest text: two different
// decimals of at most 15 digits never round to the same double. Whole numbers below 2^53 are their own shortest text,
// because the neighbours of such a double are at most 1 away. All others go through std::to_chars.
//
// Text to float. A mantissa below 2^53 and a power of ten up to 10^22 are both exact doubles, so one multiplication or
// division rounds once and is right. All others go through std::from_chars. Hexadecimal numbers and numbers in another
// base keep the leading 64 bits and whether any bit behind them was set, which is all that rounding needs.
#include "support/number_text.h"

#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>

#include "support/assert.h"

namespace gs {
namespace {

constexpr f64 kInfinity = std::numeric_limits<f64>::infinity();
constexpr f64 kTwoTo53 = 9007199254740992.0;

size_t put(char* out, std::string_view text) {
    std::memcpy(out, text.data(), text.size());
    return text.size();
}

/// The eight digits of a number below 10^8 in the bytes of a word, the first one in the lowest. All are computed side by
/// side: four and four, then two in each quarter of the word, then one in each byte.
u64 eight_digits(u64 value) {
    u64 fours = value / 10000 | value % 10000 << 32;
    u64 upper = fours * 10486 >> 20 & 0x0000007f'0000007f;  // 10486 / 2^20 is 1 / 100 for numbers of four digits
    u64 twos = upper | (fours - upper * 100) << 16;
    u64 tens = twos * 103 >> 10 & 0x000f000f'000f000f;  // 103 / 2^10 is 1 / 10 for numbers of two digits
    return tens | (twos - tens * 10) << 8;
}

/// Writes a whole number, and up to seven bytes behind it. The digits are stored at once: whoever copies them would have to
/// wait for bytes that were stored one by one.
char* put_whole(char* out, u64 value) {
    if constexpr (std::endian::native != std::endian::little) return std::to_chars(out, out + 20, value).ptr;
    constexpr u64 kTenTo8 = 100'000'000, kZeros = 0x3030303030303030;
    if (value < 10) {
        *out = static_cast<char>('0' + value);
        return out + 1;
    }
    u64 digits;
    if (value >= kTenTo8) {
        out = put_whole(out, value / kTenTo8);
        digits = eight_digits(value % kTenTo8) | kZeros;
        std::memcpy(out, &digits, 8);
        return out + 8;
    }
    digits = eight_digits(value);
    int leading = std::countr_zero(digits) / 8;
    digits = (digits | kZeros) >> (8 * leading);
    std::memcpy(out, &digits, 8);
    return out + 8 - leading;
}

/// Writes `whole` and four decimals without their trailing zeros, but at least one.
char* put_with_decimals(char* out, u64 whole, u32 decimals) {
    out = put_whole(out, whole);
    *out++ = '.';
    u32 divisor = 1000;
    do {
        *out++ = static_cast<char>('0' + decimals / divisor);
        decimals %= divisor;
        divisor /= 10;
    } while (decimals != 0);
    return out;
}

/// Writes d1.d2...dn x 10^exponent without an exponent.
char* put_positional(char* out, const char* digits, int count, int exponent) {
    if (exponent < 0) {
        *out++ = '0';
        *out++ = '.';
        for (int i = -1; i > exponent; --i) *out++ = '0';
        return out + put(out, {digits, static_cast<size_t>(count)});
    }
    for (int i = 0; i <= exponent || i < count; ++i) {
        if (i == exponent + 1) *out++ = '.';
        *out++ = i < count ? digits[i] : '0';
    }
    if (count <= exponent + 1) {
        *out++ = '.';
        *out++ = '0';
    }
    return out;
}

/// The general case of format_float: `value` is finite and above zero.
char* put_shortest(char* out, f64 value) {
    char text[kNumberTextSize];
    const char* end = std::to_chars(text, text + sizeof text, value, std::chars_format::scientific).ptr;
    const char* mark = static_cast<const char*>(std::memchr(text, 'e', static_cast<size_t>(end - text)));
    int exponent = 0;
    // Behind the mark stand a sign, which from_chars takes only if it is a minus, and the digits.
    std::from_chars(mark + (mark[1] == '+' ? 2 : 1), end, exponent);
    if (exponent < -4 || exponent >= 16) return out + put(out, {text, static_cast<size_t>(end - text)});

    char digits[kNumberTextSize];
    int count = 0;
    for (const char* p = text; p < mark; ++p) {
        if (*p != '.') digits[count++] = *p;
    }
    return put_positional(out, digits, count, exponent);
}

/// The double nearest to (mantissa + rest) x 2^exponent, ties to even, where `rest` says whether something between 0 and
/// 1 is to be added.
f64 round_to_double(u64 mantissa, i64 exponent, bool rest) {
    if (mantissa == 0) return 0.0;
    int shift = std::countl_zero(mantissa);
    // `rest` is about bits below the last one of a full mantissa; shifting zeros in would move it up, so callers that
    // set it pass 64 significant bits.
    GS_ASSERT(shift == 0 || !rest);
    mantissa <<= shift;
    exponent -= shift;
    i64 top = exponent + 63;  // the value is 2^top or more, and below twice that
    if (top > 1023) return kInfinity;
    i64 drop = top >= -1022 ? 11 : 11 + (-1022 - top);  // bits that do not fit; more of them if subnormal
    if (drop > 64) return 0.0;
    u64 kept = drop == 64 ? 0 : mantissa >> drop;
    u64 half = u64{1} << (drop - 1);
    u64 cut = mantissa & (half | (half - 1));
    if (cut > half || (cut == half && (rest || (kept & 1) != 0))) ++kept;
    return std::ldexp(static_cast<f64>(kept), static_cast<int>(exponent + drop));
}

NumberText whole_number(u64 magnitude, bool negative) {
    if (magnitude <= static_cast<u64>(kMaxInt)) {
        i64 value = static_cast<i64>(magnitude);
        return NumberText::of_int(negative ? -value : value);
    }
    if (negative && magnitude == static_cast<u64>(kMaxInt) + 1) return NumberText::of_int(kMinInt);
    f64 value = static_cast<f64>(magnitude);
    return NumberText::of_float(negative ? -value : value);
}

NumberText signed_float(f64 value, bool negative) { return NumberText::of_float(negative ? -value : value); }

constexpr bool is_digit(char byte) { return static_cast<u8>(byte - '0') <= 9; }

/// The value of a digit in bases up to 36, or 255.
constexpr u8 digit_value(char byte) {
    if (is_digit(byte)) return static_cast<u8>(byte - '0');
    char lower = static_cast<char>(byte | 0x20);
    if (lower >= 'a' && lower <= 'z') return static_cast<u8>(lower - 'a' + 10);
    return 255;
}

std::string_view trim(std::string_view text) {
    while (!text.empty() && is_number_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_number_space(text.back())) text.remove_suffix(1);
    return text;
}

/// Takes a sign off the front; true if it was a minus.
bool take_sign(std::string_view& text) {
    if (text.empty() || (text.front() != '-' && text.front() != '+')) return false;
    bool negative = text.front() == '-';
    text.remove_prefix(1);
    return negative;
}

/// Reads a signed exponent of at least one digit; absurd ones stop growing where the result is no longer in doubt.
bool read_exponent(const char*& p, const char* end, i64& exponent) {
    bool negative = p < end && *p == '-';
    if (p < end && (*p == '-' || *p == '+')) ++p;
    const char* first = p;
    i64 value = 0;
    for (; p < end && is_digit(*p); ++p) {
        if (value < i64{1'000'000'000'000'000}) value = value * 10 + (*p - '0');
    }
    exponent = negative ? -value : value;
    return p != first;
}

/// The digits of a mantissa: the leading ones as a number, and what became of the others.
struct Mantissa {
    u64 value = 0;
    i64 exponent = 0;  // in digits of the base
    u32 digits = 0;  // taken into `value`, leading zeros not counted
    bool any = false;  // there was a digit, zeros included
    bool point = false;  // there was a point
    bool dropped = false;
    bool rest = false;  // a dropped digit was not zero

    /// Reads digits with at most one point among them. `Limit` is how many digits of base `Base` fit a u64.
    template <u64 Base, u32 Limit>
    void read(const char*& p, const char* end) {
        for (; p < end; ++p) {
            if (*p == '.' && !point) {
                point = true;
                continue;
            }
            u64 digit = Base == 10 ? static_cast<u8>(*p - '0') : digit_value(*p);
            if (digit >= Base) return;
            any = true;
            if (digits < Limit) {
                value = value * Base + digit;
                digits += value != 0;
                exponent -= point;
            } else {
                dropped = true;
                rest |= digit != 0;
                exponent += !point;
            }
        }
    }
};

constexpr f64 kPowersOfTen[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

NumberText parse_decimal(std::string_view text, bool negative) {
    const char* p = text.data();
    const char* end = p + text.size();
    Mantissa mantissa;
    mantissa.read<10, 19>(p, end);
    if (!mantissa.any) return NumberText::none();
    if (p == end && !mantissa.point && !mantissa.dropped) return whole_number(mantissa.value, negative);
    if (p < end && (*p == 'e' || *p == 'E')) {
        i64 exponent = 0;
        if (!read_exponent(++p, end, exponent)) return NumberText::none();
        mantissa.exponent += exponent;
    }
    if (p != end) return NumberText::none();

    if (mantissa.value == 0) return signed_float(0.0, negative);
    i64 exponent = mantissa.exponent;
    if (!mantissa.dropped && mantissa.value < (u64{1} << 53) && exponent >= -22 && exponent <= 22) {
        f64 value = static_cast<f64>(mantissa.value);
        return signed_float(exponent < 0 ? value / kPowersOfTen[-exponent] : value * kPowersOfTen[exponent], negative);
    }
    f64 value = 0;
    auto [stop, error] = std::from_chars(text.data(), end, value);
    // Out of range leaves the value alone. The mantissa is below 10^19, so the exponent's sign tells which end it is.
    if (error == std::errc::result_out_of_range) value = exponent > 0 ? kInfinity : 0.0;
    GS_ASSERT(error == std::errc::result_out_of_range || stop == end);
    return signed_float(value, negative);
}

/// `text` is what stands behind 0x.
NumberText parse_hex(std::string_view text, bool negative) {
    const char* p = text.data();
    const char* end = p + text.size();
    Mantissa mantissa;
    mantissa.read<16, 16>(p, end);
    if (!mantissa.any) return NumberText::none();
    if (p == end && !mantissa.point && !mantissa.dropped) return whole_number(mantissa.value, negative);
    i64 exponent = 0;
    if (p < end && (*p == 'p' || *p == 'P')) {
        if (!read_exponent(++p, end, exponent)) return NumberText::none();
    }
    if (p != end) return NumberText::none();
    exponent += 4 * mantissa.exponent;
    // 16 digits hold at least 61 significant bits, 8 more than a double keeps. So the last of them only says whether
    // something stands below the rounding position, and digits dropped behind it may say it there too.
    u64 value = mantissa.value | (mantissa.rest ? 1 : 0);
    return signed_float(round_to_double(value, exponent, false), negative);
}

/// A whole number of up to 1024 bits: what is larger is infinite as a double.
class WholeNumber {
public:
    void multiply_and_add(u32 factor, u32 addend) {
        if (overflow_) return;
        u64 carry = addend;
        for (u32 i = 0; i < size_; ++i) {
            carry += u64{words_[i]} * factor;
            words_[i] = static_cast<u32>(carry);
            carry >>= 32;
        }
        if (carry == 0) return;
        if (size_ == kWords) {
            overflow_ = true;
        } else {
            words_[size_++] = static_cast<u32>(carry);
        }
    }

    f64 to_double() const {
        if (overflow_) return kInfinity;
        // The top three words hold 65 to 96 significant bits: fill 64 from them, and ask all below about the rest.
        u64 mantissa = 0;
        i64 exponent = 0;
        bool rest = false;
        for (u32 i = size_; i-- > 0;) {
            int room = std::countl_zero(mantissa);
            if (room >= 32) {
                mantissa = mantissa << 32 | words_[i];
                continue;
            }
            exponent += 32;
            if (room > 0) {
                mantissa = mantissa << room | words_[i] >> (32 - room);
                exponent -= room;
                rest |= (words_[i] << room) != 0;
            } else {
                rest |= words_[i] != 0;
            }
        }
        return round_to_double(mantissa, exponent, rest);
    }

private:
    static constexpr u32 kWords = 32;
    u32 words_[kWords];
    u32 size_ = 0;
    bool overflow_ = false;
};

}  // namespace

size_t format_int(i64 value, char* out) {
    char* p = out;
    u64 magnitude = static_cast<u64>(value);
    if (value < 0) {
        *p++ = '-';
        magnitude = 0 - magnitude;
    }
    return static_cast<size_t>(put_whole(p, magnitude) - out);
}

size_t format_float(f64 value, char* out) {
    char* p = out;
    if (std::signbit(value) && !std::isnan(value)) {
        *p++ = '-';
        value = -value;
    }
    if (value >= 1e-3 && value < 1e11) {
        u64 scaled = static_cast<u64>(value * 1e4 + 0.5);
        if (static_cast<f64>(scaled) / 1e4 == value) [[likely]] {
            p = put_with_decimals(p, scaled / 10000, static_cast<u32>(scaled % 10000));
            return static_cast<size_t>(p - out);
        }
    }
    if (value > 0 && value < kInfinity) {
        if (value >= 1e11 && value < kTwoTo53 && value == static_cast<f64>(static_cast<u64>(value))) {
            p = put_with_decimals(p, static_cast<u64>(value), 0);
        } else {
            p = put_shortest(p, value);
        }
        return static_cast<size_t>(p - out);
    }
    if (value == 0) return static_cast<size_t>(p - out) + put(p, "0.0");
    if (std::isnan(value)) return put(out, "NaN");
    return put(out, p == out ? "+Inf" : "-Inf");
}

NumberText parse_number(std::string_view text) {
    text = trim(text);
    bool negative = take_sign(text);
    if (text.size() > 1 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) {
        return parse_hex(text.substr(2), negative);
    }
    return parse_decimal(text, negative);
}

NumberText parse_number_base(std::string_view text, int base) {
    GS_ASSERT(base >= 2 && base <= 36);
    text = trim(text);
    bool negative = take_sign(text);
    if (text.empty()) return NumberText::none();
    for (char byte : text) {
        if (digit_value(byte) >= base) return NumberText::none();
    }
    u64 value = 0;
    size_t taken = 0;
    // Stop while one more digit of the largest base still fits.
    while (taken < text.size() && value < (u64{1} << 58))
        value = value * static_cast<u64>(base) + digit_value(text[taken++]);
    if (taken == text.size()) return whole_number(value, negative);
    WholeNumber number;
    for (char byte : text) number.multiply_and_add(static_cast<u32>(base), digit_value(byte));
    return signed_float(number.to_double(), negative);
}

bool NumberScanner::accept(char byte) {
    if (size_ == kMaxSize || !step(byte)) return false;
    text_[size_++] = byte;
    return true;
}

bool NumberScanner::step(char byte) {
    bool is_sign = byte == '+' || byte == '-';
    char lower = static_cast<char>(byte | 0x20);
    switch (state_) {
        case State::Start:
            if (is_sign) {
                state_ = State::Sign;
                return true;
            }
            [[fallthrough]];
        case State::Sign:
            if (byte == '0') {
                state_ = State::Zero;
                return digits_ = true;
            }
            break;
        case State::Zero:
            if (lower == 'x') {
                state_ = State::Whole;
                hex_ = true;
                digits_ = false;
                return true;
            }
            break;
        case State::ExponentMark:
            if (is_sign) {
                state_ = State::ExponentSign;
                return true;
            }
            [[fallthrough]];
        case State::ExponentSign:
        case State::Exponent: state_ = State::Exponent; return is_digit(byte);
        case State::Whole:
        case State::Fraction: break;
    }
    // Here the mantissa goes on: in its whole part, unless the point has been seen.
    if (digit_value(byte) < (hex_ ? 16 : 10)) {
        if (state_ != State::Fraction) state_ = State::Whole;
        return digits_ = true;
    }
    if (byte == '.' && state_ != State::Fraction) {
        state_ = State::Fraction;
        return true;
    }
    if (digits_ && lower == (hex_ ? 'p' : 'e')) {
        state_ = State::ExponentMark;
        return true;
    }
    return false;
}

}  // namespace gs
