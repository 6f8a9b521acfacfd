// Global value numbering: what has been computed, checked or loaded already is not computed, checked or loaded again.
//
// A walk down the dominator tree with one table of what is known. Two operations are the same if operation, immediate and
// inputs are; loads if, besides, memory is in the same state. An entry counts if its block dominates the place that asks, so
// nothing needs to be taken back on the way up.
//
// Guards are the same as pure operations here: they mean the same wherever their inputs are, so the second one can not fail.
// A stronger check stands for a weaker one, too (CheckI32 for CheckNumber).
//
// MEMORY has a version for each location (memory.h). A store gives its location, and those that overlap it, new versions,
// and leaves an entry behind: a load of this version finds the stored value. A fresh object leaves one for each of its
// fields. Where ways meet, a location has the version of all of them if it is the same, else a new one; at a loop header, a
// new one if something in the loop writes it. A store of what such a load would find changes nothing, and goes.
//
// CONDITIONS. Behind a branch, and behind a guard, the condition is a constant.
#include <algorithm>
#include <memory>

#include "jit/ir/analysis.h"
#include "jit/opt/memory.h"
#include "jit/opt/pass.h"
#include "jit/opt/replace.h"
#include "runtime/object.h"

namespace gs::jit::opt {

namespace {

struct Key {
    Op op;
    Type type;
    u64 imm = 0;
    u32 version = 0;  // of a load
    Node* inputs[3] = {};

    bool operator==(const Key&) const = default;
    std::size_t hash() const {
        u64 h = static_cast<u64>(op) << 8 | static_cast<u64>(type);
        auto mix = [&](u64 word) { h = (h ^ word) * 0x9E3779B97F4A7C15u, h ^= h >> 29; };
        mix(imm), mix(version);
        for (Node* input : inputs) mix(input ? input->id + 1u : 0);
        return h;
    }
};

/// Keys to values, each with the block from which on it is known. A new entry takes the place of an old one with that key.
class Table {
public:
    struct Entry {
        Key key;
        Node* value;
        Block* block;
    };

    explicit Table(std::size_t expected) {
        std::size_t size = 64;
        while (size < expected + expected / 2) size *= 2;
        places_.resize(size);
        entries_.reserve(expected);
    }

    /// Where the key stands, or will stand; until the next question.
    u32& find(const Key& key) {
        if (entries_.size() * 4 > places_.size() * 3) grow();
        return place(key);
    }
    /// Null if there is none yet.
    const Entry* at(u32 place) const { return place ? &entries_[place - 1] : nullptr; }
    void put(u32& place, const Key& key, Node* value, Block* block) {
        if (place) {
            entries_[place - 1] = {key, value, block};
        } else {
            entries_.push_back({key, value, block});
            place = static_cast<u32>(entries_.size());
        }
    }

private:
    u32& place(const Key& key) {
        std::size_t at = key.hash() & (places_.size() - 1);
        while (places_[at] && !(entries_[places_[at] - 1].key == key)) at = (at + 1) & (places_.size() - 1);
        return places_[at];
    }
    void grow() {
        places_.assign(places_.size() * 2, 0);
        for (u32 i = 0; i < entries_.size(); ++i) place(entries_[i].key) = i + 1;
    }
    std::vector<u32> places_;  // by hash: numbers of entries from 1 on; 0: free
    std::vector<Entry> entries_;
};

class Numbering {
public:
    explicit Numbering(Graph& graph)
        : graph_(graph),
          memory_(graph),
          replaced_(graph),
          table_(memory_.nodes()),
          facts_(graph.node_count()),
          is_tested_(graph.node_count()),
          locations_(memory_.location_count()),
          order_(analyse_loops(graph)),
          written_(memory_.written_in_loops(order_)),
          versions_(std::make_unique_for_overwrite<u32[]>(order_.size() * locations_)) {}

    void run() {
        // Children of the dominator tree in the order of the blocks: then all predecessors of a block come before it, but
        // for loop edges.
        std::vector<Block*> last_child(order_.size()), sibling(order_.size());
        for (std::size_t i = 1; i < order_.size(); ++i) {
            Block*& last = last_child[order_[i]->dominator->order];
            sibling[i] = last;
            last = order_[i];
        }
        std::vector<Block*> waiting{order_[0]};
        while (!waiting.empty()) {
            Block* block = waiting.back();
            waiting.pop_back();
            for (Block* child = last_child[block->order]; child; child = sibling[child->order])
                waiting.push_back(child);
            visit(block);
        }
        replaced_.finish_phis();
    }

private:
    struct Fact {
        Block* block = nullptr;
        bool value = false;
    };

