// The files that make up the library `bytes`.
#pragma once

#include "runtime/state.h"

namespace gs::stdlib {

/// The class `buffer` with its methods (bytes_buffer.cpp).
void register_buffer_class(rt::State& st);

}  // namespace gs::stdlib
