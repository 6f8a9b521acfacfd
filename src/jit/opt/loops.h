// Loops as passes change them.
#pragma once

#include "jit/ir/graph.h"

namespace gs::jit::opt {

/// The block in front of a loop: the only way in, and it leads nowhere else. Null if the loop has none (the pass
/// preheaders makes them).
inline Block* preheader(const Block* header) {
    if (header->predecessors.size() != 2) return nullptr;
    Block* before = header->predecessors[0];
    return before->successors.size() == 1 ? before : nullptr;
}

}  // namespace gs::jit::opt
