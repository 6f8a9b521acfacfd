// Scalar promotion: a field that a loop both loads and stores becomes a variable of the loop.
//
//     b1 loop <- b0, b1:                          b0:  v9:v = Load v0, +24 Fields
//         v1:v = Load v0, +24 Fields              b1 loop <- b0, b1:
//         v2 = CheckF64 v1 [s1]            =>         v1:v = Phi v9, v4
//         v3 = AddF64 v2, v8                          v2 = CheckF64 v1 [s1]
//         v4 = BoxF64 v3                              v3 = AddF64 v2, v8
//         StoreRef v0, v4, +24 Fields                 v4 = BoxF64 v3
//                                                     StoreRef v0, v4, +24 Fields
//
// Otherwise each pass waits for memory to give back what the last one has stored, and checks again what kind of value that
// is. The phi is one that the pass types can keep unboxed. Stores stay where they are: memory is right at each exit, and for
// loads of the same field by another name, which may or may not be the same object.
//
// A field is promoted if its object is made outside of the loop, if all that changes it in there (memory.h) are stores by that
// very name, and if it may be loaded in front of the loop (left_guards.h). Here the guards on all ways count, not only
// those that each pass meets, since the loads may be on some ways only. Outer loops come first, with all that is in them.
#include <algorithm>
#include <array>

#include "jit/ir/analysis.h"
#include "jit/opt/left_guards.h"
#include "jit/opt/loops.h"
#include "jit/opt/memory.h"
#include "jit/opt/pass.h"
#include "jit/opt/replace.h"

namespace gs::jit::opt {

namespace {

/// Each takes a register, if there is one, in all of the loop.
constexpr u32 kMostFields = 12;

bool holds_values(Alias alias) { return alias == Alias::Fields || alias == Alias::Cell || alias == Alias::Global; }

bool is_load(const Node* node) {
    return node->is(Op::Load) && node->type == Type::Value && holds_values(node->access().alias);
}

bool is_store(const Node* node) {
    bool stores = node->is(Op::Store) || node->is(Op::StoreRef);
    return stores && holds_values(node->access().alias);
}

class Promotion {
public:
    explicit Promotion(Graph& graph)
        : graph_(graph),
          memory_(graph),
          order_(analyse_loops(graph)),
          left_(graph),
          replaced_(graph),
          at_end_(order_.size()),
          changes_(graph.block_storage.size()) {}

    void run() {
        auto [headers, blocks] = loops_of(graph_, order_);
        // Outer headers come in front of inner ones.
        for (Block* header : headers) {
            if (preheader(header)) loop(header, blocks[header->id]);
        }
        replaced_.finish();
    }

private:
    static bool in_set(u64 locations, u32 location) { return locations >> location & 1; }

    bool may_promote(const Node* access, const Block* header) const {
        return memory_.has_own_location(access) && !in_loop(access->inputs[0]->block, header);
    }

    void loop(Block* header, const std::vector<Block*>& blocks) {
        std::array<const Node*, 64> owner{};  // by location: the object that stores in the loop name
        u64 stored = 0, lost = 0;  // by such stores; by anything else
        left_.begin();
        for (const Block* block : blocks) {
            for (const Node* node = block->first; node; node = node->next) {
                if (node->effects() & kGuard || node->is(Op::Branch)) left_.note(node);
                u64 changed = memory_.written(node);
                if (is_store(node) && may_promote(node, header)) {
                    u32 location = memory_.read(node);
                    if (!owner[location]) owner[location] = node->inputs[0];
                    if (owner[location] == node->inputs[0]) {
                        stored |= u64{1} << location;
                        changed &= ~(u64{1} << location);
                    }
                }
                lost |= changed;
            }
        }
        // An object that changes its shape may not have the field as yet in front of the loop.
        u64 promoted = stored & ~lost;
        if (!promoted || in_set(lost, static_cast<u32>(Alias::Shape))) return;
        u32 count = 0;
        for (const Block* block : blocks) {
            if (block->cold) continue;
            for (const Node* node = block->first; node && count < kMostFields; node = node->next) {
                if (!is_load(node) || !may_promote(node, header)) continue;
                u32 location = memory_.read(node);
                if (!in_set(promoted, location) || owner[location] != node->inputs[0] || !left_.is_safe(node)) continue;
                promoted &= ~(u64{1} << location);
                found_.push_back(node);
                ++count;
            }
        }
        for (const Node* load : found_) field(load, header, blocks);
        found_.clear();
    }

    /// Promotes the field that the load reads.
    void field(const Node* load, Block* header, const std::vector<Block*>& blocks) {
        Node* object = load->inputs[0];
        u64 access = load->imm;
        auto is_same = [&](const Node* node) { return node->imm == access && node->inputs[0] == object; };
        std::fill(changes_.begin(), changes_.end(), false);
        for (const Block* block : blocks) {
            for (const Node* node = block->first; node; node = node->next) {
                if (!is_store(node) || !is_same(node)) continue;
                for (Block* inner = block->loop; inner != header; inner = inner->outer) changes_[inner->id] = true;
            }
        }
        changes_[header->id] = true;

        Node* first = graph_.make(Op::Load, Type::Value, {object}, access);
        Block* before = header->predecessors[0];
        graph_.insert_before(before->last, first);
        at_end_[before->order] = first;
        for (Block* block : blocks) {
            Node* value = on_entry(block);
            for (Node *node = block->first, *next = nullptr; node; node = next) {
                next = node->next;
                if (is_load(node) && is_same(node)) {
                    replaced_.add(node, value);
                    graph_.remove(node);
                } else if (is_store(node) && is_same(node)) {
                    value = boxed(node->inputs[1], node);
                }
            }
            at_end_[block->order] = value;
        }
        for (Node* phi : phis_) {
            for (const Block* from : phi->block->predecessors) {
                Node* value = at_end_[from->order];
                phi->inputs.push_back(value);
                ++value->use_count;
            }
        }
        phis_.clear();
    }

    Node* on_entry(Block* block) {
        Node* first = at_end_[block->predecessors[0]->order];
        if (block->predecessors.size() == 1) return first;
        bool changes = block->loop_header && changes_[block->id];
        std::size_t entering = block->predecessors.size() - (block->loop_header ? 1 : 0);
        for (std::size_t i = 1; i < entering; ++i) changes |= at_end_[block->predecessors[i]->order] != first;
        if (!changes) return first;
        Node* phi = graph_.make(Op::Phi, Type::Value, {});
        graph_.insert_before(block->first, phi);
        phis_.push_back(phi);
        return phi;
    }

    Node* boxed(Node* value, Node* before) {
        if (value->type != Type::F64) return value;
        Node* box = graph_.make(Op::BoxF64, Type::Value, {value});
        graph_.insert_before(before, box);
        return box;
    }

    Graph& graph_;
    Memory memory_;
    std::vector<Block*> order_;
    LeftGuards left_;
    Replacements replaced_;
    std::vector<const Node*> found_;  // loads of the fields of this loop that are promoted
    std::vector<Node*> at_end_;  // by block order: the value of the field at the end of the block
    std::vector<bool> changes_;  // by block id, of headers: the field is stored to somewhere in that loop
    std::vector<Node*> phis_;  // of the field, without inputs as yet
};

}  // namespace

void promote(Graph& graph) { Promotion(graph).run(); }

}  // namespace gs::jit::opt
