// Whose the signals of the process are.
#pragma once

#include "runtime/state.h"

namespace gs::stdlib {

/// Says that Ctrl-C and SIGTERM are for the libraries of this State to handle: while HTTP servers run they end these, and
/// not the program. For programs that are nothing but this State; in a host signals are the host's.
void own_signals(rt::State& st);
bool owns_signals(rt::State& st);

}  // namespace gs::stdlib
