#include "jit/opt/copy_loop.h"

#include <algorithm>

#include "support/assert.h"

namespace gs::jit::opt {

Node* LoopCopy::copy_of(Node* node) const {
    Node* copy = node->id < values_.size() ? values_[node->id] : nullptr;
    return copy ? copy : node;
}

Snapshot* LoopCopy::copy(const Snapshot* snapshot) {
    Snapshot*& made = snapshots_[snapshot];
    if (made) return made;
    std::vector<SlotValue> slots = snapshot->slots;
    for (SlotValue& entry : slots) entry.value = copy_of(entry.value);
    return made = graph_.new_snapshot(*snapshot, std::move(slots));
}

/// Nodes first, without their snapshots and the inputs that are not there yet; then edges inside of the copy, then the rest.
/// The copy of the header has no predecessor, its phis no inputs, and the copy of the loop edge leads nowhere.
void LoopCopy::copy_blocks() {
    values_.resize(graph_.node_count());
    inside_.resize(graph_.block_storage.size());
    for (Block* block : blocks_) inside_[block->id] = true;
    std::vector<Block*> of(graph_.block_storage.size());
    for (Block* block : blocks_) {
        Block* made = graph_.new_block();
        graph_.blocks.pop_back();
        made->cold = block->cold;
        made->loop_header = block->loop_header && block != header_;
        copies_.push_back(made);
        of[block->id] = made;
        for (Node* node = block->first; node; node = node->next) {
            Node* twin = graph_.make(node->op, node->type, {}, node->imm);
            twin->origin = node->origin;
            graph_.append(made, twin);
            values_[node->id] = twin;
        }
    }
    copied_.resize(graph_.block_storage.size());
    for (Block* block : copies_) copied_[block->id] = true;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
        // In the order of the original's lists, as phis and branches want it.
        for (Block* to : blocks_[i]->successors) {
            if (is_inside(to) && to != header_) {
                copies_[i]->successors.push_back(of[to->id]);
            } else {
                copies_[i]->successors.push_back(to);  // out of the loop, or the loop edge
            }
        }
        if (blocks_[i] == header_) continue;
        for (Block* from : blocks_[i]->predecessors) copies_[i]->predecessors.push_back(of[from->id]);
    }
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
        if (blocks_[i]->entry && blocks_[i] != header_) copies_[i]->entry = copy(blocks_[i]->entry);
        for (Node* node = blocks_[i]->first; node; node = node->next) {
            Node* twin = values_[node->id];
            if (node->snapshot) twin->snapshot = copy(node->snapshot);
            if (node->is(Op::Phi) && blocks_[i] == header_) continue;
            for (Node* input : node->inputs) {
                twin->inputs.push_back(copy_of(input));
                ++twin->inputs.back()->use_count;
            }
        }
    }
}

/// The ways out of the copy: new predecessors of the blocks behind the loop.
void LoopCopy::copy_exits() {
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
        for (Block* to : blocks_[i]->successors) {
            if (is_inside(to)) continue;
            exits_.push_back(to);
            // Of two edges from one block to the same place, each is found in its turn.
            auto seen = std::count(to->predecessors.begin(), to->predecessors.end(), copies_[i]);
            auto from = to->predecessors.begin();
            for (auto skip = seen; *from != blocks_[i] || skip-- > 0;) ++from;
            auto index = static_cast<std::size_t>(from - to->predecessors.begin());
            to->predecessors.push_back(copies_[i]);
            for (Node* phi = to->first; phi->is(Op::Phi); phi = phi->next) {
                Node* value = copy_of(phi->inputs[index]);
                phi->inputs.push_back(value);
                ++value->use_count;
            }
        }
    }
}

/// The phis of the copied header, which has one predecessor, are what comes from there.
void LoopCopy::replace_header_phis(const std::vector<Node*>& values) {
    std::size_t i = 0;
    for (Node* phi = header_->first; phi->is(Op::Phi); phi = phi->next) {
        Node* twin = values_[phi->id];
        twin->inputs = {values[i]};
        ++values[i++]->use_count;
    }
}

