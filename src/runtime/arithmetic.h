// Number arithmetic that C++ has no operator for, shared by every engine and by the compiler's constant folding.
#pragma once

#include <cmath>
#include <limits>

#include "support/types.h"

namespace gs::rt {

/// The remainder with the sign of the divisor, which is not 0. (The least int by -1 is safe as long as both are ints of
/// the language, which have 48 bits.)
inline i64 floored_remainder(i64 a, i64 b) {
    i64 m = a % b;
    return m != 0 && (m ^ b) < 0 ? m + b : m;
}

/// std::fmod, whose loop goes bit by bit. While the quotient has no more than 53 bits, its integer part is that of the rounded
/// quotient or one less, and a fused multiply-add makes the remainder without rounding.
inline f64 truncated_remainder(f64 a, f64 b) {
    f64 x = std::fabs(a), y = std::fabs(b), quotient = x / y;
    // Neither a NaN nor an infinity passes.
    if (!(quotient < 0x1p53) || !(y <= std::numeric_limits<f64>::max())) return std::fmod(a, b);
    f64 m = std::fma(-static_cast<f64>(static_cast<i64>(quotient)), y, x);
    return std::copysign(m < 0 ? m + y : m, a);
}

/// Squares are what most powers are, and a product is rounded rightly.
inline f64 power(f64 x, f64 y) { return y == 2 ? x * x : std::pow(x, y); }

inline f64 floored_remainder(f64 a, f64 b) {
    f64 m = truncated_remainder(a, b);
    return m != 0 && (m < 0) != (b < 0) ? m + b : m;
}

}  // namespace gs::rt
