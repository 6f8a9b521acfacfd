// math.random and math.randomseed.
#pragma once

#include "runtime/state.h"

namespace gs::stdlib {

void add_random_functions(rt::State& st, rt::Table* library);

}  // namespace gs::stdlib