/// The copy of the loop edge.
Block* LoopCopy::copied_edge() const {
    return copies_[static_cast<std::size_t>(std::find(blocks_.begin(), blocks_.end(), edge_) - blocks_.begin())];
}

/// A new block in front of a loop.
Block* LoopCopy::make_front(Block* header) {
    Block* front = graph_.new_block();
    graph_.blocks.pop_back();
    graph_.append(front, graph_.make(Op::Jump, Type::None, {}));
    front->successors = {header};
    front->cold = header->cold;
    return front;
}

void LoopCopy::peel(const Snapshot* entry) {
    copy_blocks();
    Block* before = header_->predecessors[0];
    Block *first = copies_[0], *last = copied_edge();
    std::vector<Node*> entering;
    for (Node* phi = header_->first; phi->is(Op::Phi); phi = phi->next) {
        entering.push_back(phi->inputs[0]);
        Node* around = copy_of(phi->inputs[1]);
        graph_.set_input(phi, 0, around);
    }
    replace_header_phis(entering);
    // before -> copy -> a new block in front of the loop -> loop
    *std::find(before->successors.begin(), before->successors.end(), header_) = first;
    first->predecessors = {before};
    Block* front = make_front(header_);
    *std::find(last->successors.begin(), last->successors.end(), header_) = front;
    front->predecessors = {last};
    header_->predecessors[0] = front;
    header_->entry = copy(entry);
    copy_exits();
    auto place = std::find(graph_.blocks.begin(), graph_.blocks.end(), header_);
    place = graph_.blocks.insert(place, copies_.begin(), copies_.end());
    graph_.blocks.insert(place + static_cast<std::ptrdiff_t>(copies_.size()), front);
    repair();
}

void LoopCopy::unroll() {
    copy_blocks();
    Block *first = copies_[0], *last = copied_edge();
    std::vector<Node*> around;
    for (Node* phi = header_->first; phi->is(Op::Phi); phi = phi->next) {
        around.push_back(phi->inputs[1]);
        graph_.set_input(phi, 1, copy_of(phi->inputs[1]));
    }
    replace_header_phis(around);
    copy_exits();
    // edge -> copy -> header
    *std::find(edge_->successors.begin(), edge_->successors.end(), header_) = first;
    first->predecessors = {edge_};
    header_->predecessors[1] = last;
    auto place = std::find(graph_.blocks.begin(), graph_.blocks.end(), edge_);
    graph_.blocks.insert(place + 1, copies_.begin(), copies_.end());
    repair();
}

/// Branches on the condition become ones on a constant. The loop is cold if they lead to cold blocks now.
void LoopCopy::answer(const std::vector<Block*>& blocks, Block* front, Node* condition, bool value) {
    for (Block* block : blocks) {
        if (!block->last->is(Op::Branch) || block->last->inputs[0] != condition) continue;
        graph_.set_input(block->last, 0, graph_.constant(Type::Bool, value));
        front->cold = front->cold || block->successors[value ? 0 : 1]->cold;
    }
    if (!front->cold) return;
    for (Block* block : blocks) block->cold = true;
}

void LoopCopy::unswitch(Node* condition) {
    copy_blocks();
    Block *before = header_->predecessors[0], *first = copies_[0], *last = copied_edge();
    for (Node* phi = header_->first; phi->is(Op::Phi); phi = phi->next) {
        Node* twin = values_[phi->id];
        twin->inputs = {phi->inputs[0], copy_of(phi->inputs[1])};
        for (Node* input : twin->inputs) ++input->use_count;
    }
    first->loop_header = true;
    first->entry = header_->entry;
    *std::find(last->successors.begin(), last->successors.end(), header_) = first;
    // before -> a new block in front of the loop, or one in front of the copy
    Block *front = make_front(header_), *front_of_copy = make_front(first);
    graph_.remove(before->last);
    graph_.append(before, graph_.make(Op::Branch, Type::None, {condition}));
    before->successors = {front, front_of_copy};
    front->predecessors = front_of_copy->predecessors = {before};
    header_->predecessors[0] = front;
    first->predecessors = {front_of_copy, last};
    copy_exits();
    answer(blocks_, front, condition, true);
    answer(copies_, front_of_copy, condition, false);
    graph_.blocks.insert(std::find(graph_.blocks.begin(), graph_.blocks.end(), header_), front);
    auto place = std::find(graph_.blocks.begin(), graph_.blocks.end(), edge_) + 1;
    place = graph_.blocks.insert(place, copies_.begin(), copies_.end());
    graph_.blocks.insert(place, front_of_copy);
    repair();
}

