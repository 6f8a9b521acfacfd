// Escape analysis: an object that nobody outside of the compiled code gets to see is not made. Its fields become values, its
// loads and stores go, and where a snapshot names it, the exit makes it (SunkTable and others) from what its fields are
// there. In the terms of the literature: scalar replacement (Kotzmann and Moessenboeck, "Escape Analysis in the Context of
// Dynamic Compilation and Deoptimization", 2005) with allocation sinking into exits (LuaJIT, "Allocation Sinking
// Optimization").
//
// An object escapes if anything but a snapshot, a load or store of one of its fields, or an object that stays itself has it as
// an input: a call, a store into something else, a phi, a comparison. What stands in another object counts as inside only
// if it got there when that was made and that place never changes; so nothing is in two objects at different times.
//
// A list that is made with its elements is such an object, with elements for fields, as long as nobody asks for one by a computed
// index.
//
// One walk over the blocks, each behind its predecessors, keeps the value of each field. Where ways meet with different
// ones, and at loops that store to a field, there is a phi. A table may change its shape in the block that makes it only,
// so the shape is known everywhere else.
#include <algorithm>

#include "jit/ir/analysis.h"
#include "jit/opt/pass.h"
#include "jit/opt/replace.h"
#include "runtime/object.h"

namespace gs::jit::opt {

namespace {

constexpr u32 kMaxFields = 512;

/// An allocation that may go.
struct Object {
    Node* made;
    u32 first, count;  // its fields among those of all
    u32 shape;  // of a table: at the end of the block that makes it
    bool escapes = false;
    bool is_read = false;  // some field is loaded
    std::vector<u32> inside;  // objects that it holds from the beginning
};

class Escape {
public:
    explicit Escape(Graph& graph)
        : graph_(graph), order_(analyse_loops(graph)), object_of_(graph.node_count(), kNone), replaced_(graph) {}

    void run() {
        find_objects();
        if (objects_.empty()) return;
        find_uses();
        settle();
        if (std::all_of(objects_.begin(), objects_.end(), [](const Object& o) { return o.escapes; })) return;
        find_stores_in_loops();
        at_end_.resize(order_.size() * field_count_);
        for (Block* block : order_) visit(block);
        finish_phis();
        replaced_.finish();
        graph_.count_uses();
        remove_objects();
    }

private:
    static constexpr u32 kNone = ~u32{0};
    static constexpr i32 kSlotSize = sizeof(rt::Value);

    // ---- who stays -------------------------------------------------------------------------------------------------

    static bool is_candidate(const Graph& graph, const Node* node) {
        if (node->is(Op::NewTable)) return graph.tables[node->imm].elements == 0 || is_list(graph, node);
        return node->is(Op::NewCell) || node->is(Op::NewClosure);
    }

    /// A list that is made with its elements, which count as its fields.
    static bool is_list(const Graph& graph, const Node* made) {
        return made->is(Op::NewTable) && graph.tables[made->imm].is_list() && !made->inputs.empty();
    }
    bool is_list(const Node* made) const { return is_list(graph_, made); }

    u32 fields_of(const Node* made) const {
        if (made->is(Op::NewTable) && !is_list(made)) return graph_.tables[made->imm].inline_slots;
        return static_cast<u32>(made->inputs.size());
    }

    static bool is_header(const Node* load, std::size_t offset) {
        return load->is(Op::Load) && load->imm == pack({static_cast<i32>(offset), Alias::Header});
    }

    /// Boxes of an object, and the place where its elements begin.
    bool stands_for_input(const Node* node) const {
        u32 number = node->inputs.empty() ? kNone : object_at(node->inputs[0]);
        if (number == kNone) return false;
        return node->is(Op::BoxPtr) || (is_header(node, offsetof(rt::Table, elem)) && is_list(objects_[number].made));
    }

    /// Objects, and what stands for them.
    void find_objects() {
        for (Block* block : order_) {
            for (Node* node = block->first; node; node = node->next) {
                if (stands_for_input(node)) {
                    object_of_[node->id] = object_at(node->inputs[0]);
                } else if (is_candidate(graph_, node) && field_count_ + fields_of(node) <= kMaxFields) {
                    object_of_[node->id] = static_cast<u32>(objects_.size());
                    u32 shape = node->is(Op::NewTable) ? graph_.tables[node->imm].shape : 0;
                    objects_.push_back({node, field_count_, fields_of(node), shape, false, false, {}});
                    field_count_ += fields_of(node);
                }
            }
        }
    }

