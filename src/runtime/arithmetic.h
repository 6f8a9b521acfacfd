// Number arithmetic that C++ has no operator for, shared by every engine and by the compiler's constant folding.
#pragma once

#include <cmath>

#include "support/types.h"

namespace gs::rt {

/// The remainder with the sign of the divisor, which is not 0. (The least int by -1 is safe as long as both are ints of
/// the language, which have 48 bits.)
inline i64 floored_remainder(i64 a, i64 b) {
    i64 m = a % b;
    return m != 0 && (m ^ b) < 0 ? m + b : m;
}

inline f64 floored_remainder(f64 a, f64 b) {
    f64 m = std::fmod(a, b);
    return m != 0 && (m < 0) != (b < 0) ? m + b : m;
}

}  // namespace gs::rt
