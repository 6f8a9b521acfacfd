// The policy: what is compiled when, what is thrown away, and the hand-over between the VM and compiled code. Fills in the
// hooks of vm/tier.h.
#pragma once

#include "jit/report.h"
#include "runtime/state.h"
#include "support/types.h"

namespace gs::jit {

struct Settings {
    bool interpret = false;  // run the IR itself instead of machine code made of it: the reference for back ends
    u32 hot = 1024;  // calls of a function, or passes of a loop, before it is compiled (more if it is large)
    bool limit_time = true;  // compile only what is worth it by budget.h; otherwise whatever is hot
    bool limit_attempts = true;  // leave to the VM what has been compiled and thrown away often
    u32 exit_stress = 0;  // every so many guards one takes its exit for no reason; 0: none does
    bool log = false;  // a line to standard error for each compilation and each one that is given up
    bool stats = false;  // some lines to standard error when the program ends
    Dumps dump;
    bool perf = false, gdb = false;  // these learn the names of what is compiled
    u32 registers = 32;  // no more than so many of each kind
};

/// Compiles what gets hot in this State, which runs on the VM. To be called behind the opening of the library and before a
/// host adds functions of its own: the library's are known by what they are, not by their names.
void attach(rt::State& st, const Settings& settings);

/// To be called with the code of each chunk before it runs: sets its counters.
void prepare(rt::State& st, rt::Code* code);

}  // namespace gs::jit