    u32 object_at(const Node* node) const { return node->id < object_of_.size() ? object_of_[node->id] : kNone; }

    /// The number of the field that a load or a store of an object names, if it is one.
    u32 field_at(const Object& object, const Node* access) const {
        if (is_list(object.made)) return element_at(object, access);
        if (is_element(access)) return kNone;
        auto [offset, alias] = access->access();
        i32 start = 0;
        switch (object.made->op) {
            case Op::NewTable:
                if (alias != Alias::Fields) return kNone;
                start = sizeof(rt::Table);
                break;
            case Op::NewCell:
                if (alias != Alias::Cell) return kNone;
                start = offsetof(rt::Cell, value);
                break;
            default:
                if (alias != Alias::Constant) return kNone;
                start = sizeof(rt::Function);
                break;
        }
        i32 field = (offset - start) / kSlotSize;
        bool fits = offset >= start && (offset - start) % kSlotSize == 0 && field < static_cast<i32>(object.count);
        return fits ? object.first + static_cast<u32>(field) : kNone;
    }

    static bool is_element(const Node* access) {
        return access->is(Op::LoadElement) || access->is(Op::StoreElement) || access->is(Op::StoreElementRef);
    }

    /// The same of a list.
    static u32 element_at(const Object& object, const Node* access) {
        if (!is_element(access) || !access->inputs[1]->is_const()) return kNone;
        u64 field = static_cast<u64>(access->inputs[1]->as_int() - 1);
        return field < object.count ? object.first + static_cast<u32>(field) : kNone;
    }

    static bool is_load(const Node* node) { return node->is(Op::Load) || node->is(Op::LoadElement); }
    static bool is_store(const Node* node) {
        return node->is(Op::Store) || node->is(Op::StoreRef) || node->is(Op::StoreShape) ||
               node->is(Op::StoreElement) || node->is(Op::StoreElementRef);
    }
    static Node* stored_value(const Node* store) { return store->inputs[is_element(store) ? 2 : 1]; }
    static bool is_shape(const Node* access) { return access->access().alias == Alias::Shape; }
    /// How long a list is.
    static bool is_length(const Node* load) {
        return is_header(load, offsetof(rt::Table, bound)) || is_header(load, offsetof(rt::Table, dlen));
    }

    bool is_own_load(const Object& object, const Node* load) const {
        if (!is_load(load)) return false;
        if (is_list(object.made) && is_length(load)) return true;
        if (object.made->is(Op::NewTable) && load->type == Type::I32) return is_shape(load);
        return (load->type == Type::Value || load->type == Type::F64) && field_at(object, load) != kNone;
    }

    bool is_own_store(const Object& object, const Node* store) const {
        if (!is_store(store)) return false;
        const Node* value = stored_value(store);
        if (object.made->is(Op::NewTable) && is_shape(store)) {
            return value->is_const() && store->block == object.made->block;
        }
        return (value->type == Type::Value || value->type == Type::F64) && field_at(object, store) != kNone;
    }

    void find_uses() {
        for (Block* block : order_) {
            for (Node* node = block->first; node; node = node->next) {
                for (std::size_t i = 0; i < node->inputs.size(); ++i) {
                    u32 number = object_at(node->inputs[i]);
                    if (number != kNone) use(number, node, i);
                }
            }
        }
    }

    void use(u32 number, const Node* node, std::size_t input) {
        Object& object = objects_[number];
        if (stands_for_input(node)) return;
        if (u32 container = object_at(node); container != kNone) {
            objects_[container].inside.push_back(number);
            return;
        }
        if (input == 0 && is_own_load(object, node)) {
            object.is_read |= !is_shape(node) && !is_length(node);
            return;
        }
        if (input == 0 && is_own_store(object, node)) {
            if (is_shape(node)) {
                object.shape = static_cast<u32>(node->inputs[1]->imm);
            } else {
                // What is inside might be in a phi with what comes in now.
                object.is_read = true;
            }
            return;
        }
        object.escapes = true;
    }

