// Bytes as pairs of hexadecimal digits.
#pragma once

#include <string_view>

#include "support/types.h"

namespace gs {

/// Writes two lower-case digits for each byte; `out` has room for them.
inline void write_hex(std::string_view bytes, char* out) {
    constexpr char kDigits[] = "0123456789abcdef";
    for (char byte : bytes) {
        *out++ = kDigits[static_cast<u8>(byte) >> 4];
        *out++ = kDigits[static_cast<u8>(byte) & 15];
    }
}

/// The value of a digit of either case, or -1.
constexpr int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// Reads the whole pairs at the front of `digits` and writes a byte for each. Gives the position of the first byte that
/// is no digit, looked for in an odd last one too, or digits.size() if there is none.
inline size_t read_hex(std::string_view digits, char* out) {
    size_t at = 0;
    for (; at + 1 < digits.size(); at += 2) {
        int high = hex_digit(digits[at]), low = hex_digit(digits[at + 1]);
        if ((high | low) < 0) return high < 0 ? at : at + 1;
        *out++ = static_cast<char>(high << 4 | low);
    }
    if (at < digits.size() && hex_digit(digits[at]) >= 0) ++at;
    return at;
}

}  // namespace gs
