// Bounds of counters: where a loop compares an index that counts up with the bound of a table in each pass, one compare of the
// counter's limit in front of the loop does for all of them.
//
//     for i := 1; i <= n; i++ { ... t[i] ... }        in front: guard n <= bound - 1
//
// This pass only makes the guard in front of the loop. Range analysis then proves the ones inside.
//
// The new guard fails where the loop would have run for a while before it came to an index that is out of bounds, or would have
// been left by another way before that. So it is made only if the counter's test is the only way out of the loop and the guard
// inside runs in each pass: then it has to fail sooner or later. It blames the instruction of the guard inside.
//
// A step of which nothing is known is taken for one that counts up, and another guard in front says so.
#include "jit/opt/loops.h"
#include "jit/opt/pass.h"
#include "jit/opt/ranges.h"

namespace gs::jit::opt {

namespace {

/// What a loop goes on with: counter + add <= limit in the block `stays`.
struct Limit {
    const Node* counter = nullptr;  // a phi of the header
    Node* limit = nullptr;
    i64 add = 0;
    const Block* stays = nullptr;
    bool tests_next = false;  // it is not the counter that is compared, but what it is in the next pass
    Node* step = nullptr;  // that has to be checked
};

class Bounds {
public:
    explicit Bounds(Graph& graph) : graph_(graph), ranges_(graph), always_(graph.block_storage.size()) {}

    void run() {
        std::vector<std::vector<Block*>> loops(graph_.block_storage.size());
        std::vector<Block*> headers;
        for (Block* block : graph_.blocks) {
            if (block->loop_header && block->entry && preheader(block)) headers.push_back(block);
            for (Block* header = block->loop; header; header = header->outer) loops[header->id].push_back(block);
        }
        for (Block* header : headers) loop(header, loops[header->id]);
        for (const Found& found : found_) guard(found);
    }

private:
    /// A guard that is to be made: limit + add < bound in front of the loop.
    struct Found {
        Block* header;
        Node *limit, *bound;
        i64 add;
        const Node* guard;
        Node* first = nullptr;  // the counter's first value
        i64 index_add = 0;  // index = counter + index_add
        bool checks_low = false, checks_high = false;  // of the first index
        Node* step = nullptr;  // likewise
    };

    void loop(Block* header, const std::vector<Block*>& blocks) {
        ++round_;
        for (Block* block = header->predecessors.back(); block != header->dominator; block = block->dominator) {
            always_[block->id] = round_;
        }
        const Node* exit = nullptr;
        for (Block* block : blocks) {
            for (Block* to : block->successors) {
                if (in_loop(to, header)) continue;
                if (exit) return;
                exit = block->last;
            }
        }
        if (!exit || !exit->is(Op::Branch) || always_[exit->block->id] != round_) return;
        Limit limit = limit_of(exit, header);
        if (!limit.counter) return;
        for (Block* block : blocks) {
            if (always_[block->id] != round_) continue;
            for (Node* node = block->first; node; node = node->next) {
                if (node->is(Op::GuardTrue)) look_at(node, header, limit);
            }
        }
    }

    /// The counter and limit of the test that leaves the loop.
    Limit limit_of(const Node* branch, const Block* header) {
        Node* test = branch->inputs[0];
        if (!test->is(Op::CmpI32)) return {};
        bool stays_if_true = in_loop(branch->block->successors[0], header);
        Sum left = split(test->inputs[0]);
        Node* right = test->inputs[1];
        if (!left.base || in_loop(right->block, header)) return {};
        // Left + add is less (or equal) where the loop goes on.
        Condition c = test->condition();
        bool less = stays_if_true ? c == Condition::Lt : c == Condition::Ge;
        bool less_equal = stays_if_true ? c == Condition::Le : c == Condition::Gt;
        if (!less && !less_equal) return {};
        Limit limit{left.base, right, left.add + (less ? 1 : 0), branch->block->successors[stays_if_true ? 0 : 1]};
        unknown_step_ = nullptr;
        for (const Node* phi = header->first; phi->is(Op::Phi); phi = phi->next) {
            if (!counts_up(phi, header)) continue;
            limit.step = unknown_step_;
            if (phi == left.base) return limit;
            // The test may name what the counter is next, where that is not the counter and a constant.
            if (phi->inputs[1] != left.base) continue;
            limit.counter = phi;
            limit.tests_next = true;
            return limit;
        }
        return {};
    }

