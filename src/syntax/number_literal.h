// The value of a number in source text (2.4).
#pragma once

#include <string_view>

#include "support/types.h"

namespace gs::syntax {

struct NumberLiteral {
    enum class Kind : u8 { Invalid, Int, Float };
    Kind kind = Kind::Invalid;
    i64 int_value = 0;
    f64 float_value = 0;
};

// Invalid if `text` as a whole is not a number, or one that is too large for a double.
NumberLiteral parse_number_literal(std::string_view text);

}  // namespace gs::syntax
