// What instructions do to registers: for the verifier and for compilers.
#pragma once

#include "bytecode/proto.h"
#include "support/small_vector.h"

namespace gs::bytecode {

struct Range {
    u32 first, count;
};

/// What an instruction does to registers. Open values (opcodes.def) are not in the lists.
struct Access {
    using Ranges = SmallVector<Range, 3>;
    Ranges reads, writes;  // writes: on the way to the next instruction
    Ranges jump_writes;  // more writes on the way to the target
    u32 kills_from = kMaxRegisters;  // from here on nothing is defined (before the writes)

    void read(u32 first, u32 count = 1) { reads.push_back({first, count}); }
    void write(u32 first, u32 count = 1) { writes.push_back({first, count}); }
};

Access access_of(const Word* w);

}  // namespace gs::bytecode
