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
        if ((!less && !less_equal) || !counts_up(left.base, header)) return {};
        return {left.base, right, left.add + (less ? 1 : 0), branch->block->successors[stays_if_true ? 0 : 1]};
    }

    static bool counts_up(const Node* phi, const Block* header) {
        if (!phi->is(Op::Phi) || phi->block != header || phi->type != Type::I32 || phi->inputs.size() != 2)
            return false;
        Sum step = split(phi->inputs[1]);
        return step.base == phi && step.add > 0;
    }

    void look_at(const Node* guard, Block* header, const Limit& limit) {
        const Node* compare = guard->inputs[0];
        if (!compare->is(Op::CmpU32) || compare->condition() != Condition::Lt) return;
        Sum index = split(compare->inputs[0]);
        Node* bound = compare->inputs[1];
        if (index.base != limit.counter || in_loop(bound->block, header) || ranges_.of(bound).low < 0) return;
        if (ranges_.of(compare->inputs[0], at(guard)).low < 0) return;
        if (ranges_.at_most(compare->inputs[0], bound, -1, at(guard))) return;
        // Behind the test the counter is what was tested; in front of it, what was tested in the pass before, and the step.
        bool is_behind = limit.stays->predecessors.size() == 1 && dominates(limit.stays, guard->block);
        i64 step = is_behind ? 0 : split(limit.counter->inputs[1]).add;
        found_.push_back({header, limit.limit, bound, index.add + step - limit.add, guard});
    }

    void guard(const Found& found) {
        constexpr i64 kFar = 1 << 20;
        // limit + add < bound, as limit <= bound - (add + 1): the bound is not negative, so that does not overflow.
        i64 least = found.add + 1;
        if (least < 0 || least > kFar) return;
        Block* before = preheader(found.header);
        Node* greatest = found.bound;
        if (least > 0) {
            greatest =
                graph_.make(Op::SubI32, Type::I32, {greatest, graph_.constant(Type::I32, static_cast<u64>(least))});
            graph_.insert_before(before->last, greatest);
        }
        Node* fits = graph_.make(Op::CmpI32, Type::Bool, {found.limit, greatest}, static_cast<u64>(Condition::Le));
        graph_.insert_before(before->last, fits);
        Node* made = graph_.make(Op::GuardTrue, Type::None, {fits}, 0, found.header->entry);
        made->origin = found.guard->origin;
        graph_.insert_before(before->last, made);
    }

    Graph& graph_;
    Ranges ranges_;
    std::vector<u32> always_;  // by block id: the loop that runs it in each pass
    std::vector<Found> found_;
    u32 round_ = 0;
};

}  // namespace

void bounds(Graph& graph) { Bounds(graph).run(); }

}  // namespace gs::jit::opt
