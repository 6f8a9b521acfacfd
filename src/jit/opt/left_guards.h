// Which loads may move in front of a loop.
//
// A load may read nonsense, or fault, where the guard that it relied on has not been passed: the shape of an object
// says that it has the field, a compare with the bound that there is such an element. The graph does not say which guard a
// load relies on, so this does: a load that comes out of the loop must not leave behind a guard (or a branch)
// that could be it. Candidates are guards about the object that the load begins at, however many loads later, and for
// elements the guards about the index.
#pragma once

#include <vector>

#include "jit/ir/graph.h"

namespace gs::jit::opt {

class LeftGuards {
public:
    explicit LeftGuards(const Graph& graph) : left_(graph.node_count()) {}

    /// Another loop: nothing is left in it as yet.
    void begin() { ++round_; }

    /// A guard or a branch that stays in the loop.
    void note(const Node* guard) {
        for (const Node* input : guard->inputs) note(input, false, 0);
    }

    /// Whether what stays in the loop says something about this value.
    bool is_about(const Node* node) const { return left_[object_of(node)->id] == round_; }

    /// Whether the load relies on nothing that stays in the loop.
    bool is_safe(const Node* load) const;

private:
    static const Node* object_of(const Node* node);
    void note(const Node* node, bool is_bound, u32 steps);

    std::vector<u32> left_;  // by node id: the loop in which a guard about it has stayed
    u32 round_ = 0;
};

}  // namespace gs::jit::opt
