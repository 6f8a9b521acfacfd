// Dead stores: what is stored over before anybody looks need not be stored.
//
//     Store v1, v7, +0 Shape                     =>   StoreRef v1, v2, +24 Fields
//     StoreRef v1, v2, +24 Fields                     Store v1, v8, +0 Shape
//     Store v1, v8, +0 Shape                          StoreRef v1, v3, +32 Fields
//     StoreRef v1, v3, +32 Fields                     ...
//
// A constructor gives its object one shape after the other; a default is stored over in each arm of a branch. The guards between
// two assignments of a program keep most others.
//
// A store goes if on every way from it there is another one to the same PLACE: the same object and the same index, as SSA names,
// at the same offset, and of no less bytes. The second must come before anybody looks, which does
//   - a load that may be of the same location (memory.h), by whatever name;
//   - whatever has a snapshot. If it exits, the VM goes on with memory as it is: snapshots describe frames only. Those that
//     allocate or call show memory to the collector, and to scripts, besides;
//   - any other operation that is neither pure nor a load nor a store, the end of the function among them.
// A store never looks, wherever it goes. As long as there is no collection between the two, nobody misses the barrier of the first,
// or that the collector was told of the shape: the barrier is about what the object holds when the collector comes by.
//
// Two operations that name the same place mean the same one, if no loop edge lies between them: to make the object or the
// index anew, one would have to go around a loop that both are in. So one walk backwards is enough (the textbooks' backward
// data flow, "anticipated" stores, Aho et al. 9.5): each block comes behind its successors, begins with what all of them are going
// to store over, and with nothing at a loop edge, where there is a Poll anyway. Each operation is looked at once. LuaJIT
// (lj_opt_mem.c, lj_opt_dse_ahstore and others) goes back from each store along the chain of stores, in a trace without joins.
//
// Slots of the frame are the business of dce, since snapshots write them. That a store finds its value in memory already is known
// to gvn.
#include <array>
#include <bit>

#include "jit/ir/analysis.h"
#include "jit/opt/memory.h"
#include "jit/opt/pass.h"

namespace gs::jit::opt {

namespace {

bool is_store(const Node* node) { return node->effects() & kWrites && !node->is(Op::StoreSlot); }

/// What stores to one object, index and offset have in common. A set of places is one word, so those beyond the first 64 are left
/// alone.
class Places {
public:
    explicit Places(const Graph& graph) : number_(graph.node_count()) {
        for (const Block* block : graph.blocks) {
            for (const Node* node = block->first; node; node = node->next) {
                if (is_store(node)) note(node);
            }
        }
    }

    /// Whether there is one that is stored to twice.
    bool any_twice() const { return any_twice_; }
    u32 count() const { return count_; }
    const Node* first_store(u32 place) const { return stores_[place]; }
    /// The place of a store as a set of one, or of none.
    u64 of(const Node* store) const {
        u8 number = number_[store->id];
        return number ? u64{1} << (number - 1) : 0;
    }

private:
    static constexpr u32 kMost = 64;

    static bool is_narrow(const Node* store) { return store->inputs.back()->type == Type::I32; }
    static const Node* index(const Node* store) { return store->inputs.size() > 2 ? store->inputs[1] : nullptr; }
    static bool is_same(const Node* a, const Node* b) {
        return a->imm == b->imm && a->inputs[0] == b->inputs[0] && index(a) == index(b) && is_narrow(a) == is_narrow(b);
    }

    void note(const Node* store) {
        u64 hash = (store->imm ^ u64{store->inputs[0]->id} << 40) * 0x9E37'79B9'7F4A'7C15u;
        std::size_t at = hash >> 57;
        while (places_[at] && !is_same(stores_[places_[at] - 1u], store)) at = (at + 1) % places_.size();
        if (places_[at]) {
            any_twice_ = true;
        } else if (count_ < kMost) {
            stores_[count_++] = store;
            places_[at] = static_cast<u8>(count_);
        }
        number_[store->id] = places_[at];
    }

    // Numbers of places count from 1.
    std::vector<u8> number_;  // by node id
    std::array<u8, 2 * std::size_t{kMost}> places_{};  // by hash
    std::array<const Node*, kMost> stores_{};
    u32 count_ = 0;
    bool any_twice_ = false;
};

class DeadStores {
public:
    DeadStores(Graph& graph, const Places& places)
        : graph_(graph), places_(places), memory_(graph), order_(order_blocks(graph)), pending_(order_.size()) {
        for (u32 place = 0; place < places.count(); ++place) {
            for (u64 left = memory_.written(places.first_store(place)); left; left &= left - 1) {
                at_location_[static_cast<u32>(std::countr_zero(left))] |= u64{1} << place;
            }
        }
    }

    void run() {
        for (auto block = order_.rbegin(); block != order_.rend(); ++block) visit(*block);
        remove_dead();
    }

private:
    void visit(const Block* block) {
        u64 pending = block->successors.empty() ? 0 : ~u64{0};
        for (const Block* next : block->successors) pending &= next->order > block->order ? pending_[next->order] : 0;
        for (Node* node = block->last; node; node = node->previous) {
            u16 effects = node->effects();
            if (is_store(node)) {
                u64 place = places_.of(node);
                if (pending & place) dead_.push_back(node);
                pending |= place;
            } else if (effects & kReads && !node->snapshot) {
                pending &= ~at_location_[memory_.read(node)];
            } else if (!is_blind(node)) {
                pending = 0;
            }
        }
        pending_[block->order] = pending;
    }

    /// Whether it does not look at memory.
    static bool is_blind(const Node* node) {
        return node->effects() & (kPure | kSunk) || node->is(Op::StoreSlot) || node->is(Op::Phi) ||
               node->is(Op::Jump) || node->is(Op::Branch);
    }

    /// Takes the dead stores out, and what nobody else needs. Of guards that is nothing.
    void remove_dead() {
        while (!dead_.empty()) {
            Node* node = dead_.back();
            dead_.pop_back();
            if (!node->block) continue;
            Nodes inputs = node->inputs;
            graph_.remove(node);
            for (Node* input : inputs) {
                if (input->use_count == 0 && input->effects() & (kPure | kReads)) dead_.push_back(input);
            }
        }
    }

    Graph& graph_;
    const Places& places_;
    Memory memory_;
    const std::vector<Block*>& order_;
    std::vector<u64> pending_;  // by block order: places that are stored over, as seen from the start of the block
    std::array<u64, 64> at_location_{};  // places of which a load of the location may read
    std::vector<Node*> dead_;
};

}  // namespace

void stores(Graph& graph) {
    Places places(graph);
    if (places.any_twice()) DeadStores(graph, places).run();
}

}  // namespace gs::jit::opt
