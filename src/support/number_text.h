// Numbers to text and text to numbers: the one rule that print, tostring, `..`, arithmetic on strings and the whole
// library share (language.md 4.4, 4.5, 11.2). Nothing here knows about Values.
//
// An "int" is a whole number of 48 bits; a whole number outside that range becomes the nearest double.
#pragma once

#include <string_view>

#include "support/types.h"

namespace gs {

inline constexpr i64 kMinInt = -(i64{1} << 47);
inline constexpr i64 kMaxInt = (i64{1} << 47) - 1;

/// Bytes that format_float and format_int may write; there is no closing zero byte.
inline constexpr size_t kNumberTextSize = 32;

/// Writes the shortest text that reads back as `value`; returns its length.
size_t format_float(f64 value, char* out);

/// Writes `value` in decimal; returns the length.
size_t format_int(i64 value, char* out);

/// What a text means as a number.
struct NumberText {
    enum class Kind : u8 { None, Int, Float };

    Kind kind = Kind::None;
    i64 integer = 0;   // if kind is Int
    f64 floating = 0;  // if kind is Float

    static NumberText none() { return {}; }
    static NumberText of_int(i64 value) { return {Kind::Int, value, 0}; }
    static NumberText of_float(f64 value) { return {Kind::Float, 0, value}; }

    bool ok() const { return kind != Kind::None; }
    bool is_int() const { return kind == Kind::Int; }
    bool is_float() const { return kind == Kind::Float; }
    /// The value as a double, exact for ints.
    f64 as_float() const { return kind == Kind::Int ? static_cast<f64>(integer) : floating; }
};

/// Space, tab, newline, vertical tab, form feed, carriage return.
constexpr bool is_number_space(char byte) { return byte == ' ' || (byte >= '\t' && byte <= '\r'); }

/// Reads all of `text`, white space at the ends aside, as a decimal or hexadecimal number.
NumberText parse_number(std::string_view text);

/// Reads all of `text`, white space at the ends aside, as a whole number with an optional sign. `base` is 2 to 36.
NumberText parse_number_base(std::string_view text, int base);

/// Finds where a number at the head of a stream ends, one byte at a time and without looking ahead: the caller skips
/// white space, then offers each byte and consumes it if it was accepted. The text collected may still be no number
/// ("0x", "1e"); parse_number decides.
class NumberScanner {
public:
    /// A longer number is cut here, so that a stream of digits can not fill the memory.
    static constexpr size_t kMaxSize = 200;

    /// Takes `byte` if the text with it can begin a number.
    bool accept(char byte);
    std::string_view text() const { return {text_, size_}; }

private:
    enum class State : u8 { Start, Sign, Zero, Whole, Fraction, ExponentMark, ExponentSign, Exponent };

    bool step(char byte);

    char text_[kMaxSize];
    size_t size_ = 0;
    State state_ = State::Start;
    bool hex_ = false;
    bool digits_ = false;  // the mantissa has a digit, so an exponent may follow
};

}  // namespace gs
