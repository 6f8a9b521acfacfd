// Replacing nodes in the course of a pass without a look at the whole graph for each: the pass notes what stands for what,
// asks for the current name of each input as it comes by, and settles the rest at the end in one sweep.
#pragma once

#include <vector>

#include "jit/ir/graph.h"

namespace gs::jit::opt {

class Replacements {
public:
    explicit Replacements(Graph& graph) : graph_(graph), to_(graph.node_count()) {}

    /// From now on `to` is used where `from` was.
    void add(Node* from, Node* to) {
        if (from->id >= to_.size()) to_.resize(graph_.node_count());
        to_[from->id] = to;
        any_ = true;
    }

    /// What stands for the node: itself, if it has not been replaced.
    Node* find(Node* node) {
        Node* end = node;
        while (end->id < to_.size() && to_[end->id]) end = to_[end->id];
        // The next question about this node, or one on the way, is answered at once.
        while (node != end) {
            Node* next = to_[node->id];
            to_[node->id] = end;
            node = next;
        }
        return end;
    }

    /// Brings the inputs of a node up to date.
    void resolve(Node* node) {
        if (!any_) return;
        for (u32 i = 0; i < node->inputs.size(); ++i) {
            if (!is_replaced(node->inputs[i])) continue;
            Node* now = find(node->inputs[i]);
            bool is_field = node->is(Op::SunkTable) || node->is(Op::SunkCell);
            graph_.set_input(node, i, is_field ? with_tag(now, node->inputs[i]) : now);
        }
    }

    /// Brings all inputs and snapshots up to date.
    void finish() {
        if (!any_) return;
        for (Block* block : graph_.blocks) {
            for (Node* node = block->first; node; node = node->next) resolve(node);
        }
        finish_snapshots();
    }

    /// The same at the end of a walk on which each node came behind those that it uses, and was resolved before anything was put in
    /// its own place. Phis alone may use what came later.
    void finish_phis() {
        if (!any_) return;
        for (Block* block : graph_.blocks) {
            for (Node* node = block->first; node && node->is(Op::Phi); node = node->next) resolve(node);
        }
        finish_snapshots();
    }

private:
    void finish_snapshots() {
        for (Snapshot& snapshot : graph_.snapshots) {
            for (SlotValue& entry : snapshot.slots) {
                if (!is_replaced(entry.value)) continue;
                Node* now = with_tag(find(entry.value), entry.value);
                --entry.value->use_count;
                ++now->use_count;
                entry.value = now;
            }
        }
    }

    bool is_replaced(const Node* node) const { return node->id < to_.size() && to_[node->id]; }

    /// Where a pointer is made a Value again, a constant is one: it does not know its tag.
    Node* with_tag(Node* now, const Node* before) {
        bool lost = now->is_const() && now->type == Type::Ptr;
        return lost ? graph_.constant(Type::Value, pointer_tag(before) | now->imm) : now;
    }

    Graph& graph_;
    std::vector<Node*> to_;  // by node id; null: not replaced
    bool any_ = false;
};

}  // namespace gs::jit::opt
