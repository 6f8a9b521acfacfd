// C++ behind the cold parts of compiled instructions: slow allocation, barriers, calls that compiled code can not make.
#pragma once

#include "jit/backend/machine_code.h"

namespace gs::jit {

/// All of Environment but the gates and the rows of helpers.def.
void fill_in_cold_parts(Environment& environment);

}  // namespace gs::jit
