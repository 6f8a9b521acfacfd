#include "jit/backend/blocks.h"

#include <algorithm>

#include "jit/ir/analysis.h"

namespace gs::jit {

namespace {

void split_edge(Graph& graph, Block* from, std::size_t successor) {
    Block* to = from->successors[successor];
    Block* between = graph.new_block();
    between->cold = from->cold || to->cold;
    graph.append(between, graph.make(Op::Jump, Type::None, {}));
    from->successors[successor] = between;
    between->predecessors.push_back(from);
    between->successors.push_back(to);
    // In the same place, because phis count on it.
    *std::find(to->predecessors.begin(), to->predecessors.end(), from) = between;
}

void split_critical_edges(Graph& graph) {
    std::vector<Block*> blocks = graph.blocks;
    for (Block* block : blocks) {
        if (block->successors.size() < 2) continue;
        for (std::size_t i = 0; i < block->successors.size(); ++i) {
            if (block->successors[i]->predecessors.size() > 1) split_edge(graph, block, i);
        }
    }
}

/// The header of the loop directly inside `around` (null: of an outermost one) that the block is in, or null.
Block* loop_inside(const Block* block, const Block* around) {
    Block* loop = block->loop;
    while (loop && loop->outer != around) loop = loop->outer;
    return loop;
}

void place(const std::vector<Block*>& blocks, Block* loop, std::vector<bool>& placed, std::vector<Block*>& out) {
    for (Block* block : blocks) {
        if (placed[block->id] || (loop && !in_loop(block, loop))) continue;
        Block* inner = loop_inside(block, loop);
        if (inner && inner != loop) {
            place(blocks, inner, placed, out);
        } else {
            placed[block->id] = true;
            out.push_back(block);
        }
    }
}

}  // namespace

std::vector<Block*> lay_out(Graph& graph) {
    remove_unreachable(graph);
    split_critical_edges(graph);
    const std::vector<Block*>& blocks = analyse_loops(graph);
    for (Block* block : blocks) block->cold |= block->dominator && block->dominator->cold;
    std::vector<bool> placed(graph.block_storage.size());
    std::vector<Block*> contiguous, order;
    place(blocks, nullptr, placed, contiguous);
    for (bool cold : {false, true}) {
        for (Block* block : contiguous) {
            if (block->cold == cold) order.push_back(block);
        }
    }
    for (u32 i = 0; i < order.size(); ++i) order[i]->order = i;
    graph.edges_changed();  // blocks have other numbers than analysis.h gives them
    return order;
}

}  // namespace gs::jit
