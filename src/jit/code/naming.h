// Tells tools what compiled code is called, and how to walk a stack through it: `perf` (--perf) and gdb (--gdb).
#pragma once

#include <memory>

#include "jit/backend/call_frames.h"

namespace gs::jit {

/// Appends the code, with its bytes, to the file jit-PID.dump in the folder that the environment variable JITDUMPDIR names, or
/// in the current one. `perf record -k mono` notes that there is such a file, `perf inject --jit` makes symbols of it.
void note_for_perf(const NamedCode& code);

/// Registers the code with a debugger that is attached, now or later, for as long as what is returned lives.
[[nodiscard]] std::shared_ptr<void> note_for_gdb(const NamedCode& code);

}  // namespace gs::jit
