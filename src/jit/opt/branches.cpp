// Simplifies the control flow: branches on constants become jumps, blocks that nobody reaches go, blocks that follow each
// other and nobody else become one, and edges lead past blocks in which nothing happens.
//
// Blocks in front of loops stay, also empty ones: passes put things there.
#include <algorithm>

#include "jit/ir/analysis.h"
#include "jit/opt/pass.h"
#include "jit/opt/replace.h"

namespace gs::jit::opt {

namespace {

bool has_phis(const Block* block) { return block->first->is(Op::Phi); }

void become_jump(Graph& graph, Block* block) {
    graph.remove(block->last);
    graph.append(block, graph.make(Op::Jump, Type::None, {}));
}

/// Whether the phis do not care along which of two edges from the same block control comes.
bool same_on_both(const Block* from, const Block* to) {
    auto first = std::find(to->predecessors.begin(), to->predecessors.end(), from);
    auto second = std::find(first + 1, to->predecessors.end(), from);
    for (const Node* phi = to->first; phi->is(Op::Phi); phi = phi->next) {
        if (phi->inputs[static_cast<u32>(first - to->predecessors.begin())] !=
            phi->inputs[static_cast<u32>(second - to->predecessors.begin())]) {
            return false;
        }
    }
    return true;
}

void decide(Graph& graph) {
    for (Block* block : graph.blocks) {
        if (!block->last->is(Op::Branch)) continue;
        Block *yes = block->successors[0], *no = block->successors[1];
        Node* condition = block->last->inputs[0];
        if (yes == no) {
            if (!same_on_both(block, yes)) continue;
            remove_edge(graph, block, yes);
            become_jump(graph, block);
        } else if (condition->is_const()) {
            remove_edge(graph, block, condition->imm ? no : yes);
            become_jump(graph, block);
        }
    }
    remove_unreachable(graph);
}

/// `next` comes behind `block` and nowhere else: it becomes its second half.
void merge(Graph& graph, Replacements& replaced, Block* block, Block* next) {
    graph.remove(block->last);
    while (next->first && next->first->is(Op::Phi)) {
        replaced.add(next->first, next->first->inputs[0]);
        graph.remove(next->first);
    }
    for (Node* node = next->first; node; node = node->next) node->block = block;
    next->first->previous = block->last;
    (block->last ? block->last->next : block->first) = next->first;
    block->last = next->last;
    next->first = next->last = nullptr;
    block->successors = next->successors;
    for (Block* to : block->successors) std::replace(to->predecessors.begin(), to->predecessors.end(), next, block);
    next->predecessors.clear();
    next->successors.clear();
    graph.edges_changed();
}

void merge_rows(Graph& graph) {
    Replacements replaced(graph);
    for (Block* block : std::vector<Block*>(order_blocks(graph))) {
        if (!block->first) continue;  // merged
        while (block->last->is(Op::Jump)) {
            Block* next = block->successors[0];
            if (next->predecessors.size() != 1 || next->loop_header) break;
            merge(graph, replaced, block, next);
        }
    }
    std::erase_if(graph.blocks, [](const Block* block) { return !block->first; });
    replaced.finish();
}

/// Edges to a block that only jumps go straight to where it leads, if no phi there asks which way control came.
void skip_empty(Graph& graph) {
    for (Block* block : graph.blocks) {
        if (!block->first->is(Op::Jump) || block == graph.blocks[0]) continue;
        Block* to = block->successors[0];
        if (to == block || has_phis(to) || to->loop_header || block->loop_header) continue;
        remove_edge(graph, block, to);
        for (Block* from : block->predecessors) {
            std::replace(from->successors.begin(), from->successors.end(), block, to);
            to->predecessors.push_back(from);
        }
        block->predecessors.clear();
        graph.remove(block->last);
    }
    std::erase_if(graph.blocks, [](const Block* block) { return !block->first; });
}

}  // namespace

void branches(Graph& graph) {
    decide(graph);
    skip_empty(graph);
    merge_rows(graph);
}

}  // namespace gs::jit::opt
