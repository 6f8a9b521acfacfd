// Checks what ops.def and graph.h promise. Rules come in an order in which each may rely on the ones before it: edges,
// then the order and types within blocks, then dominance, then snapshots. The first broken one is reported.
#include <algorithm>

#include "jit/ir/analysis.h"
#include "jit/ir/names.h"

namespace gs::jit {

namespace {

/// What an operation with these effects may do needs a way back to the VM.
bool needs_snapshot(const OpInfo& row) { return row.effects & (kGuard | kHelper | kClobbers | kAllocates); }

class Verifier {
public:
    explicit Verifier(const Graph& graph) : graph_(graph), names_(graph), place_(graph.node_count(), kNowhere) {}

    std::string run() {
        edges();
        if (problem_.empty()) blocks();
        if (problem_.empty()) {
            facts();
            loops();
        }
        if (problem_.empty()) uses();
        if (problem_.empty()) snapshots();
        if (problem_.empty()) counts();
        return problem_;
    }

private:
    static constexpr u32 kNowhere = ~u32{0};

    void fail(const std::string& what) {
        if (problem_.empty()) problem_ = what;
    }
    void fail(const Block* block, const std::string& what) { fail(names_.of(block) + ": " + what); }
    void fail(const Node* node, const std::string& what) {
        fail(names_.of(node->block) + ": " + names_.of(node) + " = " + info(node->op).name + ": " + what);
    }

    bool listed(const Block* block) const { return block->id < is_listed_.size() && is_listed_[block->id]; }

    /// Whoever has changed edges and has not said so would leave the next pass with what was true before.
    void facts() {
        struct Known {
            Block *dominator, *loop;
            bool operator==(const Known&) const = default;
        };
        FlowFacts before = graph_.facts;
        auto known = [&] {
            std::vector<Known> all;
            all.reserve(before.order.size());
            for (const Block* block : before.order) {
                all.push_back({before.known >= FlowFacts::Dominators ? block->dominator : nullptr,
                               before.known >= FlowFacts::Loops ? block->loop : nullptr});
            }
            return all;
        };
        std::vector<Known> blocks_before = known();
        graph_.facts.known = FlowFacts::Nothing;
        bool same = analyse_loops(graph_) == before.order && known() == blocks_before;
        if (before.known != FlowFacts::Nothing && !same) fail("what is known about its blocks does not hold any more");
    }

    void edges() {
        if (graph_.blocks.empty()) return fail("no blocks");
        is_listed_.assign(graph_.block_storage.size(), false);
        for (const Block* block : graph_.blocks) {
            if (is_listed_[block->id]) return fail(block, "stands in the list twice");
            is_listed_[block->id] = true;
        }
        if (!graph_.blocks[0]->predecessors.empty()) fail(graph_.blocks[0], "the entry has a predecessor");
        for (const Block* block : graph_.blocks) {
            for (const Block* to : block->successors) {
                if (!listed(to)) return fail(block, "an edge to a block that is not in the list");
                auto there = std::count(to->predecessors.begin(), to->predecessors.end(), block);
                auto here = std::count(block->successors.begin(), block->successors.end(), to);
                if (there != here) fail(block, "the edge to " + names_.of(to) + " is not the same at both ends");
            }
            for (const Block* from : block->predecessors) {
                if (!listed(from)) return fail(block, "an edge from a block that is not in the list");
                if (std::find(from->successors.begin(), from->successors.end(), block) == from->successors.end()) {
                    fail(block, names_.of(from) + " does not lead here");
                }
            }
        }
    }

    void blocks() {
        for (const Block* block : graph_.blocks) {
            if (!block->last) return fail(block, "is empty");
            u32 position = 0;
            bool phis_over = false;
            const Node* previous = nullptr;
            for (const Node* node = block->first; node; previous = node, node = node->next) {
                if (node->block != block || node->previous != previous)
                    return fail(block, "its list is not linked rightly");
                if (place_[node->id] != kNowhere) return fail(node, "stands in two places");
                place_[node->id] = position++;
                if (node->is(Op::Phi) && phis_over) fail(node, "a phi behind other operations");
                phis_over |= !node->is(Op::Phi);
                bool ends = node->effects() & kEnds;
                if (ends && node->next) fail(node, "ends the block, but is not the last");
                if (!ends && !node->next) fail(node, "is the last, but does not end the block");
                types(node);
                if (!problem_.empty()) return;
            }
            if (block->last != previous) return fail(block, "its list is not linked rightly");
            std::size_t expected = block->last->is(Op::Jump) ? 1 : block->last->is(Op::Branch) ? 2 : 0;
            if (block->successors.size() != expected) fail(block, "wrong number of successors");
        }
    }

