// Unrolling: a short innermost loop runs two passes a round. The second copy needs no poll, jumps are fewer, and a loop of
// less than a cache line does not depend on where it happens to lie.
//
// Comes behind everything else; numbering and folding then take out what the second pass knows from the first.
#include "jit/ir/analysis.h"
#include "jit/opt/copy_loop.h"
#include "jit/opt/loops.h"
#include "jit/opt/pass.h"

namespace gs::jit::opt {

namespace {

constexpr u32 kMaxNodes = 24, kMaxBlocks = 6;

bool is_short(const std::vector<Block*>& blocks) {
    if (blocks.size() > kMaxBlocks) return false;
    u32 nodes = 0;
    for (const Block* block : blocks) {
        if (block->cold) return false;
        for (const Node* node = block->first; node; node = node->next) {
            if (node->effects() & (kClobbers | kHelper | kAllocates) || node->is(Op::CallReading) ||
                node->is(Op::AppendElement) || node->is(Op::TakeLast) || node->is(Op::FillList))
                return false;
            bool is_code = !node->is(Op::Phi) && !node->is_const() && !node->is(Op::Poll) && !node->is(Op::Jump);
            if (is_code && ++nodes > kMaxNodes) return false;
        }
    }
    return true;
}

/// Two passes need one poll.
void remove_poll(Graph& graph, Block* edge) {
    for (Node* node = edge->first; node; node = node->next) {
        if (node->is(Op::Poll)) return graph.remove(node);
    }
}

}  // namespace

void unroll(Graph& graph) {
    const std::vector<Block*> order = analyse_loops(graph);  // a copy: the graph changes
    std::vector<std::vector<Block*>> blocks(graph.block_storage.size());  // of each loop, by the header's id
    std::vector<bool> has_inner(graph.block_storage.size());
    std::vector<Block*> headers;
    for (Block* block : order) {
        if (block->loop) blocks[block->loop->id].push_back(block);
        if (block->outer) has_inner[block->outer->id] = true;
        if (block->loop_header && preheader(block)) headers.push_back(block);
    }
    for (Block* header : headers) {
        if (header->cold || has_inner[header->id] || !is_short(blocks[header->id])) continue;
        Block* edge = header->predecessors.back();
        LoopCopy(graph, header, blocks[header->id]).unroll();
        remove_poll(graph, edge);
    }
}

}  // namespace gs::jit::opt
