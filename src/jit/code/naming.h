// Tells tools what compiled code is called: `perf` (--perf) and gdb (--gdb).
#pragma once

#include <string_view>

#include "jit/backend/machine_code.h"

namespace gs::jit {

/// Appends the code, with its bytes, to the file jit-PID.dump in the folder that the environment variable JITDUMPDIR names, or
/// in the current one. `perf record -k mono` notes that there is such a file, `perf inject --jit` makes symbols of it.
void note_for_perf(const MachineCode& code, std::string_view name);

/// Registers the code with a debugger that is attached, now or later, for as long as it lives.
void note_for_gdb(MachineCode& code, std::string_view name);

}  // namespace gs::jit
