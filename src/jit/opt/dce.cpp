// Dead code: what has no effect and no living user goes.
//
// Alive are stores, calls, guards, ends of blocks, and whatever they use, values of snapshots included. A guard stays even if
// nobody wants its value, since it says that the instruction means something else otherwise (an error, perhaps). That goes for
// overflows, too: what had used the sum may have been folded because it fits (`a + b <= 2147483647` is true of an int32), and is
// wrong where it does not.
//
// Stores into the frame die if the slot is stored again, or the frame left, before anybody looks. Who looks: loads of
// the slot, calls, and exits, unless the snapshot writes the slot itself.
#include <algorithm>

#include "jit/opt/pass.h"

namespace gs::jit::opt {

namespace {

bool is_root(const Node* node) { return node->effects() & (kGuard | kWrites | kHelper | kClobbers | kEnds | kPinned); }

class Marker {
public:
    explicit Marker(Graph& graph) : graph_(graph), live_(graph.node_count()), seen_(graph.snapshots.size()) {}

    void run() {
        for (Block* block : graph_.blocks) {
            if (block->entry) use(block->entry);
            for (Node* node = block->first; node; node = node->next) {
                if (is_root(node)) use(node);
            }
        }
        while (!work_.empty()) {
            Node* node = work_.back();
            work_.pop_back();
            for (Node* input : node->inputs) use(input);
            if (node->snapshot) use(node->snapshot);
        }
        for (Block* block : graph_.blocks) {
            for (Node *node = block->last, *previous = nullptr; node; node = previous) {
                previous = node->previous;
                if (!live_[node->id]) graph_.remove(node);
            }
        }
        graph_.count_uses();
    }

private:
    void use(Node* node) {
        if (live_[node->id]) return;
        live_[node->id] = true;
        work_.push_back(node);
    }
    void use(Snapshot* snapshot) {
        if (seen_[snapshot->id]) return;
        seen_[snapshot->id] = true;
        for (SlotValue entry : snapshot->slots) use(entry.value);
    }

    Graph& graph_;
    std::vector<bool> live_;  // by node id
    std::vector<bool> seen_;  // by snapshot id
    std::vector<Node*> work_;
};

/// Slots that are stored again before anybody looks, going backwards through one block.
class DeadSlots {
public:
    explicit DeadSlots(Graph& graph) : graph_(graph), pending_(graph.frame_slots) {}

    void run(Block* block) {
        forget();
        // A frame that is left is looked at no more.
        all_ = block->last->is(Op::Return);
        for (Node *node = block->last, *previous = nullptr; node; node = previous) {
            previous = node->previous;
            if (node->is(Op::StoreSlot)) {
                if (is_dead(node->slot())) {
                    graph_.remove(node);
                } else if (i32 slot = node->slot(); in_frame(slot)) {
                    pending_[static_cast<u32>(slot)] = true;
                    slots_.push_back(slot);
                }
            } else if (node->is(Op::LoadSlot)) {
                look(node->slot());
            } else if (node->effects() & (kClobbers | kHelper)) {
                forget();
            } else if (node->snapshot) {
                look_all_but(*node->snapshot);
            }
        }
    }

private:
    bool in_frame(i32 slot) const { return slot >= 0 && static_cast<u32>(slot) < pending_.size(); }
    bool is_dead(i32 slot) const {
        if (!in_frame(slot)) return false;
        bool by_end = all_ && std::find(but_.begin(), but_.end(), slot) == but_.end();
        return by_end || pending_[static_cast<u32>(slot)];
    }

    void forget() {
        for (i32 slot : slots_) pending_[static_cast<u32>(slot)] = false;
        slots_.clear();
        but_.clear();
        all_ = false;
    }
    void look(i32 slot) {
        constexpr std::size_t kMany = 16;
        if (all_ && but_.size() < kMany) {
            but_.push_back(slot);
        } else {
            all_ = false;
        }
        if (!in_frame(slot) || !pending_[static_cast<u32>(slot)]) return;
        pending_[static_cast<u32>(slot)] = false;
        std::erase(slots_, slot);
    }
    void look_all_but(const Snapshot& snapshot) {
        all_ = false;
        std::erase_if(slots_, [&](i32 slot) {
            bool written = snapshot.lists(slot);
            if (!written) pending_[static_cast<u32>(slot)] = false;
            return !written;
        });
    }

    Graph& graph_;
    std::vector<bool> pending_;  // by slot
    std::vector<i32> slots_;  // those that are pending
    bool all_ = false;  // every slot is, but for these
    std::vector<i32> but_;
};

}  // namespace

void dce(Graph& graph) {
    DeadSlots dead(graph);
    for (Block* block : graph.blocks) dead.run(block);
    Marker(graph).run();
}

}  // namespace gs::jit::opt