    bool counts_up(const Node* phi, const Block* header) {
        if (phi->type != Type::I32) return false;
        const Node* step = step_of(phi);
        if (!step || in_loop(step->block, header)) return false;
        Interval by = ranges_.of(step);
        Node* next = phi->inputs[1];
        bool down = next->is(Op::SubI32) || next->is(Op::SubI32Ov);
        unknown_step_ = nullptr;
        if (down) return by.high < 0;
        if (by.low <= 0 && by.high > 0) unknown_step_ = next->inputs[next->inputs[0] == step ? 0 : 1];
        return by.high > 0;
    }

    void look_at(const Node* guard, Block* header, const Limit& limit) {
        const Node* compare = guard->inputs[0];
        if (!compare->is(Op::CmpU32) || compare->condition() != Condition::Lt) return;
        Sum index = split(compare->inputs[0]);
        Node* bound = compare->inputs[1];
        if (index.base != limit.counter || in_loop(bound->block, header) || ranges_.of(bound).low < 0) return;
        if (ranges_.at_most(compare->inputs[0], bound, -1, at(guard))) return;
        // Behind the test the counter is what was tested; in front of it, what was tested in the pass before, and the step.
        bool is_behind = limit.stays->predecessors.size() == 1 && dominates(limit.stays, guard->block);
        i64 step = 0;
        if (limit.tests_next) {
            if (is_behind) return;
        } else if (!is_behind) {
            Sum next = split(limit.counter->inputs[1]);
            if (next.base != limit.counter) return;
            step = next.add;
        }
        Found found{header, limit.limit, bound, index.add + step - limit.add, guard};
        found.step = limit.step;
        // The first index has to be checked apart: it is the least one, and it may not have been tested.
        found.first = limit.counter->inputs[0];
        found.index_add = index.add;
        Place edge{header->predecessors[0], nullptr, header};
        Interval first = ranges_.of(found.first, edge);
        if (first.high + index.add < 0) return;
        found.checks_low = first.low + index.add < 0;
        found.checks_high = !is_behind && !ranges_.at_most(found.first, bound, -1 - index.add, edge) &&
                            !ranges_.at_most(found.first, limit.limit, found.add - index.add, edge);
        found_.push_back(found);
    }

    void guard(const Found& found) {
        // a + add < bound as a <= bound - (add + 1): the bound is not negative, so that does not overflow.
        auto has_place = [](i64 add) { return add + 1 >= 0 && add + 1 <= kFar; };
        if (!has_place(found.add) || (found.checks_high && !has_place(found.index_add))) return;
        require(found, Condition::Le, found.limit, below(found, found.add + 1));
        if (found.step) require(found, Condition::Ge, found.step, constant(1));
        if (found.checks_low) require(found, Condition::Ge, found.first, constant(-found.index_add));
        if (found.checks_high) require(found, Condition::Le, found.first, below(found, found.index_add + 1));
    }

    Node* constant(i64 value) { return graph_.constant(Type::I32, static_cast<u64>(value)); }

    Node* below(const Found& found, i64 distance) {
        if (distance == 0) return found.bound;
        Node* made = graph_.make(Op::SubI32, Type::I32, {found.bound, constant(distance)});
        graph_.insert_before(preheader(found.header)->last, made);
        return made;
    }

    void require(const Found& found, Condition condition, Node* a, Node* b) {
        Block* before = preheader(found.header);
        Node* holds = graph_.make(Op::CmpI32, Type::Bool, {a, b}, static_cast<u64>(condition));
        graph_.insert_before(before->last, holds);
        Node* made = graph_.make(Op::GuardTrue, Type::None, {holds}, 0, found.header->entry);
        made->origin = found.guard->origin;
        graph_.insert_before(before->last, made);
    }

    static constexpr i64 kFar = 1 << 20;

    Graph& graph_;
    Ranges ranges_;
    std::vector<u32> always_;  // by block id: the loop that runs it in each pass
    std::vector<Found> found_;
    u32 round_ = 0;
    Node* unknown_step_ = nullptr;  // of the last counter that was looked at
};

}  // namespace

void bounds(Graph& graph) { Bounds(graph).run(); }

}  // namespace gs::jit::opt
