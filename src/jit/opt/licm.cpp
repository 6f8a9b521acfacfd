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
// SAFETY. A load may read nonsense, or fault, where the guard that it relied on has not been passed: the shape of an object
// says that it has the field, a compare with the bound that there is such an element. The graph does not say which guard a
// load relies on, so this does: a load that comes out of the loop must not leave behind a guard (or a branch out of the loop)
// that could be it. Candidates are guards about the object that the load begins at, however many loads later, and for
// elements the guards about the index. The guards of an invariant access are invariant as well, so they have moved already.
//
// For that reason this pass runs before range analysis removes guards that branches imply.
#include <algorithm>

#include "jit/ir/analysis.h"
#include "jit/opt/loops.h"
#include "jit/opt/memory.h"
#include "jit/opt/pass.h"

namespace gs::jit::opt {

namespace {

/// The Value that a pointer or a checked Value comes from: the same object under one name.
const Node* object_of(const Node* node) {
    while (node->is(Op::CheckPtr) || node->is(Op::UnboxPtr) || node->is(Op::CheckNotNil) || node->is(Op::BoxPtr)) {
        node = node->inputs[0];
    }
    return node;
}

bool has_index(Op op) { return op == Op::LoadElement || op == Op::LoadByte || op == Op::LoadField; }
bool can_trap(Op op) { return op == Op::ModI32 || op == Op::RemI32 || op == Op::ModI64; }

class Motion {
public:
    explicit Motion(Graph& graph)
        : graph_(graph),
          memory_(graph),
          order_(analyse_loops(graph)),
          written_(memory_.written_in_loops(order_)),
          left_(graph.node_count()),
          always_(graph.block_storage.size()) {}

    void run() {
        std::vector<Block*> headers;
        std::vector<std::vector<Block*>> blocks(graph_.block_storage.size());  // of each loop, by the header's id
        for (Block* block : order_) {
            if (block->loop_header) headers.push_back(block);
            for (Block* header = block->loop; header; header = header->outer) blocks[header->id].push_back(block);
        }
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
                    leave(node);
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
            return always && !changes && is_safe(node);
        }
        return !can_trap(node->op) || (always && !is_left(node->inputs[1]));
    }

    void move(Node* node, Block* before, Snapshot* entry) {
        Block* block = node->block;
        (node->previous ? node->previous->next : block->first) = node->next;
        (node->next ? node->next->previous : block->last) = node->previous;
        node->block = nullptr;
        if (node->snapshot) node->snapshot = entry;
        graph_.insert_before(before->last, node);
    }

    // ---- safety ----------------------------------------------------------------------------------------------------

    /// Notes what a guard that stays in the loop is about.
    void leave(const Node* guard) {
        for (const Node* input : guard->inputs) note(input, false, 0);
    }

    void note(const Node* node, bool is_bound, u32 steps) {
        constexpr u32 kFar = 8;
        if (node->is_const() || steps > kFar) return;
        if (node->effects() & kReads && node->type != Type::Value && !node->inputs.empty()) {
            // A word of an object: what is it about the object? (The bound in a compare of an index says nothing about it.)
            if (!is_bound) left_[object_of(node->inputs[0])->id] = round_;
            return;
        }
        left_[object_of(node)->id] = round_;
        if (!(node->effects() & kPure)) return;
        for (const Node* input : node->inputs) note(input, node->is(Op::CmpU32), steps + 1);
    }

    bool is_left(const Node* node) const { return left_[object_of(node)->id] == round_; }

    bool is_safe(const Node* node) const {
        if (node->is(Op::LoadSlot)) return true;
        // An index that is a constant is compared with the bound of the object, and that compare is invariant, too.
        if (has_index(node->op) && is_left(node->inputs[1])) return false;
        for (const Node* address = node->inputs[0];; address = address->inputs[0]) {
            if (is_left(address)) return false;
            address = object_of(address);
            if (!address->is(Op::Load) && !address->is(Op::LoadElement)) return true;
        }
    }

    Graph& graph_;
    Memory memory_;
    std::vector<Block*> order_;
    std::vector<u64> written_;  // by block id, of loop headers
    std::vector<u32> left_;  // by node id: the loop in which a guard about it has stayed
    std::vector<u32> always_;  // by block id: the loop that runs it in each pass
    u32 round_ = 0;
};

}  // namespace

void licm(Graph& graph) { Motion(graph).run(); }

}  // namespace gs::jit::opt
