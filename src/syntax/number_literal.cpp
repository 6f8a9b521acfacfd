#include "syntax/number_literal.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

namespace gs::syntax {

namespace {

constexpr i64 kLargestInt = (i64{1} << 47) - 1;

constexpr NumberLiteral make_int(i64 value) { return {NumberLiteral::Kind::Int, value, 0}; }

NumberLiteral make_float(f64 value) {
    if (std::isinf(value)) return {};
    return {NumberLiteral::Kind::Float, 0, value};
}

int digit_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return 99;
}

// Takes digits with single underscores between them off the front of `text`. False if there are none or an underscore
// is misplaced. With `leading`, an underscore may come first.
bool take_digits(std::string_view& text, int base, bool leading = false) {
    if (leading && text.starts_with('_')) text.remove_prefix(1);
    bool after_digit = false;
    while (!text.empty() && (digit_value(text[0]) < base || (text[0] == '_' && after_digit))) {
        after_digit = text[0] != '_';
        text.remove_prefix(1);
    }
    return after_digit;
}

// The digits of a base that is a power of two. Bits beyond the 64th matter only for rounding: whether any is set.
NumberLiteral power_of_two_base(std::string_view digits, int bits) {
    u64 mantissa = 0;
    int exponent = 0;
    bool sticky = false;
    for (char c : digits) {
        if (c == '_') continue;
        auto digit = static_cast<u64>(digit_value(c));
        if (mantissa >> (64 - bits) == 0) {
            mantissa = mantissa << bits | digit;
        } else {
            if (exponent < 10000) exponent += bits;
            sticky |= digit != 0;
        }
    }
    if (exponent == 0 && mantissa <= static_cast<u64>(kLargestInt)) return make_int(static_cast<i64>(mantissa));
    return make_float(std::ldexp(static_cast<f64>(mantissa | (sticky ? 1 : 0)), exponent));
}

// from_chars says "out of range" for both ends of the range. The position of the first digit that is not zero,
// relative to the point, and the exponent tell them apart.
bool is_huge(std::string_view text) {
    size_t exponent_at = std::min(text.find_first_of("eE"), text.size());
    std::string_view digits = text.substr(0, exponent_at);
    i64 exponent = 0;
    if (exponent_at != text.size()) {
        std::string_view written = text.substr(exponent_at + 1);
        if (written.starts_with('+')) written.remove_prefix(1);
        auto [end, error] = std::from_chars(written.data(), written.data() + written.size(), exponent);
        if (error != std::errc()) return !written.starts_with('-');
    }
    size_t point = std::min(digits.find('.'), digits.size());
    size_t first = std::min(digits.find_first_not_of("0."), digits.size());
    return static_cast<i64>(point) - static_cast<i64>(first) + exponent > 0;
}

NumberLiteral decimal_float(std::string_view text) {
    f64 value = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc::result_out_of_range) return is_huge(text) ? NumberLiteral{} : make_float(0.0);
    return make_float(value);
}

NumberLiteral decimal_int(std::string_view text) {
    i64 value = 0;
    for (char c : text) {
        if (value > kLargestInt / 10) return decimal_float(text);
        value = value * 10 + (c - '0');
    }
    return value <= kLargestInt ? make_int(value) : decimal_float(text);
}

NumberLiteral decimal(std::string_view text) {
    std::string_view rest = text;
    bool is_float = false;
    if (!rest.starts_with('.') && !take_digits(rest, 10)) return {};
    if (rest.starts_with('.')) {
        is_float = true;
        rest.remove_prefix(1);
        if (!take_digits(rest, 10)) return {};
    }
    if (rest.starts_with('e') || rest.starts_with('E')) {
        is_float = true;
        rest.remove_prefix(1);
        if (rest.starts_with('+') || rest.starts_with('-')) rest.remove_prefix(1);
        if (!take_digits(rest, 10)) return {};
    }
    if (!rest.empty()) return {};
    if (text.find('_') == std::string_view::npos) return is_float ? decimal_float(text) : decimal_int(text);
    std::string plain;
    std::copy_if(text.begin(), text.end(), std::back_inserter(plain), [](char c) { return c != '_'; });
    return is_float ? decimal_float(plain) : decimal_int(plain);
}

}  // namespace

NumberLiteral parse_number_literal(std::string_view text) {
    if (text.size() < 2 || text[0] != '0') return decimal(text);
    int bits = 0;
    switch (text[1]) {
        case 'x':
        case 'X': bits = 4; break;
        case 'o':
        case 'O': bits = 3; break;
        case 'b':
        case 'B': bits = 1; break;
        default: return decimal(text);
    }
    std::string_view rest = text.substr(2);
    if (!take_digits(rest, 1 << bits, true) || !rest.empty()) return {};
    return power_of_two_base(text.substr(2), bits);
}

}  // namespace gs::syntax