    /// What is inside of something that escapes, or that is looked into, escapes.
    void settle() {
        // Containers come behind what is inside.
        for (std::size_t i = objects_.size(); i-- > 0;) {
            const Object& object = objects_[i];
            if (!object.escapes && !object.is_read) continue;
            for (u32 number : object.inside) objects_[number].escapes = true;
        }
    }

    bool stays(u32 number) const { return number != kNone && !objects_[number].escapes; }

    // ---- fields ------------------------------------------------------------------------------------------------------

    void find_stores_in_loops() {
        stored_.resize(graph_.block_storage.size());
        for (Block* block : order_) {
            if (!block->loop) continue;
            for (Node* node = block->first; node; node = node->next) {
                if (!is_store(node)) continue;
                u32 number = object_at(node->inputs[0]);
                if (!stays(number) || is_shape(node)) continue;
                u32 field = field_at(objects_[number], node);
                for (Block* loop = block->loop; loop; loop = loop->outer) {
                    std::vector<bool>& fields = stored_[loop->id];
                    fields.resize(field_count_);
                    fields[field] = true;
                }
            }
        }
    }

    Node*& at_end(const Block* block, u32 field) { return at_end_[std::size_t{block->order} * field_count_ + field]; }

    Node* value_on_entry(Block* block, u32 field) {
        Node* first = at_end(block->predecessors[0], field);
        if (block->predecessors.size() == 1) return first;
        bool changes = block->loop_header && !stored_[block->id].empty() && stored_[block->id][field];
        std::size_t entering = block->predecessors.size() - (block->loop_header ? 1 : 0);
        for (std::size_t i = 1; i < entering; ++i) changes |= at_end(block->predecessors[i], field) != first;
        if (!changes) return first;
        Node* phi = graph_.make(Op::Phi, Type::Value, {});
        graph_.insert_before(block->first, phi);
        phis_.push_back({phi, field});
        return phi;
    }

    void finish_phis() {
        for (auto [phi, field] : phis_) {
            for (const Block* from : phi->block->predecessors) {
                Node* value = at_end(from, field);
                phi->inputs.push_back(value);
                ++value->use_count;
            }
        }
    }

    Node* boxed(Node* value, Node* before) {
        if (value->type != Type::F64) return value;
        Node* box = graph_.make(Op::BoxF64, Type::Value, {value});
        graph_.insert_before(before, box);
        return box;
    }

    // ---- the walk ----------------------------------------------------------------------------------------------------

    void visit(Block* block) {
        for (const Object& object : objects_) {
            if (object.escapes || object.made->block == block || !dominates(object.made->block, block)) continue;
            for (u32 field = object.first; field < object.first + object.count; ++field) {
                at_end(block, field) = value_on_entry(block, field);
            }
        }
        forget_sunk();
        for (Node *node = block->first, *next = nullptr; node; node = next) {
            next = node->next;
            if (node->is(Op::Phi)) continue;
            replaced_.resolve(node);
            this->node(node, block);
        }
    }

    void node(Node* node, Block* block) {
        if (u32 number = object_at(node); stays(number)) {
            if (node == objects_[number].made) begin(objects_[number], block);
            return;
        }
        u32 number = node->inputs.empty() ? kNone : object_at(node->inputs[0]);
        if (stays(number)) {
            const Object& object = objects_[number];
            if (is_load(node)) return load(object, node, block);
            forget_sunk();
            if (!is_shape(node)) at_end(block, field_at(object, node)) = boxed(stored_value(node), node);
            if (is_shape(node)) shape_now_[number] = static_cast<u32>(node->inputs[1]->imm);
            return graph_.remove(node);
        }
        if (node->snapshot) node->snapshot = with_sunk(node);
    }

    void begin(const Object& object, Block* block) {
        Node* nil = graph_.constant(Type::Value, rt::kNilBits);
        for (u32 i = 0; i < object.count; ++i) {
            at_end(block, object.first + i) = i < object.made->inputs.size() ? object.made->inputs[i] : nil;
        }
        if (object.made->is(Op::NewTable)) {
            shape_now_[object_at(object.made)] = graph_.tables[object.made->imm].shape;
        }
    }

    u32 shape_at(u32 number, const Block* block) {
        const Object& object = objects_[number];
        return block == object.made->block ? shape_now_[number] : object.shape;
    }