    // ---- versions --------------------------------------------------------------------------------------------------

    u32* versions_of(const Block* block) { return versions_.get() + std::size_t{block->order} * locations_; }

    void enter(Block* block) {
        u32* here = versions_of(block);
        if (block->predecessors.empty()) return;
        // What has come so far; a loop edge comes later.
        std::size_t count = block->predecessors.size() - (block->loop_header ? 1 : 0);
        const u32* first = versions_of(block->predecessors[0]);
        std::copy_n(first, locations_, here);
        u32 version = ++newest_;
        for (std::size_t i = 1; i < count; ++i) {
            const u32* other = versions_of(block->predecessors[i]);
            for (u32 l = 0; l < locations_; ++l) here[l] = other[l] == first[l] ? here[l] : version;
        }
        if (block->loop_header) write(written_[block->id], block);
    }

    void write(u64 locations, Block* block) {
        u32* here = versions_of(block);
        u32 version = ++newest_;
        for (u64 left = locations; left; left &= left - 1) here[std::countr_zero(left)] = version;
    }

    // ---- facts -----------------------------------------------------------------------------------------------------

    void note(Node* condition, bool value, Block* block) {
        if (condition->id < facts_.size()) facts_[condition->id] = {block, value};
        if (condition->is(Op::NotBool)) note(condition->inputs[0], !value, block);
    }

    /// 1 or 0 if the condition is known here, else -1.
    int known(const Node* condition, const Block* block) const {
        if (condition->id >= facts_.size()) return -1;
        const Fact& fact = facts_[condition->id];
        return fact.block && dominates(fact.block, block) ? fact.value : -1;
    }

    /// The same for a condition that may or may not have been computed.
    int known(const Key& condition, const Block* block) {
        Node* node = look_up(condition, block);
        return node ? known(node, block) : -1;
    }

    // ---- the walk --------------------------------------------------------------------------------------------------

    void visit(Block* block) {
        if (block->order == 0) {
            std::fill_n(versions_of(block), locations_, ++newest_);
        } else {
            enter(block);
        }
        if (block->predecessors.size() == 1) {
            Block* from = block->predecessors[0];
            if (from->last->is(Op::Branch) && from->successors[0] != from->successors[1]) {
                note(replaced_.find(from->last->inputs[0]), from->successors[0] == block, block);
            }
        }
        for (Node *node = block->first, *next = nullptr; node; node = next) {
            next = node->next;
            if (!node->is(Op::Phi)) replaced_.resolve(node);
            this->node(node, block);
        }
    }

    void node(Node* node, Block* block) {
        u16 effects = node->effects();
        if (effects & kWrites && is_stored(node, block)) return graph_.remove(node);
        if (u64 changed = memory_.written(node)) {
            write(changed, block);
            if (effects & kWrites) forward(node, block);
            if (effects & kAllocates) fresh(node, block);
            return;
        }
        if (node->is(Op::Branch)) return condition_input(node, block);
        if (node->is(Op::GuardTrue) || node->is(Op::GuardFalse)) {
            bool expected = node->is(Op::GuardTrue);
            if (known(node->inputs[0], block) == expected) return graph_.remove(node);
            note(node->inputs[0], expected, block);
            return;
        }
        bool numbered = effects & (kPure | kGuard | kReads) && !(effects & (kPinned | kEnds));
        if (!numbered || node->inputs.size() > std::size(Key{}.inputs)) return;
        if (node->is(Op::NotBool)) condition_input(node, block);
        if (Node* known = weaker(node, block)) return replace(node, known);
        Key key = key_of(node, block);
        u32& place = table_.find(key);
        if (const Table::Entry* entry = table_.at(place); entry && dominates(entry->block, block)) {
            replace(node, entry->value);
        } else {
            table_.put(place, key, node, block);
            if (!takes_value(node)) return;
            u32 tested = plain(node->inputs[0])->id;
            if (tested < is_tested_.size()) is_tested_[tested] = true;
        }
    }

    void replace(Node* node, Node* by) {
        if (by->type != node->type) {
            // Only doubles are stored without a box and loaded with one.
            Node* box = graph_.make(Op::BoxF64, Type::Value, {by});
            graph_.insert_before(node, box);
            by = box;
        }
        replaced_.add(node, by);
        graph_.remove(node);
    }

