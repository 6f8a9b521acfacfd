// What is known about integers: an interval for each int32 and int64, and comparisons that hold in a part of the graph.
//
// INTERVALS are facts about a value wherever it is. A phi has the union of its inputs; that of a loop counter, which only has
// something added, does not go below its first value. The inputs of a phi are looked at on their edges, where a branch may
// have said more: a counter that goes round only while it is less than something never is the greatest number.
//
// COMPARISONS come from branches and guards, and hold in the blocks behind them (or on one edge). They have the form
// a <= b + c, where a and b are what is left of the operands when constants that are added to them are taken off. Chains of
// them, and of intervals, prove others (at_most). The idea is that of ABCD (Bodik, Gupta, Sarkar: "Eliminating array bounds
// checks on demand", 2000), without its memory of answers: chains are short.
#pragma once

#include <cstdint>
#include <vector>

#include "jit/ir/analysis.h"
#include "jit/ir/graph.h"

namespace gs::jit::opt {

struct Interval {
    i64 low, high;
    bool inside(i64 least, i64 most) const { return low >= least && high <= most; }
};

/// Where a question is asked: at a node, or on the edge from one block to another.
struct Place {
    const Block* block;
    const Node* node = nullptr;
    const Block* to = nullptr;
};
inline Place at(const Node* node) { return {node->block, node}; }

/// node = base + add, where additions of constants (which do not overflow) have been taken off; a constant has no base.
struct Sum {
    const Node* base;
    i64 add;
};
Sum split(const Node* node);
/// What a loop adds to (or subtracts from) a phi of its header in each pass; null if it does something else.
const Node* step_of(const Node* phi);

class Ranges {
public:
    explicit Ranges(Graph& graph);

    /// Of an int32 or int64.
    Interval of(const Node* node) { return of(node, 0); }
    Interval of(const Node* node, const Place& place);
    /// Whether a <= b + c there for sure.
    bool at_most(const Node* a, const Node* b, i64 c, const Place& place) { return at_most(a, b, c, place, kSteps); }

private:
    static constexpr u32 kSteps = 6;
    static constexpr u32 kDeep = 64;
    static constexpr u32 kMostFacts = 64;

    /// The value whose list it stands in is at most (or, in the other list, at least) other + add.
    struct Fact {
        const Node* other;  // null: 0
        i64 add;
        const Block* from;  // of the edge; the block of a guard
        const Block* to;  // null: it comes from a guard
        u32 position;  // of the guard
        u32 next = kNoFact;  // of the same list
    };
    static constexpr u32 kNoFact = ~u32{0};
    /// Lists of what is known about a value: the last fact of each.
    struct About {
        u32 upper = kNoFact, lower = kNoFact;
    };

    void collect();
    void note(const Node* condition, bool holds, const Fact& where);
    void add_fact(u32& list, const Fact& where, const Node* other, i64 add);
    /// Goes through a list until `visit` returns true; whether it did. The newest facts come first. A value that is compared
    /// all over a large function has so many that to look at all of them each time would take for ever.
    template <class Visit>
    bool any_fact(u32 list, const Place& place, Visit visit) {
        u32 left = kMostFacts;
        for (u32 i = list; i != kNoFact && left > 0; i = facts_[i].next, --left) {
            if (applies(facts_[i], place) && visit(facts_[i])) return true;
        }
        return false;
    }
    void note_at_most(const Node* a, const Node* b, i64 c, const Fact& where);
    bool applies(const Fact& fact, const Place& place) const;
    Interval of(const Node* node, u32 depth);
    Interval compute(const Node* node, u32 depth);
    Interval phi(const Node* node, u32 depth);
    Interval refined(const Node* node, Interval interval, const Place& place, u32 depth, bool is_other = false);
    bool at_most(const Node* a, const Node* b, i64 c, const Place& place, u32 steps);
    bool phi_at_most(const Node* phi, const Node* b, i64 c, u32 steps);

    Graph& graph_;
    std::vector<Block*> order_;
    std::vector<Fact> facts_;
    std::vector<About> about_;  // by node id
    std::vector<u32> position_;  // by node id
    std::vector<Interval> intervals_;  // by node id
    std::vector<u8> state_;  // by node id: 0 unknown, 1 being computed, 2 known
    std::vector<bool> busy_;  // by node id: phis that at_most is looking through
};

}  // namespace gs::jit::opt