    void load(const Object& object, Node* node, Block* block) {
        Node* value;
        if (is_shape(node)) {
            value = graph_.constant(Type::I32, shape_at(object_at(object.made), block));
        } else if (is_length(node)) {
            bool doubles = graph_.tables[object.made->imm].doubles;
            bool is_bound = is_header(node, offsetof(rt::Table, bound));
            value = graph_.constant(Type::I32, is_bound ? object.count + 1 : doubles ? object.count : 0);
        } else {
            value = at_end(block, field_at(object, node));
            if (node->type == Type::F64) {
                if (value->is(Op::BoxF64)) {
                    value = value->inputs[0];
                } else {
                    value = graph_.make(Op::UnboxF64, Type::F64, {value});
                    graph_.insert_before(node, value);
                }
            }
        }
        replaced_.add(node, value);
        graph_.remove(node);
    }

    // ---- snapshots -----------------------------------------------------------------------------------------------------

    /// Something has changed, or the place is another one.
    void forget_sunk() {
        sunk_.assign(objects_.size(), nullptr);
        snapshots_.clear();
    }

    Snapshot* with_sunk(Node* node) {
        Snapshot* old = node->snapshot;
        bool names_any = std::any_of(old->slots.begin(), old->slots.end(),
                                     [&](const SlotValue& entry) { return stays(object_at(entry.value)); });
        if (!names_any) return old;
        Snapshot*& made = snapshots_[old];
        if (made) return made;
        std::vector<SlotValue> slots = old->slots;
        for (SlotValue& entry : slots) {
            if (u32 number = object_at(entry.value); stays(number)) entry.value = sunk(number, node);
        }
        return made = graph_.new_snapshot(*old, std::move(slots));
    }

    /// The object as it is in front of `at`.
    Node* sunk(u32 number, Node* at) {
        if (sunk_[number]) return sunk_[number];
        const Object& object = objects_[number];
        Nodes fields;
        for (u32 field = object.first; field < object.first + object.count; ++field) {
            Node* value = at_end(at->block, field);
            u32 inner = object_at(value);
            fields.push_back(stays(inner) ? sunk(inner, at) : value);
        }
        Op op = Op::SunkCell;
        u64 site = 0;
        if (object.made->is(Op::NewClosure)) {
            op = Op::SunkClosure;
            site = object.made->imm;
        } else if (object.made->is(Op::NewTable)) {
            op = Op::SunkTable;
            site = table_site(object, shape_at(number, at->block));
        }
        Node* made = graph_.make(op, Type::Ptr, std::move(fields), site);
        graph_.insert_before(at, made);
        return sunk_[number] = made;
    }

    u64 table_site(const Object& object, u32 shape) {
        TableSite wanted = graph_.tables[object.made->imm];
        if (wanted.shape == shape) return object.made->imm;
        wanted.shape = shape;
        auto found = std::find(graph_.tables.begin(), graph_.tables.end(), wanted);
        if (found == graph_.tables.end()) found = graph_.tables.insert(found, wanted);
        return static_cast<u64>(found - graph_.tables.begin());
    }

    /// Boxes and containers first: they stand behind what they name.
    void remove_objects() {
        for (auto block = order_.rbegin(); block != order_.rend(); ++block) {
            for (Node *node = (*block)->last, *previous = nullptr; node; node = previous) {
                previous = node->previous;
                if (stays(object_at(node))) graph_.remove(node);
            }
        }
    }

    Graph& graph_;
    std::vector<Block*> order_;
    std::vector<Object> objects_;  // in the order of the blocks
    std::vector<u32> object_of_;  // by node id: of allocations and their boxes
    u32 field_count_ = 0;
    Replacements replaced_;
    std::vector<std::vector<bool>> stored_;  // by block id of a loop header: fields that the loop stores to
    std::vector<Node*> at_end_;  // by block order and field: at the end of what has been visited of the block
    std::vector<std::pair<Node*, u32>> phis_;
    std::unordered_map<u32, u32> shape_now_;  // by object, in the block that makes it
    std::vector<Node*> sunk_;  // by object: what stands for it in snapshots here
    std::unordered_map<const Snapshot*, Snapshot*> snapshots_;  // what has become of them here
};

}  // namespace

void escape(Graph& graph) { Escape(graph).run(); }

}  // namespace gs::jit::opt
