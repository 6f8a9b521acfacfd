// Uses what is known about integers (ranges.h): sums that can not overflow need no check, comparisons that can turn out one way
// only are constants, an int48 that is known to fit needs no test.
//
// The typical loop: `for i := 1; i <= #t; i++ { ... t[i] ... }`. The counter does not overflow, since it is at most #t, and the
// compare of the index with the bound, which is #t + 1, always holds; its guard goes in the next folding.
//
// It runs behind licm, which moves loads in the belief that the guards that protect them are still there.
#include "jit/opt/pass.h"
#include "jit/opt/ranges.h"
#include "jit/opt/replace.h"

namespace gs::jit::opt {

namespace {

class RangePass {
public:
    explicit RangePass(Graph& graph) : graph_(graph), replaced_(graph), ranges_(graph) {}

    void run() {
        for (Block* block : graph_.blocks) {
            for (Node *node = block->first, *next = nullptr; node; node = next) {
                next = node->next;
                if (Node* simpler = simplify(node)) replace(node, simpler);
            }
        }
        replaced_.finish();
        for (Node* node : gone_) graph_.remove(node);
    }

private:
    void replace(Node* node, Node* by) {
        replaced_.add(node, by);
        // What is known about ranges names nodes as they were, with their inputs.
        gone_.push_back(node);
    }

    Node* without_check(Node* node, Op op) {
        if (!ranges_overflow_free(node)) return nullptr;
        Node* made = graph_.make(op, Type::I32, node->inputs);
        graph_.insert_before(node, made);
        return made;
    }

    bool ranges_overflow_free(const Node* node) {
        Interval a = ranges_.of(node->inputs[0], at(node)), b = ranges_.of(node->inputs[1], at(node));
        i64 low, high;
        if (node->is(Op::AddI32Ov)) {
            low = a.low + b.low, high = a.high + b.high;
        } else if (node->is(Op::SubI32Ov)) {
            low = a.low - b.high, high = a.high - b.low;
        } else {
            i64 corners[] = {a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high};
            low = high = corners[0];
            for (i64 corner : corners) low = std::min(low, corner), high = std::max(high, corner);
        }
        return low >= INT32_MIN && high <= INT32_MAX;
    }

    Node* simplify(Node* node) {
        switch (node->op) {
            case Op::AddI32Ov: return without_check(node, Op::AddI32);
            case Op::SubI32Ov: return without_check(node, Op::SubI32);
            case Op::MulI32Ov: return without_check(node, Op::MulI32);
            case Op::CheckInt48: {
                bool fits = ranges_.of(node->inputs[0], at(node)).inside(rt::kMinInt, rt::kMaxInt);
                return fits ? node->inputs[0] : nullptr;
            }
            case Op::NarrowI64: {
                if (!ranges_.of(node->inputs[0], at(node)).inside(INT32_MIN, INT32_MAX)) return nullptr;
                Node* made = graph_.make(Op::TruncI64, Type::I32, {node->inputs[0]});
                graph_.insert_before(node, made);
                return made;
            }
            case Op::CmpI32: return known(node, compare(node));
            case Op::CmpU32: return known(node, compare_unsigned(node));
            // Where the condition is looked at more is known than where it was computed.
            case Op::GuardTrue:
            case Op::GuardFalse:
            case Op::Branch: {
                const Node* condition = node->inputs[0];
                int answer = condition->is(Op::CmpI32)   ? compare(condition, at(node))
                             : condition->is(Op::CmpU32) ? compare_unsigned(condition, at(node))
                                                         : -1;
                if (answer >= 0) graph_.set_input(node, 0, boolean(answer));
                return nullptr;
            }
            default: return nullptr;
        }
    }

    Node* boolean(int value) { return graph_.constant(Type::Bool, static_cast<u64>(value)); }
    Node* known(const Node* node, int answer) { return answer < 0 || node->use_count == 0 ? nullptr : boolean(answer); }

    int compare(const Node* node) { return compare(node, at(node)); }
    int compare_unsigned(const Node* node) { return compare_unsigned(node, at(node)); }

    /// 1 and 0: the comparison has this result; -1: it is not known.
    int compare(const Node* node, const Place& place) {
        const Node *a = node->inputs[0], *b = node->inputs[1];
        switch (node->condition()) {
            case Condition::Lt: return decide(a, b, -1, place);
            case Condition::Le: return decide(a, b, 0, place);
            case Condition::Gt: return decide(b, a, -1, place);
            case Condition::Ge: return decide(b, a, 0, place);
            case Condition::Eq:
            case Condition::Ne: {
                bool differ = ranges_.at_most(a, b, -1, place) || ranges_.at_most(b, a, -1, place);
                if (!differ) return -1;
                return node->condition() == Condition::Ne;
            }
        }
        return -1;
    }

    /// a <= b + c?
    int decide(const Node* a, const Node* b, i64 c, const Place& place) {
        if (ranges_.at_most(a, b, c, place)) return 1;
        return ranges_.at_most(b, a, -c - 1, place) ? 0 : -1;
    }

    int compare_unsigned(const Node* node, const Place& place) {
        const Node *a = node->inputs[0], *b = node->inputs[1];
        bool same_as_signed = ranges_.of(a, place).low >= 0 && ranges_.of(b, place).low >= 0;
        return same_as_signed ? compare(node, place) : -1;
    }

    Graph& graph_;
    Replacements replaced_;
    std::vector<Node*> gone_;
    Ranges ranges_;
};

}  // namespace

void range(Graph& graph) { RangePass(graph).run(); }

}  // namespace gs::jit::opt
