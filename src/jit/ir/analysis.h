// Facts about the control flow of a graph. They are written into the blocks and hold until somebody changes edges; until then
// asking again costs nothing (Graph::facts).
//
// Graphs are reducible: every edge to a block that dominates its source goes to a loop header, from the header's last
// predecessor. Front ends see to that, and passes that change edges keep it.
#pragma once

#include <vector>

#include "jit/ir/graph.h"

namespace gs::jit {

/// The blocks that can be reached, each after all its predecessors but for loop edges (reverse postorder). Sets
/// Block::order to the position.
const std::vector<Block*>& order_blocks(const Graph& graph);

/// Sets order and Block::dominator (the entry's is null). Returns the blocks in that order.
const std::vector<Block*>& dominators(const Graph& graph);

/// Sets all of order, dominator, loop, outer and depth. Returns the blocks in that order.
const std::vector<Block*>& analyse_loops(const Graph& graph);

/// Whether every way to `b` passes `a`; each block dominates itself. Needs dominators().
bool dominates(const Block* a, const Block* b);

/// Whether the block is in the loop of that header. Needs analyse_loops().
bool in_loop(const Block* block, const Block* header);

/// Drops the blocks that can not be reached, and the inputs of phis that came from them. A header whose loop edge has gone
/// is a header no more.
void remove_unreachable(Graph& graph);

/// Takes one edge away (the first of equal ones) and the inputs of phis that came along it.
void remove_edge(Graph& graph, Block* from, Block* to);

}  // namespace gs::jit