    void types(const Node* node) {
        const OpInfo& row = info(node->op);
        if (row.result != '*' && node->type != type_of(row.result)) return fail(node, "wrong type");
        if (node->is(Op::Phi)) {
            if (node->type == Type::None) fail(node, "a phi without a type");
            if (node->inputs.size() != node->block->predecessors.size()) {
                fail(node, "needs one input for each predecessor");
            }
        }
        const char* expected = row.inputs;
        if (row.immediate == Immediate::Helper) {
            if (node->imm >= static_cast<u16>(Helper::kCount)) return fail(node, "no such helper");
            expected = info(static_cast<Helper>(node->imm)).inputs;
            if (node->type != type_of(info(static_cast<Helper>(node->imm)).result)) fail(node, "wrong type");
            if (node->op != info(static_cast<Helper>(node->imm)).call)
                fail(node, "the helper is called in another way");
        }
        for (std::size_t i = 0; i < node->inputs.size(); ++i) {
            const Node* input = node->inputs[i];
            if (!input) return fail(node, "an input is null");
            if (!*expected) return fail(node, "too many inputs");
            if (input->type == Type::None) return fail(node, names_.of(input) + " has no value");
            if (*expected != '*' && input->type != type_of(*expected)) {
                return fail(node, names_.of(input) + " has the wrong type");
            }
            if (node->is(Op::Phi) && input->type != node->type) fail(node, names_.of(input) + " has the wrong type");
            if (input->effects() & kSunk && !(node->effects() & kSunk)) {
                return fail(node, names_.of(input) + " is for snapshots only");
            }
            if (expected[1] != '.') ++expected;
        }
        if (*expected && expected[1] != '.') return fail(node, "too few inputs");
        own_calls(node);
        memory_types(node);
        immediates(node, row);
        if (needs_snapshot(row) && !node->snapshot) fail(node, "needs a snapshot");
        if (!needs_snapshot(row) && node->snapshot) fail(node, "has a snapshot, but never needs it");
    }

    /// A function's calls of itself agree with it about the types of what goes in and out.
    void own_calls(const Node* node) {
        Type result = graph_.own_result;
        switch (node->op) {
            case Op::Parameter: {
                const Node* before = node->previous;
                while (before && before->is_const()) before = before->previous;
                bool at_start = node->block == graph_.blocks[0] && (!before || before->is(Op::Parameter));
                if (!at_start) fail(node, "does not stand at the start of the entry");
                if (node->type == Type::None || node->type == Type::Ptr) fail(node, "no such type");
                parameters_.push_back(node->type);
                return;
            }
            case Op::Return:
                if (node->inputs[0]->type != (result == Type::None ? Type::Value : result)) {
                    fail(node, names_.of(node->inputs[0]) + " has the wrong type");
                }
                return;
            case Op::CallSelf:
                if (node->type != result) fail(node, "wrong type");
                if (node->inputs.empty()) return;
                break;
            case Op::TailSelf:
                if (node->inputs.empty()) return;
                break;
            default: return;
        }
        bool same = std::equal(node->inputs.begin(), node->inputs.end(), parameters_.begin(), parameters_.end(),
                               [](const Node* input, Type type) { return input->type == type; });
        if (!same) fail(node, "its inputs are not what the parameters are");
    }

