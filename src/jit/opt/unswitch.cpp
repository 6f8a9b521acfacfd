// Unswitching: a loop that asks in each pass what does not change while it runs is made twice, once for each answer, and the
// question is asked in front of it.
//
//     for k := 1; k <= 8; k++ { total += s:area() }      which method it is depends on the shape of `s`: this becomes a loop for
//                                                        each class
//
// A branch that always goes the same way costs next to nothing. But on what comes behind only one way, nothing may move out of the
// loop, and what only one way does (a call of something unknown, say) keeps loads of all others in it. A copy has one way.
//
// Of innermost loops, within limits of size. A copy loses the other ways at once, so its size counts without them.
#include <algorithm>

#include "jit/ir/analysis.h"
#include "jit/opt/copy_loop.h"
#include "jit/opt/loops.h"
#include "jit/opt/pass.h"

namespace gs::jit::opt {

namespace {

// Of one loop, and of all that are copied.
constexpr u32 kMaxNodes = 160, kMaxCopied = 500;

/// A branch that the loop goes along, of whose condition it changes nothing.
const Node* invariant_branch(const Block* header, const std::vector<Block*>& blocks) {
    for (const Block* block : blocks) {
        const Node* branch = block->last;
        if (block->cold || !branch->is(Op::Branch) || branch->inputs[0]->is_const()) continue;
        const Blocks& to = block->successors;
        if (in_loop(branch->inputs[0]->block, header) || to[0] == to[1]) continue;
        if (in_loop(to[0], header) || in_loop(to[1], header)) return branch;
    }
    return nullptr;
}

u32 size_of(const std::vector<Block*>& blocks) {
    u32 nodes = 0;
    for (const Block* block : blocks) {
        for (const Node* node = block->first; node; node = node->next) ++nodes;
    }
    return nodes;
}

/// Takes one question out of one loop. False: there is none.
bool unswitch_one(Graph& graph, u32* copied) {
    auto [headers, blocks] = loops_of(graph, analyse_loops(graph));
    for (Block* header : headers) {
        bool is_inner =
            std::none_of(headers.begin(), headers.end(), [&](const Block* h) { return h->outer == header; });
        if (header->cold || !is_inner || !preheader(header)) continue;
        const std::vector<Block*>& loop = blocks[header->id];
        u32 size = size_of(loop);
        if (size > kMaxNodes || *copied + size > kMaxCopied) continue;
        const Node* branch = invariant_branch(header, loop);
        if (!branch) continue;
        *copied += size;
        LoopCopy(graph, header, loop).unswitch(branch->inputs[0]);
        return true;
    }
    return false;
}

}  // namespace

void unswitch(Graph& graph) {
    u32 copied = 0;
    while (unswitch_one(graph, &copied)) branches(graph);
}

}  // namespace gs::jit::opt
