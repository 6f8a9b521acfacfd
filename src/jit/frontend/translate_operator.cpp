// Operators of tables. What a table makes of an operator is a metamethod, a field of its metatable; the metatable belongs to the
// shape. So a guard on the shape of the operand, and one that the field is still the same function, are all it takes to call
// that like any other function that is known: mostly it is inlined, and the objects that it makes live no longer than they have to.
// Where that has failed the slow path finds the metamethod.
#include "jit/frontend/shapes.h"
#include "jit/frontend/translate.h"
#include "runtime/shape.h"

namespace gs::jit {

using rt::Value;

namespace {

struct Metamethod {
    u32 shape = 0;  // of the operand
    const Value* slot = nullptr;  // of its metatable
};

Metamethod find(Emitter& e, Node* object, rt::Name name) {
    rt::State& st = e.state();
    u32 shape = known_shape(e, object);
    if (shape == 0 && e.seen(object).is_table()) shape = e.seen(object).as_table()->h.id;
    if (shape == 0) return {};
    const rt::Shape* of = st.shapes->at(shape);
    constexpr u8 kUnusual = rt::Shape::kDictionary | rt::Shape::kUncached | rt::Shape::kFree;
    if (!of->meta || of->flags & kUnusual || rt::is_dictionary(st, of->meta->table)) return {};
    rt::Table* metatable = of->meta->table;
    u32 slot = rt::find_slot(st, rt::shape_of(st, metatable), st.name(name));
    if (slot == rt::kNoSlot) return {};
    return {shape, rt::slot_address(metatable, slot)};
}

}  // namespace

bool by_metamethod(Emitter& e, Node* object, rt::Name name, const Nodes& operands) {
    if (e.failed(kNotThat) || (object->type != Type::Value && object->type != Type::Ptr)) return false;
    Metamethod found = find(e, object, name);
    if (found.shape == 0 || !rt::is_script(*found.slot)) return false;
    Value metamethod = *found.slot;
    Node* table = e.as_pointer(object, rt::kTagTable);
    e.guard_true(is_shape(e, shape_of(e, table), found.shape));
    e.guard_true(is_prototype_epoch(e, rt::shape_epochs(e.state()).prototype));
    Node* field = e.load(Type::Value, e.const_pointer(found.slot), 0, Alias::Fields);
    e.guard(Op::CheckBits, {field}, metamethod.bits);
    return e.call_operator(metamethod, operands);
}

}  // namespace gs::jit
