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
        : graph_(graph), order_(analyse_loops(graph)), users_(graph.node_count()), position_(graph.node_count()) {}

    void run() {
        find_users();
        // Users first, so that a chain goes as a whole.
        for (auto block = order_.rbegin(); block != order_.rend(); ++block) {
            for (Node *node = (*block)->last, *previous = nullptr; node; node = previous) {
                previous = node->previous;
                bool moves = node->effects() & kPure && !node->is_const() && !users_[node->id].empty();
                if (moves) sink(node);
            }
        }
    }

private:
    struct User {
        Node* node;
        Block* from;  // for a phi: the predecessor, at whose end the value is needed; else null
    };

    void find_users() {
        std::vector<std::vector<Node*>> guards(graph_.snapshots.size());
        for (Block* block : order_) {
            u32 position = 0;
            for (Node* node = block->first; node; node = node->next) {
                position_[node->id] = ++position;
                if (node->snapshot) guards[node->snapshot->id].push_back(node);
                for (u32 i = 0; i < node->inputs.size(); ++i) {
                    Block* from = node->is(Op::Phi) ? block->predecessors[i] : nullptr;
                    users_[node->inputs[i]->id].push_back({node, from});
                }
            }
            // What the entry of a loop needs is needed at the end of each block in front of it.
            if (!block->entry) continue;
            for (Block* before : block->predecessors) {
                if (before->order < block->order) guards[block->entry->id].push_back(before->last);
            }
        }
        for (Snapshot& snapshot : graph_.snapshots) {
            for (SlotValue entry : snapshot.slots) {
                for (Node* guard : guards[snapshot.id]) users_[entry.value->id].push_back({guard, nullptr});
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
        for (const User& user : users_[node->id]) {
            Block* block = user.from ? user.from : user.node->block;
            to = to ? common(to, block) : block;
        }
        Block* best = to;
        for (Block* block = to; block != node->block; block = block->dominator) {
            if (block->dominator->depth < best->depth) best = block->dominator;
        }
        if (best == node->block) return;
        // In front of the first user in that block; if there is none, at its end.
        Node* place = best->last;
        for (const User& user : users_[node->id]) {
            bool here = !user.from && user.node->block == best;
            if (here && position_[user.node->id] < position_[place->id]) place = user.node;
        }
        Block* block = node->block;
        (node->previous ? node->previous->next : block->first) = node->next;
        (node->next ? node->next->previous : block->last) = node->previous;
        node->block = nullptr;
        graph_.insert_before(place, node);
        position_[node->id] = position_[place->id];
    }

    Graph& graph_;
    std::vector<Block*> order_;
    std::vector<std::vector<User>> users_;  // by node id
    std::vector<u32> position_;  // by node id: ascending in each block
};

}  // namespace

void sink(Graph& graph) { Sinking(graph).run(); }

}  // namespace gs::jit::opt
