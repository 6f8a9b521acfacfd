#include "jit/ir/analysis.h"

#include <algorithm>

#include "support/assert.h"

namespace gs::jit {

namespace {

constexpr u32 kUnreached = ~u32{0};

/// The common dominator of two blocks whose dominators, as far as known, lead to the entry.
Block* meet(Block* a, Block* b) {
    while (a != b) {
        while (a->order > b->order) a = a->dominator;
        while (b->order > a->order) b = b->dominator;
    }
    return a;
}

/// Numbers the blocks so that those below one follow it: each is behind its dominator in the order.
void number_tree(const Graph& graph, const std::vector<Block*>& order) {
    for (Block* block : graph.blocks) block->tree_first = kUnreached, block->tree_end = 0;
    // First how many there are, then where the next child of a block begins.
    std::vector<u32> numbers(order.size(), 1);
    for (std::size_t i = order.size(); i-- > 1;) numbers[order[i]->dominator->order] += numbers[i];
    for (Block* block : order) {
        u32 size = numbers[block->order];
        block->tree_first = block->dominator ? numbers[block->dominator->order] : 0;
        block->tree_end = block->tree_first + size;
        if (block->dominator) numbers[block->dominator->order] = block->tree_end;
        numbers[block->order] = block->tree_first + 1;
    }
}

}  // namespace

const std::vector<Block*>& order_blocks(const Graph& graph) {
    FlowFacts& facts = graph.facts;
    if (facts.known >= FlowFacts::Order) return facts.order;
    for (Block* block : graph.blocks) block->order = kUnreached;
    struct Visit {
        Block* block;
        std::size_t left;  // successors not yet looked at
    };
    SmallVector<Visit, 64> path;
    std::vector<Block*>& result = facts.order;
    result.clear();
    auto enter = [&](Block* block) {
        block->order = 0;
        path.push_back({block, block->successors.size()});
    };
    enter(graph.blocks[0]);
    // Last successor first, so that the first one, the likely way on, comes right behind its predecessor.
    while (!path.empty()) {
        Visit& top = path.back();
        if (top.left == 0) {
            result.push_back(top.block);
            path.pop_back();
        } else if (Block* next = top.block->successors[--top.left]; next->order == kUnreached) {
            enter(next);
        }
    }
    std::reverse(result.begin(), result.end());
    for (u32 i = 0; i < result.size(); ++i) result[i]->order = i;
    facts.known = FlowFacts::Order;
    return result;
}

// The iteration of Cooper, Harvey and Kennedy. In a reducible graph, in this order, the first round gives the answer, since
// loop edges add nothing; a second round would only confirm it.
const std::vector<Block*>& dominators(const Graph& graph) {
    const std::vector<Block*>& order = order_blocks(graph);
    if (graph.facts.known >= FlowFacts::Dominators) return order;
    for (Block* block : order) block->dominator = nullptr;
    for (bool changed = true; changed;) {
        changed = false;
        for (std::size_t i = 1; i < order.size(); ++i) {
            Block* found = nullptr;
            for (Block* predecessor : order[i]->predecessors) {
                bool known = predecessor == order[0] || (predecessor->order != kUnreached && predecessor->dominator);
                if (known) found = found ? meet(found, predecessor) : predecessor;
            }
            if (order[i]->dominator != found) {
                order[i]->dominator = found;
                changed = true;
            }
        }
    }
    number_tree(graph, order);
    graph.facts.known = FlowFacts::Dominators;
    return order;
}

// Inner headers come later in the order than the headers around them, so going backwards finds inner loops first. The walk from
// an outer loop's edge then meets inner loops as wholes: it steps from the outermost one known to the way in.
const std::vector<Block*>& analyse_loops(const Graph& graph) {
    const std::vector<Block*>& order = dominators(graph);
    if (graph.facts.known >= FlowFacts::Loops) return order;
    for (Block* block : order) block->loop = block->outer = nullptr, block->depth = 0;
    std::vector<Block*> work;
    for (auto position = order.rbegin(); position != order.rend(); ++position) {
        Block* header = *position;
        if (!header->loop_header) continue;
        work.assign(1, header->predecessors.back());
        header->loop = header;
        while (!work.empty()) {
            Block* block = work.back();
            work.pop_back();
            if (block->order == kUnreached) continue;
            if (!block->loop) {
                block->loop = header;
                work.insert(work.end(), block->predecessors.begin(), block->predecessors.end());
                continue;
            }
            Block* inner = block->loop;
            while (inner->outer) inner = inner->outer;
            if (inner == header) continue;
            inner->outer = header;
            work.insert(work.end(), inner->predecessors.begin(), inner->predecessors.end() - 1);
        }
    }
    for (Block* block : order) {
        if (block->loop == block) {
            block->depth = block->outer ? block->outer->depth + 1 : 1;
        } else if (block->loop) {
            block->depth = block->loop->depth;
        }
    }
    graph.facts.known = FlowFacts::Loops;
    return order;
}

bool dominates(const Block* a, const Block* b) { return a->tree_first <= b->tree_first && b->tree_first < a->tree_end; }

bool in_loop(const Block* block, const Block* header) {
    const Block* loop = block->loop;
    while (loop && loop != header) loop = loop->outer;
    return loop == header;
}

void remove_edge(Graph& graph, Block* from, Block* to) {
    graph.edges_changed();
    auto out = std::find(from->successors.begin(), from->successors.end(), to);
    auto in = std::find(to->predecessors.begin(), to->predecessors.end(), from);
    GS_ASSERT(out != from->successors.end() && in != to->predecessors.end());
    auto index = static_cast<u32>(in - to->predecessors.begin());
    if (to->loop_header && in + 1 == to->predecessors.end()) {
        to->loop_header = false;
        to->entry = nullptr;
    }
    from->successors.erase(static_cast<std::size_t>(out - from->successors.begin()));
    to->predecessors.erase(index);
    for (Node* phi = to->first; phi && phi->is(Op::Phi); phi = phi->next) {
        --phi->inputs[index]->use_count;
        phi->inputs.erase(index);
    }
}

void remove_unreachable(Graph& graph) {
    if (order_blocks(graph).size() == graph.blocks.size()) return;
    for (Block* block : graph.blocks) {
        if (block->order != kUnreached) continue;
        while (!block->successors.empty()) remove_edge(graph, block, block->successors.back());
    }
    for (Block* block : graph.blocks) {
        if (block->order != kUnreached) continue;
        while (block->last) graph.remove(block->last);
    }
    std::erase_if(graph.blocks, [](Block* block) { return block->order == kUnreached; });
}

}  // namespace gs::jit
