// A second copy of a loop, for passes that take one pass of it out of the loop (peel), run two of them in a row (unroll), or want
// a loop for each answer to a question (unswitch).
//
// What they have in common: the blocks of the loop exist twice, each way out of the loop does too, and what is computed in
// the loop and used behind it now comes from one copy or the other. Where the ways out meet, phis choose (the construction
// is that of Braun and others, "Simple and Efficient Construction of SSA Form", 2013).
#pragma once

#include <unordered_map>
#include <vector>

#include "jit/ir/graph.h"

namespace gs::jit::opt {

class LoopCopy {
public:
    /// Needs analyse_loops(); `blocks` are those of the loop, inner ones included, in reverse postorder. The loop has a
    /// block of its own in front.
    LoopCopy(Graph& graph, Block* header, std::vector<Block*> blocks)
        : graph_(graph), header_(header), edge_(header->predecessors.back()), blocks_(std::move(blocks)) {}

    /// The copy runs once, in front of the loop. `entry` is a snapshot of the loop that describes the state at its edge: its
    /// copy becomes the loop's entry.
    void peel(const Snapshot* entry);
    /// The copy comes behind the loop's own blocks: two passes for each round.
    void unroll();
    /// The copy runs instead of the loop where the condition, which the loop does not change, is false. Branches on it become
    /// ones on constants.
    void unswitch(Node* condition);

private:
    void copy_blocks();
    void copy_exits();
    Snapshot* copy(const Snapshot* snapshot);
    Node* copy_of(Node* node) const;
    bool is_inside(const Block* block) const { return block->id < inside_.size() && inside_[block->id]; }
    bool is_copy(const Block* block) const { return block->id < copied_.size() && copied_[block->id]; }
    void replace_header_phis(const std::vector<Node*>& values);
    void answer(const std::vector<Block*>& blocks, Block* front, Node* condition, bool value);
    Block* copied_edge() const;
    Block* make_front(Block* header);

    void repair();
    void repair(Node* node);
    Snapshot* repaired(Snapshot* snapshot, Block* at);
    Node* value_at_end(Node* value, Block* block);
    bool needs_repair(const Node* value) const {
        return value->id < values_.size() && values_[value->id] && is_inside(value->block);
    }

    Graph& graph_;
    Block *header_, *edge_;
    std::vector<Block*> blocks_;
    std::vector<Block*> copies_;  // of blocks_
    std::vector<bool> inside_, copied_;  // by block id: in the loop, in the copy
    std::vector<Node*> values_;  // copies, by node id
    std::unordered_map<const Snapshot*, Snapshot*> snapshots_;  // copies
    std::vector<Block*> exits_;  // blocks behind the loop that it leads to
    // While repairing: what a value is at the end of a block, and what a snapshot is for the operations of a block.
    std::unordered_map<u64, Node*> at_end_;
    std::unordered_map<u64, Snapshot*> repaired_;
};

}  // namespace gs::jit::opt
