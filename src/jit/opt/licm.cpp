// Loop-invariant code motion: what gives the same in each pass moves in front of the loop. Inner loops first, so that things
// come out of a nest one loop at a time.
//
// An operation is invariant if all its inputs are made outside of the loop or have moved there. Then:
//   - a pure operation moves; if it can trap (a remainder), only under the conditions of loads
//   - a guard moves if it runs in each pass: its block dominates the loop edge. In front of the loop it takes the loop's entry
//     snapshot. It may now fail where the loop would have been left before it came to it; that costs time, not truth, and the
//     guard still knows the instruction that is to blame (Node::origin)
//   - a load moves if it runs in each pass and nothing in the loop writes its location, and if it is safe: see below
//
// SAFETY of loads: see left_guards.h. What stays in the loop and runs in each pass is noted. The guards of an invariant access
// are invariant as well, so they have moved already.
//
// For that reason this pass runs before range analysis removes guards that branches imply.
#include <algorithm>

#include "jit/ir/analysis.h"
#include "jit/opt/left_guards.h"
#include "jit/opt/loops.h"
#include "jit/opt/memory.h"
#include "jit/opt/pass.h"

namespace gs::jit::opt {

namespace {

bool can_trap(Op op) { return op == Op::ModI32 || op == Op::RemI32 || op == Op::ModI64; }

class Motion {
public:
    explicit Motion(Graph& graph)
        : graph_(graph),
          memory_(graph),
          order_(analyse_loops(graph)),
          written_(memory_.written_in_loops(order_)),
          left_(graph),
          always_(graph.block_storage.size()) {}

    void run() {
        auto [headers, blocks] = loops_of(graph_, order_);
        std::sort(headers.begin(), headers.end(), [](const Block* a, const Block* b) {
            return a->depth != b->depth ? a->depth > b->depth : a->order < b->order;
        });
        for (Block* header : headers) {
            if (Block* before = preheader(header)) loop(header, before, blocks[header->id]);
        }
    }

private:
    void loop(Block* header, Block* before, const std::vector<Block*>& blocks) {
        ++round_;
        left_.begin();
        // What dominates the loop edge runs in each pass.
        for (Block* block = header->predecessors.back(); block != before; block = block->dominator) {
            always_[block->id] = round_;
        }
        for (Block* block : blocks) {
            if (block->cold) continue;
            bool always = always_[block->id] == round_;
            for (Node *node = block->first, *next = nullptr; node; node = next) {
                next = node->next;
                if (moves(node, header, always)) {
                    move(node, before, header->entry);
                } else if (always && is_guard(node, header)) {
                    left_.note(node);
                }
            }
        }
    }

    /// A guard, or a branch out of the loop, which protects what comes behind it.
    static bool is_guard(const Node* node, const Block* header) {
        if (node->effects() & kGuard) return true;
        if (!node->is(Op::Branch)) return false;
        const auto& to = node->block->successors;
        return !in_loop(to[0], header) || !in_loop(to[1], header);
    }

    bool moves(const Node* node, const Block* header, bool always) {
        u16 effects = node->effects();
        if (!(effects & (kPure | kGuard | kReads)) || effects & (kPinned | kEnds)) return false;
        for (const Node* input : node->inputs) {
            if (in_loop(input->block, header)) return false;
        }
        if (effects & kGuard) return always && header->entry;
        if (effects & kReads) {
            bool changes = written_[header->id] >> memory_.read(node) & 1;
            return always && !changes && left_.is_safe(node);
        }
        return !can_trap(node->op) || (always && !left_.is_about(node->inputs[1]));
    }

    void move(Node* node, Block* before, Snapshot* entry) {
        if (node->snapshot) node->snapshot = entry;
        graph_.move_before(before->last, node);
    }

    Graph& graph_;
    Memory memory_;
    std::vector<Block*> order_;
    std::vector<u64> written_;  // by block id, of loop headers
    LeftGuards left_;
    std::vector<u32> always_;  // by block id: the loop that runs it in each pass
    u32 round_ = 0;
};

}  // namespace

void licm(Graph& graph) { Motion(graph).run(); }

}  // namespace gs::jit::opt
