// Sinking: a pure operation moves towards its users, so that ways on which nobody needs it do not pay: boxes of loop variables
// that are wanted behind the loop only, values for one arm of a branch, operands of cold code.
//
// It goes to the nearest common dominator of its users, or further up where that lies in a deeper loop. Users are
// operations, phis (at the end of the predecessor), and guards whose snapshot names it.
//
// It runs last of those that move things: value numbering and loop-invariant code motion pull the other way.
#include <algorithm>

#include "jit/ir/analysis.h"
#include "jit/opt/pass.h"

namespace gs::jit::opt {

namespace {

class Sinking {
public:
    explicit Sinking(Graph& graph)
        : graph_(graph),
          order_(analyse_loops(graph)),
          users_(graph.node_count(), kNone),
          guards_(graph.snapshots.size(), kNone),
          position_(graph.node_count()) {}

    void run() {
        find_users();
        // Users first, so that a chain goes as a whole.
        for (auto block = order_.rbegin(); block != order_.rend(); ++block) {
            for (Node *node = (*block)->last, *previous = nullptr; node; node = previous) {
                previous = node->previous;
                bool moves = node->effects() & kPure && !node->is_const() && users_[node->id] != kNone;
                if (moves) sink(node);
            }
        }
    }

private:
    static constexpr u32 kNone = ~u32{0};
    static constexpr u64 kGap = u64{1} << 32;

    /// A link in the list of a node's users, or of the operations that name a snapshot.
    struct User {
        Node* node;
        Block* from;  // for a phi: the predecessor, at whose end the value is needed; else null
        u32 next;
    };

    void add(u32* list, Node* node, Block* from = nullptr) {
        links_.push_back({node, from, *list});
        *list = static_cast<u32>(links_.size() - 1);
    }

    template <class Visit>
    void each(u32 list, Visit visit) const {
        for (; list != kNone; list = links_[list].next) visit(links_[list]);
    }

    void find_users() {
        for (Block* block : order_) {
            u64 position = 0;
            for (Node* node = block->first; node; node = node->next) {
                position_[node->id] = position += kGap;
                if (node->snapshot) add(&guards_[node->snapshot->id], node);
                for (u32 i = 0; i < node->inputs.size(); ++i) {
                    add(&users_[node->inputs[i]->id], node, node->is(Op::Phi) ? block->predecessors[i] : nullptr);
                }
            }
            // What the entry of a loop needs is needed at the end of each block in front of it.
            if (!block->entry) continue;
            for (Block* before : block->predecessors) {
                if (before->order < block->order) add(&guards_[block->entry->id], before->last);
            }
        }
        for (Snapshot& snapshot : graph_.snapshots) {
            for (u32 guard = guards_[snapshot.id]; guard != kNone; guard = links_[guard].next) {
                Node* node = links_[guard].node;
                for (SlotValue entry : snapshot.slots) add(&users_[entry.value->id], node);
            }
        }
    }

    static Block* common(Block* a, Block* b) {
        while (a != b) {
            if (a->order > b->order) {
                a = a->dominator;
            } else {
                b = b->dominator;
            }
        }
        return a;
    }

    void sink(Node* node) {
        Block* to = nullptr;
        each(users_[node->id], [&](const User& user) {
            Block* block = user.from ? user.from : user.node->block;
            to = to ? common(to, block) : block;
        });
        Block* best = to;
        for (Block* block = to; block != node->block; block = block->dominator) {
            if (block->dominator->depth < best->depth) best = block->dominator;
        }
        if (best == node->block) return;
        // In front of the first user in that block; if there is none, at its end.
        Node* place = best->last;
        each(users_[node->id], [&](const User& user) {
            bool here = !user.from && user.node->block == best;
            if (here && position_[user.node->id] < position_[place->id]) place = user.node;
        });
        // Positions in between run out after 32 nodes at one place; then the rest of the chain stays where it is.
        u64 low = place->previous ? position_[place->previous->id] : 0;
        u64 position = low + (position_[place->id] - low) / 2;
        if (position == low) return;
        graph_.move_before(place, node);
        position_[node->id] = position;
    }

    Graph& graph_;
    std::vector<Block*> order_;
    std::vector<User> links_;
    std::vector<u32> users_;  // lists, by node id
    std::vector<u32> guards_;  // lists, by snapshot id
    std::vector<u64> position_;  // by node id: ascending in each block
};

}  // namespace

void sink(Graph& graph) { Sinking(graph).run(); }

}  // namespace gs::jit::opt
