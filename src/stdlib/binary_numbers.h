// Floats as bits and back, as string.pack and bytes write and read them.
#pragma once

#include <bit>
#include <cmath>
#include <limits>

#include "runtime/value.h"

namespace gs::stdlib {

/// The nearest value of single precision. What is too large for it becomes infinite, which C++ leaves undefined.
inline u32 single_bits(f64 value) {
    constexpr f64 kRoundsToInfinity = 0x1.ffffffp127;
    if (std::fabs(value) >= kRoundsToInfinity) value = std::copysign(std::numeric_limits<f64>::infinity(), value);
    return std::bit_cast<u32>(static_cast<f32>(value));
}

/// A float read from data: any bits may stand there, but a NaN in a Value must not look like a value of another kind.
inline rt::Value real_value(f64 d) {
    return rt::Value::real(std::isnan(d) ? std::numeric_limits<f64>::quiet_NaN() : d);
}
inline rt::Value real_of_single(u32 bits) { return real_value(static_cast<f64>(std::bit_cast<f32>(bits))); }

}  // namespace gs::stdlib
