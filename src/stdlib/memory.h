// collectgarbage (language.md 11.6).
#pragma once

#include "runtime/state.h"

namespace gs::stdlib {

void open_memory(rt::State& st);

}  // namespace gs::stdlib
