// What the compiler tells about itself: --jit-stats, --dump=ir and its like.
#pragma once

#include <array>
#include <chrono>
#include <cstdio>
#include <string>

#include "jit/backend/machine_code.h"

namespace gs::jit {

/// Which forms of what is compiled are written to standard error (--dump).
struct Dumps {
    bool ir = false;
    std::string pass;  // the IR behind each run of this pass only; empty: when it has been built, and in the end
    bool snapshots = false;  // where each exit finds the values of the frame
    bool allocation = false;  // which value is where
    bool code = false;  // the instructions
};

/// Counts of one State.
struct Stats {
    u32 functions = 0, loops = 0;  // compilations of these
    u32 again = 0;  // of those, of something that had been compiled before
    u32 postponed = 0;  // how often something hot had to wait, because compilations had taken too much time
    u32 dropped = 0;  // code thrown away because guards failed
    u32 given_up = 0;  // functions and loops that are left to the VM
    u64 words = 0, nodes = 0, bytes = 0;  // of bytecode, IR when it was finished, machine code
    std::array<u64, static_cast<std::size_t>(Op::kCount)> exits{};  // taken, by operation

    /// With the time that compilations have taken out of all that the program has run.
    void write(std::FILE* file, std::chrono::nanoseconds compiling, std::chrono::nanoseconds run) const;
};

/// The exits of a piece of code, a line each: what failed there, where the VM goes on, and where the values of the slots are.
std::string describe_exits(const MachineCode& code);

}  // namespace gs::jit