    void memory_types(const Node* node) {
        auto one_of = [&](Type type, std::initializer_list<Type> types) {
            if (std::find(types.begin(), types.end(), type) == types.end()) fail(node, "no such width");
        };
        switch (node->op) {
            case Op::Load: one_of(node->type, {Type::I32, Type::I64, Type::F64, Type::Value, Type::Ptr}); break;
            case Op::Store:
                one_of(node->inputs[1]->type, {Type::I32, Type::I64, Type::F64, Type::Value, Type::Ptr});
                break;
            case Op::LoadElement: one_of(node->type, {Type::F64, Type::Value}); break;
            case Op::NewTable:
                if (node->imm < graph_.tables.size()) table(node, graph_.tables[node->imm]);
                break;
            case Op::StoreElement: one_of(node->inputs[2]->type, {Type::F64, Type::Value}); break;
            case Op::DivI32:
                if (!node->inputs[1]->is_const() || node->inputs[1]->as_int() < 2) fail(node, "no such divisor");
                break;
            case Op::Const:
                if (node->type == Type::None) fail(node, "a constant without a type");
                break;
            default: break;
        }
    }

    void table(const Node* node, const TableSite& site) {
        std::size_t given = node->inputs.size();
        bool fits = site.is_list() ? given == 0 || given == site.elements : given <= site.inline_slots;
        if (!fits) fail(node, "more or less values than the table has places");
    }

    std::size_t sites(Op op) const {
        switch (op) {
            case Op::NewTable:
            case Op::SunkTable: return graph_.tables.size();
            case Op::NewClosure:
            case Op::SunkClosure: return graph_.closures.size();
            case Op::ReturnSlots: return graph_.returns.size();
            default: return graph_.calls.size();
        }
    }

    void immediates(const Node* node, const OpInfo& row) {
        switch (row.immediate) {
            case Immediate::Condition:
                if (node->imm > static_cast<u8>(Condition::Ge)) return fail(node, "no such condition");
                if ((node->is(Op::CmpBits) || node->is(Op::CmpPtr)) && node->imm > static_cast<u8>(Condition::Ne)) {
                    fail(node, "only Eq and Ne");
                }
                if (node->is(Op::CmpU32) && node->imm < static_cast<u8>(Condition::Lt)) fail(node, "no Eq and Ne");
                break;
            case Immediate::Tag:
                if (!name_of_tag(node->imm)) fail(node, "no such tag");
                break;
            case Immediate::Access:
                if (node->access().alias > Alias::Epoch) fail(node, "no such alias class");
                break;
            case Immediate::Site: {
                if (node->imm >= sites(node->op)) fail(node, "no such site");
                break;
            }
            case Immediate::Bits:
                if (node->is_const() && node->type == Type::I32 && node->as_int() != static_cast<i32>(node->imm)) {
                    fail(node, "not the sign extension of an int32");
                }
                if (node->is_const() && node->type == Type::Bool && node->imm > 1) fail(node, "neither 0 nor 1");
                break;
            default: break;
        }
    }

    void loops() {
        for (const Block* block : graph_.blocks) {
            if (block->order == kNowhere) return fail(block, "can not be reached");
            if (block->loop_header) {
                if (block->predecessors.size() < 2) return fail(block, "a loop header without an entry or an edge");
                if (!dominates(block, block->predecessors.back())) {
                    return fail(block, "its last predecessor is not the loop edge");
                }
            }
            for (std::size_t i = 0; i < block->predecessors.size(); ++i) {
                const Block* from = block->predecessors[i];
                bool backward = from->order >= block->order;
                bool loop_edge = block->loop_header && i + 1 == block->predecessors.size();
                if (backward != loop_edge) fail(block, "the edge from " + names_.of(from) + " goes backwards");
            }
        }
    }

    /// Whether the value is there when `node` runs.
    bool available(const Node* value, const Node* node) const {
        if (!value->block || place_[value->id] == kNowhere) return false;
        if (value->block == node->block) return place_[value->id] < place_[node->id];
        return dominates(value->block, node->block);
    }

    void uses() {
        for (const Block* block : graph_.blocks) {
            for (const Node* node = block->first; node; node = node->next) {
                for (std::size_t i = 0; i < node->inputs.size(); ++i) {
                    const Node* input = node->inputs[i];
                    bool there = node->is(Op::Phi) ? input->block && available(input, block->predecessors[i]->last)
                                                   : available(input, node);
                    if (!there) return fail(node, names_.of(input) + " is not available here");
                }
            }
        }
    }

