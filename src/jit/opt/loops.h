// Loops as passes change them.
#pragma once

#include <vector>

#include "jit/ir/graph.h"

namespace gs::jit::opt {

/// The block in front of a loop: the only way in, and it leads nowhere else. Null if the loop has none (the pass
/// preheaders makes them).
inline Block* preheader(const Block* header) {
    if (header->predecessors.size() != 2) return nullptr;
    Block* before = header->predecessors[0];
    return before->successors.size() == 1 ? before : nullptr;
}

/// The loops of a graph: their headers, outer ones in front of inner ones, and by the id of a header all blocks of its loop, those
/// of inner loops included, in reverse postorder.
struct Loops {
    std::vector<Block*> headers;
    std::vector<std::vector<Block*>> blocks;
};

/// `order` is what analyse_loops() gives.
inline Loops loops_of(const Graph& graph, const std::vector<Block*>& order) {
    Loops loops{{}, std::vector<std::vector<Block*>>(graph.block_storage.size())};
    for (Block* block : order) {
        if (block->loop_header) loops.headers.push_back(block);
        for (Block* header = block->loop; header; header = header->outer) loops.blocks[header->id].push_back(block);
    }
    return loops;
}

}  // namespace gs::jit::opt
