// The files that make up the library `os`.
#pragma once

#include "runtime/state.h"

namespace gs::stdlib {

/// time, date, clock, difftime (os_time.cpp).
void add_clock_functions(rt::State& st, rt::Table* library);

}  // namespace gs::stdlib