    void snapshots() {
        for (const Block* block : graph_.blocks) {
            for (const Node* node = block->first; node; node = node->next) {
                if (node->snapshot) snapshot(node, node->snapshot);
            }
            if (block->entry) {
                // Guards move to the ends of the blocks in front of the loop.
                for (std::size_t i = 0; i + 1 < block->predecessors.size(); ++i) {
                    snapshot(block->predecessors[i]->last, block->entry);
                }
            }
            replays(block);
            if (!problem_.empty()) return;
        }
    }

    void snapshot(const Node* node, const Snapshot* snapshot) {
        if (!snapshot->pc && graph_.function) fail(node, "its snapshot has no position");
        i64 last = INT64_MIN;
        for (const SlotValue& entry : snapshot->slots) {
            std::string what = "slot " + std::to_string(entry.slot) + " of " + names_.of(snapshot);
            if (entry.slot <= last) fail(node, what + " is out of order");
            last = entry.slot;
            if (!entry.value || entry.value->type == Type::None) return fail(node, what + " has no value");
            if (!available(entry.value, node))
                fail(node, what + ": " + names_.of(entry.value) + " is not available here");
            if (entry.value->type == Type::Ptr && !pointer_tag(entry.value))
                fail(node, what + ": a pointer without a tag");
            if (entry.slot >= 0 && graph_.frame_slots && entry.slot >= static_cast<i64>(graph_.frame_slots)) {
                fail(node, what + " is outside of the frame");
            }
        }
    }

    // The VM repeats the instruction at a snapshot's position, so none of its effects may have happened. Seen here if two
    // operations of one block share the snapshot and a store or a call stands between them. Stores into the frame do no
    // harm: the snapshot writes what the instruction reads. Nor do helpers that change tables: if they say that they have done
    // nothing, the instruction begins anew.
    void replays(const Block* block) {
        std::unordered_map<const Snapshot*, u32> first;  // position of the first operation that names it
        u32 last_effect = 0, position = 0;  // positions count from 1
        for (const Node* node = block->first; node; node = node->next) {
            ++position;
            if (node->snapshot) {
                auto [found, is_new] = first.try_emplace(node->snapshot, position);
                if (!is_new && last_effect >= found->second) {
                    fail(node, names_.of(node->snapshot) + " lies before a store or a call that has happened");
                }
            }
            u16 effects = node->effects();
            bool frame_only = (effects & kWrites) && (node->is(Op::StoreSlot) || node->access().alias == Alias::Frame);
            if ((effects & kClobbers) || ((effects & kWrites) && !frame_only)) last_effect = position;
        }
    }

    void counts() {
        std::vector<u32> counted(graph_.node_count());
        std::vector<bool> named(graph_.snapshots.size());
        for (const Block* block : graph_.blocks) {
            if (block->entry) named[block->entry->id] = true;
            for (const Node* node = block->first; node; node = node->next) {
                if (node->snapshot) named[node->snapshot->id] = true;
                for (const Node* input : node->inputs) ++counted[input->id];
            }
        }
        // Snapshots that no node names any more may still count their values, until count_uses() is called.
        std::vector<u32> stale(graph_.node_count());
        for (const Snapshot& snapshot : graph_.snapshots) {
            auto& counts = named[snapshot.id] ? counted : stale;
            for (const SlotValue& entry : snapshot.slots) ++counts[entry.value->id];
        }
        for (const Block* block : graph_.blocks) {
            for (const Node* node = block->first; node; node = node->next) {
                u32 least = counted[node->id], most = least + stale[node->id];
                if (node->use_count < least || node->use_count > most) {
                    return fail(node, "counts " + std::to_string(node->use_count) + " uses instead of " +
                                          std::to_string(least));
                }
            }
        }
    }

    const Graph& graph_;
    Names names_;
    std::vector<u32> place_;  // position in the block, by node id
    std::vector<bool> is_listed_;  // by block id
    std::vector<Type> parameters_;
    std::string problem_;
};

}  // namespace

std::string verify(const Graph& graph) { return Verifier(graph).run(); }

}  // namespace gs::jit
