// Widening: one check of the last of several constant indices.
//
//     x, y, z := p[1], p[2], p[3]        guard 1 < bound; guard 2 < bound; guard 3 < bound   ->   guard 3 < bound
//
// The first check of a block asks for all that follow there. It fails where one of those would have: the VM goes on in front of
// it then and comes to what it does about the missing element, and the exit is the one where the first index is read. (Guard
// widening, as LLVM calls it; only within a block, where the second check follows the first for certain, but for exits.)
#include <vector>

#include "jit/opt/pass.h"
#include "jit/opt/replace.h"

namespace gs::jit::opt {

namespace {

/// A check that a constant index is less than a bound.
struct Check {
    Node* node = nullptr;
    Node* bound = nullptr;
    Node* elements = nullptr;  // of CheckElements
    i64 index = 0;
};

class Widen {
public:
    explicit Widen(Graph& graph) : graph_(graph), replaced_(graph) {}

    void run() {
        for (Block* block : graph_.blocks) {
            checks_.clear();
            for (Node *node = block->first, *next = nullptr; node; node = next) {
                next = node->next;
                if (Check check = check_of(node); check.node) visit(check);
            }
        }
        replaced_.finish();
    }

private:
    static Check check_of(Node* node) {
        if (node->is(Op::CheckElements)) {
            return {node, node->inputs[1], node->inputs[0], node->inputs[2]->as_int()};
        }
        if (!node->is(Op::GuardTrue)) return {};
        // Folding puts constants last.
        const Node* compare = node->inputs[0];
        if (!compare->is(Op::CmpU32) || compare->condition() != Condition::Gt) return {};
        const Node* index = compare->inputs[1];
        if (!index->is_const() || index->as_int() < 0) return {};
        return {node, compare->inputs[0], nullptr, index->as_int()};
    }

    void visit(const Check& check) {
        for (Check& first : checks_) {
            if (first.bound != check.bound || first.elements != check.elements) continue;
            if (check.index > first.index) widen(first, check);
            if (check.elements) replaced_.add(check.node, first.node);
            graph_.remove(check.node);
            return;
        }
        checks_.push_back(check);
    }

    void widen(Check& first, const Check& other) {
        first.index = other.index;
        Node* index = graph_.constant(Type::I32, static_cast<u64>(other.index));
        if (first.elements) return graph_.set_input(first.node, 2, index);
        Node* compare = graph_.make(Op::CmpU32, Type::Bool, {first.bound, index}, static_cast<u64>(Condition::Gt));
        graph_.insert_before(first.node, compare);
        graph_.set_input(first.node, 0, compare);
    }

    Graph& graph_;
    Replacements replaced_;
    std::vector<Check> checks_;  // of the block
};

}  // namespace

void widen(Graph& graph) { Widen(graph).run(); }

}  // namespace gs::jit::opt