    void condition_input(Node* node, Block* block) {
        int value = known(node->inputs[0], block);
        if (value >= 0) graph_.set_input(node, 0, graph_.constant(Type::Bool, static_cast<u64>(value)));
    }

    static bool takes_value(const Node* node) { return !node->inputs.empty() && info(node->op).inputs[0] == 'v'; }

    /// The same Value without the knowledge that it is not nil: what is known about either is known about both.
    static Node* plain(Node* value) {
        while (value->is(Op::CheckNotNil)) value = value->inputs[0];
        return value;
    }

    Key key_of(Node* node, Block* block) {
        Key key{node->op, node->type, node->imm};
        for (u32 i = 0; i < node->inputs.size(); ++i) key.inputs[i] = node->inputs[i];
        if (takes_value(node)) key.inputs[0] = plain(node->inputs[0]);
        if (node->effects() & kReads) key.version = versions_of(block)[memory_.read(node)];
        return key;
    }

    Node* look_up(const Key& key, const Block* block) {
        const Table::Entry* entry = table_.at(table_.find(key));
        return entry && dominates(entry->block, block) ? entry->value : nullptr;
    }

    void remember(const Key& key, Node* value, Block* block) { table_.put(table_.find(key), key, value, block); }

    /// A check or an unboxing of a Value that has passed another check, or a test.
    Node* weaker(Node* node, Block* block) {
        if (!takes_value(node)) return nullptr;
        Node* value = plain(node->inputs[0]);
        if (value->id >= is_tested_.size() || !is_tested_[value->id]) return nullptr;
        auto checked = [&](Op op, u64 imm = 0) {
            return look_up({op, type_of(info(op).result), imm, 0, {value}}, block);
        };
        auto tested = [&](Op op, bool answer, u64 imm = 0) {
            return known(Key{op, Type::Bool, imm, 0, {value}}, block) == answer;
        };
        auto make = [&](Op op, Node* input, u64 imm = 0) {
            Node* made = graph_.make(op, type_of(info(op).result), {input}, imm);
            graph_.insert_before(node, made);
            this->node(made, block);
            return made->block ? made : replaced_.find(made);
        };
        switch (node->op) {
            case Op::UnboxI32: return checked(Op::CheckI32);
            case Op::UnboxF64: return checked(Op::CheckF64);
            case Op::UnboxBool: return checked(Op::CheckBool);
            case Op::UnboxPtr: return checked(Op::CheckPtr, node->imm);
            case Op::UnboxI64:
                if (Node* narrow = checked(Op::CheckI32)) return make(Op::I32ToI64, narrow);
                return checked(Op::CheckI64);
            case Op::CheckI64:
                if (Node* narrow = checked(Op::CheckI32)) return make(Op::I32ToI64, narrow);
                return tested(Op::IsInt, true) ? make(Op::UnboxI64, value) : nullptr;
            case Op::CheckNumber:
                if (Node* real = checked(Op::CheckF64)) return real;
                if (Node* narrow = checked(Op::CheckI32)) return make(Op::I32ToF64, narrow);
                if (Node* wide = checked(Op::CheckI64)) return make(Op::I64ToF64, wide);
                return nullptr;
            case Op::CheckF64: return tested(Op::IsF64, true) ? make(Op::UnboxF64, value) : nullptr;
            case Op::CheckPtr:
                return tested(Op::IsTag, true, node->imm) ? make(Op::UnboxPtr, value, node->imm) : nullptr;
            case Op::CheckNotNil: {
                bool not_nil = tested(Op::IsNil, false) || tested(Op::IsTruthy, true);
                for (Op op : {Op::CheckI32, Op::CheckI64, Op::CheckF64, Op::CheckNumber, Op::CheckBool}) {
                    not_nil = not_nil || checked(op);
                }
                for (u64 tag = rt::kTagObject; tag <= rt::kTagTable; tag += u64{1} << 48) {
                    not_nil = not_nil || checked(Op::CheckPtr, tag);
                }
                return not_nil ? value : nullptr;
            }
            default: return nullptr;
        }
    }

    // ---- what stores leave behind ----------------------------------------------------------------------------------

