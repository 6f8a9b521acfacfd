// Simplifies the control flow: branches on constants become jumps, edges on which the next branch is decided lead past it,
// blocks that nobody reaches go, blocks that follow each other and nobody else become one, and edges lead past blocks in which
// nothing happens.
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

/// A block that only asks a phi which way to go: whoever comes with a constant knows already.
bool only_asks(const Block* block) {
    const Node* phi = block->first;
    if (!phi->is(Op::Phi) || phi->type != Type::Bool || phi->use_count != 1 || block->loop_header) return false;
    const Node* asks = phi->next;
    if (asks->is(Op::NotBool)) {
        if (asks->use_count != 1) return false;
        asks = asks->next;
    }
    return asks->is(Op::Branch) && asks->inputs[0] == asks->previous && block->successors[0] != block->successors[1];
}

/// The edge from `from` to `block` leads on to `to`, a successor of it. Nothing that is used behind stands in `block`.
void lead_past(Graph& graph, Block* from, Block* block, Block* to) {
    auto edge = std::find(to->predecessors.begin(), to->predecessors.end(), block) - to->predecessors.begin();
    remove_edge(graph, from, block);
    from->successors.push_back(to);
    to->predecessors.insert(static_cast<std::size_t>(edge), from);
    for (Node* phi = to->first; phi->is(Op::Phi); phi = phi->next) {
        Node* value = phi->inputs[static_cast<u32>(edge)];
        phi->inputs.insert(static_cast<u32>(edge), value);
        ++value->use_count;
    }
}

/// Jump threading.
void thread(Graph& graph) {
    for (Block* block : graph.blocks) {
        if (!only_asks(block)) continue;
        bool negated = block->first->next->is(Op::NotBool);
        for (std::size_t i = block->predecessors.size(); i-- > 0;) {
            Block* from = block->predecessors[i];
            const Node* value = block->first->inputs[i];
            if (!value->is_const() || !from->last->is(Op::Jump)) continue;
            Block* to = block->successors[(value->imm != 0) != negated ? 0 : 1];
            // A loop has one way in and one edge back.
            if (!to->loop_header) lead_past(graph, from, block, to);
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
    thread(graph);
    skip_empty(graph);
    merge_rows(graph);
}

}  // namespace gs::jit::opt
