// Shapes as compiled code sees them.
//
// A table changes its shape when it gets a field, and when it gets a metatable, which belongs to the shape as well. So both
// are a guard that it has one shape and a store of another.
//
// THE COLLECTOR does not see a table again that it has traced, so while it is marking it has to hear of shapes that such
// tables get (rt::change_shape): StoreShape tells it. A table that no collection has seen needs no more than a Store.
//
// METATABLES. What setmetatable does besides depends on the metatable: a `__gc` registers the table, a `__mode` makes it weak.
// And a field is added only if there is no `__newindex`. The runtime keeps a bit for each metamethod that is known to be
// absent (rt::MetaInfo), and clears them all when a metatable gets a key; a guard on these bits holds as long as it is right,
// through collections, and whatever else happens to other classes.
#include "jit/frontend/shapes.h"

#include <cstddef>

#include "runtime/shape.h"
#include "runtime/table.h"

namespace gs::jit {

using rt::Name;
using rt::Value;

Node* shape_of(Emitter& e, Node* table) { return e.load(Type::I32, table, 0, Alias::Shape); }

Node* is_shape(Emitter& e, Node* id, u32 shape) {
    e.graph().shapes.push_back(shape);
    return e.compare(Op::CmpI32, Condition::Eq, id, e.const_i32(static_cast<i32>(shape)));
}

Node* is_plain(Emitter& e, Node* table) {
    static_assert(rt::kPlainRoot == 1, "plain shapes are the first");
    return e.compare(Op::CmpU32, Condition::Lt, shape_of(e, table), e.const_i32(rt::kDictionaryRoot));
}

namespace {

/// The shape that `condition` asks for if it is a comparison of this table's, else 0.
u32 shape_asked(const Node* condition, const Node* table) {
    if (!condition->is(Op::CmpI32) || condition->condition() != Condition::Eq) return 0;
    const Node *id = condition->inputs[0], *shape = condition->inputs[1];
    bool is_load = id->is(Op::Load) && id->access().alias == Alias::Shape && shape->is_const();
    return is_load && Emitter::canonical(id->inputs[0]) == table ? static_cast<u32>(shape->imm) : 0;
}

bool stores_shape(const Node* node) {
    return (node->is(Op::Store) || node->is(Op::StoreShape)) && node->access().alias == Alias::Shape;
}

/// Whether tables may have another shape behind it.
bool changes_shapes(const Node* node) { return node->effects() & (kClobbers | kChanges) || stores_shape(node); }

/// The shape that the table has behind this operation, 0 if it says nothing about that.
u32 shape_behind(const Graph& graph, const Node* node, const Node* table) {
    if (node->is(Op::GuardTrue)) return shape_asked(node->inputs[0], table);
    if (node == table && node->is(Op::NewTable)) return graph.tables[node->imm].shape;
    bool gives = stores_shape(node) && Emitter::canonical(node->inputs[0]) == table && node->inputs[1]->is_const();
    return gives ? static_cast<u32>(node->inputs[1]->imm) : 0;
}

}  // namespace

u32 known_shape(Emitter& e, Node* object) {
    constexpr u32 kMostNodes = 64;
    const Node* table = Emitter::canonical(object);
    u32 left = kMostNodes;
    for (const Block* block = e.block();;) {
        for (const Node* node = block->last; node; node = node->previous) {
            if (u32 shape = shape_behind(e.graph(), node, table)) return shape;
            if (changes_shapes(node) || left-- == 0) return 0;
        }
        // What comes around a loop that is still open is not known yet.
        if (block->entry || block->predecessors.size() != 1) return 0;
        const Block* from = block->predecessors[0];
        bool is_true_way = from->last->is(Op::Branch) && from->successors[0] == block;
        if (u32 shape = is_true_way ? shape_asked(from->last->inputs[0], table) : 0) return shape;
        block = from;
    }
}

namespace {

/// What is known about a table that has been made in this code.
struct Fresh {
    u32 shape = 0;  // most likely; 0: it is not such a table
    bool is_young = false;  // no collection has seen it
};

Fresh look_back(Emitter& e, const Node* table) {
    if (!table->is(Op::NewTable)) return {};
    Fresh fresh{0, true};
    for (const Node* node = e.last(); node; node = node->previous) {
        if (node == table) break;
        if (stores_shape(node) && node->inputs[0] == table && fresh.shape == 0) {
            fresh.shape = static_cast<u32>(node->inputs[1]->imm);
        }
        if (node->effects() & (kAllocates | kHelper | kClobbers)) fresh.is_young = false;
        if (!node->previous) fresh.is_young = false;  // it was made in another block
    }
    if (fresh.shape == 0) fresh.shape = e.graph().tables[table->imm].shape;
    return fresh;
}

}  // namespace

void set_shape(Emitter& e, Node* table, u32 shape) {
    e.graph().shapes.push_back(shape);
    Node* id = e.const_i32(static_cast<i32>(shape));
    if (look_back(e, table).is_young) {
        e.store(table, id, 0, Alias::Shape);
    } else {
        e.emit(Op::StoreShape, {table, id}, pack({0, Alias::Shape}));
    }
}

namespace {

Node* is_epoch(Emitter& e, std::size_t which, u32 epoch) {
    Node* shapes = e.const_pointer(e.state().hot.shapes);
    Node* now = e.load(Type::I32, shapes, static_cast<i64>(which), Alias::Epoch);
    return e.compare(Op::CmpI32, Condition::Eq, now, e.const_i32(static_cast<i32>(epoch)));
}

}  // namespace

Node* is_prototype_epoch(Emitter& e, u32 epoch) { return is_epoch(e, offsetof(rt::ShapeEpochs, prototype), epoch); }
Node* is_new_index_epoch(Emitter& e, u32 epoch) { return is_epoch(e, offsetof(rt::ShapeEpochs, new_index), epoch); }

Node* still_lacks(Emitter& e, const rt::MetaInfo* metatable, std::initializer_list<Name> names) {
    static_assert(static_cast<u32>(Name::Mode) < 32);  // the low half has them all
    u32 bits = 0;
    for (Name name : names) bits |= u32{1} << static_cast<u32>(name);
    Node* absent = e.load(Type::I32, e.const_pointer(&metatable->absent), 0, Alias::Epoch);
    Node* mask = e.const_i32(static_cast<i32>(bits));
    return e.compare(Op::CmpI32, Condition::Eq, e.emit(Op::AndI32, {absent, mask}), mask);
}

bool set_metatable_of_new(Emitter& e, Node* object, Node* metatable) {
    rt::State& st = e.state();
    Value known = metatable->is_const() ? metatable->as_value() : e.seen(metatable);
    Node* table = object->is(Op::BoxPtr) ? object->inputs[0] : object;
    Fresh fresh = look_back(e, table);
    if (!known.is_table() || fresh.shape == 0) return false;
    // Neither protected by what it has, nor used as a prototype, nor a dictionary.
    const rt::Shape* from = st.shapes->at(fresh.shape);
    if (from->meta || from->flags != 0) return false;
    rt::Table* prototype = known.as_table();
    if (!(prototype->h.aux & rt::Table::kPrototype)) return false;  // it has never been a metatable
    rt::MetaInfo* info = st.shapes->meta_info(prototype);
    for (Name name : {Name::Mode, Name::Gc}) {
        if (!rt::metamethod(st, info, name).is_nil()) return false;
    }
    u32 to = st.shapes->with_metatable(fresh.shape, info);
    if (to == 0) return false;
    if (!metatable->is_const()) {
        e.guard_true(e.compare(Op::CmpBits, Condition::Eq, e.box(metatable), e.const_value(known)));
    }
    e.guard_true(is_shape(e, shape_of(e, table), fresh.shape));
    e.guard_true(still_lacks(e, info, {Name::Mode, Name::Gc}));
    set_shape(e, table, to);
    return true;
}

}  // namespace gs::jit
