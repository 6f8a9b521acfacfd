// The order of code, the same for every machine.
#pragma once

#include <vector>

#include "jit/ir/graph.h"

namespace gs::jit {

/// Gives every edge from a block with several successors to one with several predecessors a block of its own, so that there is a
/// place for the moves that belong to the edge alone; drops what can not be reached; marks as cold what only cold blocks
/// lead to. Returns the blocks in the order of code: every one behind its dominator, loops in one piece, what is
/// cold behind everything else. Block::order is the position.
std::vector<Block*> lay_out(Graph& graph);

}  // namespace gs::jit