    /// The operation that loads what the store has stored.
    static Op load_of(const Node* store) {
        switch (store->op) {
            case Op::StoreSlot: return Op::LoadSlot;
            case Op::StoreElement:
            case Op::StoreElementRef: return Op::LoadElement;
            case Op::StoreFieldRef: return Op::LoadField;
            default: return Op::Load;
        }
    }

    /// Of a load of what the store stores, as that type.
    Key load_key(const Node* store, Type type, Block* block) {
        Key key{load_of(store), type, store->imm, versions_of(block)[memory_.read(store)]};
        for (u32 i = 0; i + 1 < store->inputs.size(); ++i) key.inputs[i] = store->inputs[i];
        return key;
    }

    static Node* unboxed(Node* value) { return value->is(Op::BoxF64) ? value->inputs[0] : plain(value); }

    /// Whether memory holds the value already. What the collector had to hear of it, it has heard then.
    bool is_stored(Node* store, Block* block) {
        Node* value = unboxed(store->inputs.back());
        auto holds = [&](Type type) {
            Node* held = look_up(load_key(store, type, block), block);
            return held && unboxed(held) == value;
        };
        return holds(value->type) || (value->type == Type::F64 && holds(Type::Value));
    }

    void forward(Node* store, Block* block) {
        Node* value = store->inputs.back();
        if (value->type == Type::Bool) return;
        auto leave = [&](Type type, Node* held) { remember(load_key(store, type, block), held, block); };
        leave(value->type, value);
        if (value->type == Type::F64) {
            leave(Type::Value, value);
        } else if (value->is(Op::BoxF64)) {
            leave(Type::F64, value->inputs[0]);
        }
    }

    /// Fields of an object that has just been made. A location for each exists only if somebody loads it.
    void fresh(Node* node, Block* block) {
        auto leave = [&](i32 offset, Alias alias, Node* value) {
            u64 access = pack({offset, alias});
            auto location = memory_.location_of(access);
            if (!location) return;
            u32 version = versions_of(block)[*location];
            remember({Op::Load, value->type, access, version, {node}}, value, block);
            if (!value->is(Op::BoxF64)) return;
            remember({Op::Load, Type::F64, access, version, {node}}, value->inputs[0], block);
        };
        auto address = [&](const void* p) { return graph_.constant(Type::Ptr, reinterpret_cast<u64>(p)); };
        constexpr i32 kSlotSize = sizeof(rt::Value);
        if (node->is(Op::NewCell)) return leave(offsetof(rt::Cell, value), Alias::Cell, node->inputs[0]);
        if (node->is(Op::NewClosure)) {
            leave(offsetof(rt::Function, code), Alias::Constant, address(&graph_.closures[node->imm].code->head));
            for (u32 i = 0; i < node->inputs.size(); ++i) {
                leave(static_cast<i32>(sizeof(rt::Function)) + static_cast<i32>(i) * kSlotSize, Alias::Constant,
                      node->inputs[i]);
            }
            return;
        }
        const TableSite& site = graph_.tables[node->imm];
        leave(offsetof(rt::Header, id), Alias::Shape, graph_.constant(Type::I32, site.shape));
        if (bool is_full = site.is_list() && !node->inputs.empty(); is_full || site.elements == 0) {
            u32 count = is_full ? site.elements : 0;
            leave(offsetof(rt::Table, bound), Alias::Header, graph_.constant(Type::I32, is_full ? count + 1 : 0));
            leave(offsetof(rt::Table, dlen), Alias::Header, graph_.constant(Type::I32, site.doubles ? count : 0));
        }
        for (u32 i = 0; i < site.inline_slots; ++i) {
            Node* value = i < node->inputs.size() ? node->inputs[i] : graph_.constant(Type::Value, rt::kNilBits);
            leave(static_cast<i32>(sizeof(rt::Table)) + static_cast<i32>(i) * kSlotSize, Alias::Fields, value);
        }
    }

    Graph& graph_;
    Memory memory_;
    Replacements replaced_;
    Table table_;
    std::vector<Fact> facts_;  // by node id
    std::vector<bool> is_tested_;  // by node id: some operation on this Value is in the table
    u32 locations_;
    std::vector<Block*> order_;
    std::vector<u64> written_;  // by block id, of loop headers
    std::unique_ptr<u32[]> versions_;  // by block order and location: at the end of what has been visited of the block
    u32 newest_ = 0;
};

}  // namespace

void gvn(Graph& graph) { Numbering(graph).run(); }

}  // namespace gs::jit::opt
