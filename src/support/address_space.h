// Our containers, like all of C++ without exceptions, end the process when they get no memory. So what can be done without, or can
// fail in a way that a script understands, asks first.
#pragma once

#include <cstddef>

namespace gs {

/// Whether the system would map so many bytes now. A system call or two.
bool has_address_space(std::size_t bytes);

}  // namespace gs
