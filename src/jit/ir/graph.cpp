#include "jit/ir/graph.h"

#include <algorithm>

#include "support/assert.h"

namespace gs::jit {

bool Snapshot::lists(i32 slot) const {
    auto found = std::lower_bound(slots.begin(), slots.end(), slot,
                                  [](const SlotValue& entry, i32 s) { return entry.slot < s; });
    return found != slots.end() && found->slot == slot;
}

Block* Graph::new_block() {
    Block& block = block_storage.emplace_back();
    block.id = static_cast<u32>(block_storage.size() - 1);
    blocks.push_back(&block);
    edges_changed();
    return &block;
}

Snapshot* Graph::new_snapshot() {
    Snapshot& snapshot = snapshots.emplace_back();
    snapshot.id = static_cast<u32>(snapshots.size() - 1);
    return &snapshot;
}

Snapshot* Graph::new_snapshot(const Snapshot& like, std::vector<SlotValue> slots) {
    Snapshot* made = new_snapshot();
    made->pc = like.pc;
    made->function = like.function;
    made->base_offset = like.base_offset;
    made->depth = like.depth;
    made->top = like.top;
    made->stale = like.stale;
    made->open_end = like.open_end;
    set_slots(made, std::move(slots));
    return made;
}

Node* Graph::make(Op op, Type type, Nodes inputs, u64 imm, Snapshot* snapshot) {
    Node& node = storage_.emplace_back();
    node.op = op;
    node.type = type;
    node.id = next_id_++;
    node.inputs = std::move(inputs);
    node.imm = imm;
    node.snapshot = snapshot;
    for (Node* input : node.inputs) ++input->use_count;
    return &node;
}

void Graph::append(Block* block, Node* node) {
    GS_ASSERT(!node->block);
    node->block = block;
    node->previous = block->last;
    node->next = nullptr;
    (block->last ? block->last->next : block->first) = node;
    block->last = node;
}

void Graph::insert_before(Node* position, Node* node) {
    GS_ASSERT(!node->block && position->block);
    Block* block = position->block;
    node->block = block;
    node->previous = position->previous;
    node->next = position;
    (position->previous ? position->previous->next : block->first) = node;
    position->previous = node;
}

void Graph::take_out(Node* node) {
    Block* block = node->block;
    GS_ASSERT(block);
    (node->previous ? node->previous->next : block->first) = node->next;
    (node->next ? node->next->previous : block->last) = node->previous;
    node->block = nullptr;
    node->previous = node->next = nullptr;
}

void Graph::move_before(Node* position, Node* node) {
    take_out(node);
    insert_before(position, node);
}

void Graph::remove(Node* node) {
    take_out(node);
    for (Node* input : node->inputs) --input->use_count;
    node->inputs.clear();
    node->snapshot = nullptr;
}

void Graph::set_input(Node* node, u32 index, Node* value) {
    --node->inputs[index]->use_count;
    node->inputs[index] = value;
    ++value->use_count;
}

void Graph::replace_uses(Node* from, Node* to) {
    u32 moved = 0;
    for (Block* block : blocks) {
        for (Node* node = block->first; node; node = node->next) {
            for (Node*& input : node->inputs) {
                if (input == from) input = to, ++moved;
            }
        }
    }
    for (Snapshot& snapshot : snapshots) {
        for (SlotValue& entry : snapshot.slots) {
            if (entry.value == from) entry.value = to, ++moved;
        }
    }
    from->use_count -= moved;
    to->use_count += moved;
}

Node* Graph::constant(Type type, u64 bits) {
    Node*& known = constants_[{type, bits}];
    if (known && known->block) return known;
    known = make(Op::Const, type, {}, bits);
    Block* entry = blocks[0];
    if (entry->first) {
        insert_before(entry->first, known);
    } else {
        append(entry, known);
    }
    return known;
}

void Graph::set_slots(Snapshot* snapshot, std::vector<SlotValue> slots) {
    for (SlotValue entry : snapshot->slots) --entry.value->use_count;
    for (SlotValue entry : slots) ++entry.value->use_count;
    snapshot->slots = std::move(slots);
}

void Graph::count_uses() {
    for (Node& node : storage_) node.use_count = 0;
    std::vector<bool> named(snapshots.size());
    for (Block* block : blocks) {
        if (block->entry) named[block->entry->id] = true;
        for (Node* node = block->first; node; node = node->next) {
            if (node->snapshot) named[node->snapshot->id] = true;
            for (Node* input : node->inputs) ++input->use_count;
        }
    }
    for (Snapshot& snapshot : snapshots) {
        if (!named[snapshot.id]) snapshot.slots.clear();
        for (SlotValue entry : snapshot.slots) ++entry.value->use_count;
    }
}

void Graph::renumber() {
    count_uses();
    next_id_ = 0;
    for (Block* block : blocks) {
        for (Node* node = block->first; node; node = node->next) node->id = next_id_++;
    }
}

SunkObject sunk_object(const Graph& graph, const Node* node) {
    SunkObject object{node->op, {}, {}};
    if (node->is(Op::SunkTable)) object.table = graph.tables[node->imm];
    if (node->is(Op::SunkClosure)) object.closure = graph.closures[node->imm];
    return object;
}

void Graph::add_edge(Block* from, Block* to) {
    from->successors.push_back(to);
    to->predecessors.push_back(from);
    edges_changed();
}

}  // namespace gs::jit