// ---- values that are used behind the loop --------------------------------------------------------------------------

void LoopCopy::repair() {
    graph_.edges_changed();
    // Only what is reached from the loop's ways out can use what the loop computes.
    std::vector<bool> seen(graph_.block_storage.size());
    std::vector<Block*> work;
    auto visit = [&](Block* block) {
        if (seen[block->id] || is_inside(block) || is_copy(block)) return;
        seen[block->id] = true;
        work.push_back(block);
    };
    for (Block* block : exits_) visit(block);
    for (std::size_t i = 0; i < work.size(); ++i) {
        for (Block* to : work[i]->successors) visit(to);
    }
    for (Block* block : work) {
        for (Node *node = block->first, *next = nullptr; node; node = next) {
            next = node->next;
            repair(node);
        }
        if (block->entry) {
            // All ways into a loop carry the same values for its entry.
            Block* before = block->predecessors[0];
            if (!is_inside(before) && !is_copy(before)) block->entry = repaired(block->entry, before);
        }
    }
}

void LoopCopy::repair(Node* node) {
    for (u32 i = 0; i < node->inputs.size(); ++i) {
        if (!needs_repair(node->inputs[i])) continue;
        Block* from = node->is(Op::Phi) ? node->block->predecessors[i] : node->block;
        // An edge out of the loop itself carries the loop's own value.
        if (is_inside(from) || is_copy(from)) continue;
        graph_.set_input(node, i, value_at_end(node->inputs[i], from));
    }
    if (node->snapshot) node->snapshot = repaired(node->snapshot, node->block);
}

/// The snapshot with the values that are right in a block behind the loop.
Snapshot* LoopCopy::repaired(Snapshot* snapshot, Block* at) {
    bool needed = false;
    for (const SlotValue& entry : snapshot->slots) needed = needed || needs_repair(entry.value);
    if (!needed) return snapshot;
    Snapshot*& made = repaired_[u64{snapshot->id} << 32 | at->id];
    if (made) return made;
    std::vector<SlotValue> slots = snapshot->slots;
    for (SlotValue& entry : slots) {
        if (needs_repair(entry.value)) entry.value = value_at_end(entry.value, at);
    }
    return made = graph_.new_snapshot(*snapshot, std::move(slots));
}

Node* LoopCopy::value_at_end(Node* value, Block* block) {
    if (is_inside(block)) return value;
    if (is_copy(block)) return copy_of(value);
    u64 key = u64{value->id} << 32 | block->id;
    auto found = at_end_.find(key);
    if (found != at_end_.end()) return found->second;
    GS_ASSERT(!block->predecessors.empty());
    if (block->predecessors.size() == 1) return at_end_[key] = value_at_end(value, block->predecessors[0]);
    // The phi is there before its inputs are asked for, since the way back may lead here again.
    Node* phi = graph_.make(Op::Phi, value->type, {}, value->type == Type::Ptr ? pointer_tag(value) : 0);
    graph_.insert_before(block->first, phi);
    at_end_[key] = phi;
    for (Block* from : block->predecessors) {
        Node* input = value_at_end(value, from);
        phi->inputs.push_back(input);
        ++input->use_count;
    }
    return phi;
}

}  // namespace gs::jit::opt
