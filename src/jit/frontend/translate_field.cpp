// Translations: fields, by the shapes that their sites have met.
//
// One compare with the shape id tells that the field is there, in which slot, and what the object inherits. Where control can
// only have come with one shape (known_shape), as in the body of a method that the shape has led to, the site counts as one of
// that shape, whatever it has met. A site with one shape gets guards; one with several, or whose guard has failed, branches
// for up to kMaxCases of them, and a helper for all others. With more shapes, or with some that are alike, the code looks the
// place of the field up (FieldOffset, MethodSlot) and branches by what it finds. The VM notes the shapes (vm/site_shapes.h);
// where the field is, is asked of the shape. What the runtime keeps right for caches (cache.h) is what the code relies on.
#include <algorithm>
#include <cstddef>

#include "jit/frontend/shapes.h"
#include "jit/frontend/translate_table.h"
#include "runtime/cache.h"
#include "runtime/table.h"
#include "vm/access.h"
#include "vm/elements.h"
#include "vm/vm_engine.h"

namespace gs::jit {

using BytecodeOp = bytecode::Op;
using rt::Value;

namespace {

constexpr std::size_t kMaxCases = 4;  // shapes that are compared with

constexpr i64 kElem = offsetof(rt::Table, elem);
constexpr i64 kStoreSlots = static_cast<i64>(offsetof(rt::Store, slots)) - static_cast<i64>(sizeof(rt::Store));

/// The field in the objects of one shape.
struct Case {
    u32 shape;
    bool own = false;  // it has a slot
    rt::FieldCache field;
    bool has_meta = false;  // a nil in the slot is not the answer yet
    bool revives = false;  // a store may replace a nil, and a __newindex has no say now
    bool absent = false;  // unless no prototype has the field, either (inherited.epoch)
    rt::MethodCache inherited;  // if it has no slot
    rt::AddCache added;  // likewise, for stores
};

rt::String* name_of_field(const Word* pc) { return literal_at(pc, 2).as_string(); }

bool lives(Emitter& e, u32 shape) { return shape != bytecode::kNoShape && rt::cached_shape_lives(e.state(), shape); }

/// A table that is a constant, and has not changed its shape time and again.
bool is_settled_constant(Emitter& e, const Word* pc, const Node* object) {
    constexpr u32 kMostChanges = 3;
    return object->is_const() && e.seen(object).is_table() && e.feedback().times(pc) < kMostChanges;
}

/// What the site has met; `many`: more shapes than can be told apart here. An object that is known to have one has been met
/// with that; one that is a constant (a table of the library, say, which has changed its shape when it became a prototype) has
/// its present one.
std::vector<u32> shapes_of_site(Emitter& e, const Word* pc, Node* object, bool* many) {
    *many = false;
    if (u32 known = known_shape(e, object); known && lives(e, known)) return {known};
    if (is_settled_constant(e, pc, object)) return {e.seen(object).as_table()->h.id};
    std::vector<u32> shapes;
    const vm::SiteShapes::Entry* met = vm::vm_engine(e.state()).site_shapes.find(pc);
    *many = met && met->more;
    if (met) shapes.assign(met->shapes, met->shapes + met->count);
    u32 cached = vm::cache_at<rt::FieldCache>(pc).shape;
    if (lives(e, cached)) shapes.push_back(cached & ~rt::kFarSlot);
    std::erase_if(shapes, [&](u32 shape) { return !lives(e, shape); });
    if (shapes.size() > 1 && std::find(shapes.begin(), shapes.end() - 1, shapes.back()) != shapes.end() - 1) {
        shapes.pop_back();
    }
    return shapes;
}

std::vector<Case> cases_of_get(Emitter& e, const Word* pc, Node* object, bool* many) {
    std::vector<Case> cases;
    for (u32 id : shapes_of_site(e, pc, object, many)) {
        const rt::Shape* shape = e.state().shapes->at(id);
        Case c{.shape = id, .field = {}, .inherited = {}, .added = {}};
        c.has_meta = shape->meta;
        c.own = rt::fill_get_cache(e.state(), shape, name_of_field(pc), &c.field);
        if (c.own && c.has_meta && vm::inherits_quietly(e.state(), shape)) {
            bool found = rt::fill_inherited_cache(e.state(), shape, name_of_field(pc), &c.inherited);
            c.absent = found && c.inherited.slot == &rt::absent_slot;
        }
        if (c.own || rt::fill_inherited_cache(e.state(), shape, name_of_field(pc), &c.inherited)) cases.push_back(c);
    }
    return cases;
}

std::vector<Case> cases_of_set(Emitter& e, const Word* pc, Node* object, bool* many) {
    std::vector<Case> cases;
    for (u32 id : shapes_of_site(e, pc, object, many)) {
        const rt::Shape* shape = e.state().shapes->at(id);
        Case c{.shape = id, .field = {}, .inherited = {}, .added = {}};
        c.own = rt::fill_set_cache(e.state(), shape, name_of_field(pc), &c.field);
        c.has_meta = shape->meta;
        bool quiet = !shape->meta || rt::metamethod(e.state(), shape->meta, rt::Name::NewIndex).is_nil();
        c.revives = c.own && quiet && rt::is_last_field(shape, name_of_field(pc));
        if (c.own || rt::fill_add_cache(e.state(), shape, name_of_field(pc), &c.added)) cases.push_back(c);
    }
    return cases;
}

// ---- parts ------------------------------------------------------------------------------------------------------

/// The object that holds a slot: the table, or what its far slots stand in.
Node* owner_of(Emitter& e, Node* table, rt::FieldCache field) {
    if (!(field.shape & rt::kFarSlot)) return table;
    Node* elem = e.load(Type::Ptr, table, kElem, Alias::Header);
    return e.load(Type::Ptr, elem, kStoreSlots, Alias::Store);
}

Node* load_field(Emitter& e, Node* table, rt::FieldCache field) {
    return e.load(Type::Value, owner_of(e, table, field), field.offset, Alias::Fields);
}

/// What the slot of a cache holds now, if `object` is a table of that shape.
Value seen_field(Value object, const Case& c) {
    if (!object.is_table() || object.as_table()->h.id != c.shape) return Value::nil();
    rt::Table* t = object.as_table();
    return c.field.shape & rt::kFarSlot ? *rt::far_slot(t, c.field) : *rt::inline_slot(t, c.field);
}

/// The value of a field of an object that is the same each time. Methods and functions of modules are hardly ever replaced: one is
/// taken for a constant, by a comparison.
Node* value_of_constant(Emitter& e, Node* value, Value seen) {
    if (seen.is_function() && !e.failed(kNotBits)) {
        e.guard(Op::CheckBits, {value}, seen.bits);
        return e.literal(seen);
    }
    if (!seen.is_nil()) e.set_seen(value, seen);
    return value;
}

/// A prototype's field; nil if there is none.
Node* load_inherited(Emitter& e, const Case& c) {
    if (c.inherited.slot == &rt::absent_slot) return e.const_value(Value::nil());
    Node* value = e.load(Type::Value, e.const_pointer(c.inherited.slot), 0, Alias::Fields);
    return value_of_constant(e, value, *c.inherited.slot);
}

bool may_be_nil(Emitter& e, Node* value) { return !e.is_nil(value)->is_const(); }

/// Goes on where the object has the shape of one of these cases. The other way is returned.
Path split_by_shape(Emitter& e, Node* id, const std::vector<Case>& cases) {
    std::vector<Path> same;
    for (const Case& c : cases) {
        Path other = e.split(is_shape(e, id, c.shape), false);
        same.push_back(e.suspend());
        e.resume(std::move(other));
    }
    Path other = e.suspend();
    e.join(std::move(same));
    return other;
}

/// Whether the field is found in the same way, once the shape is known.
bool is_alike(const Case& a, const Case& b) {
    if (a.own != b.own) return false;
    if (!a.own) return a.inherited.slot && a.inherited.slot == b.inherited.slot;
    bool far = (a.field.shape ^ b.field.shape) & rt::kFarSlot;
    return !far && a.field.offset == b.field.offset && a.has_meta == b.has_meta && a.absent == b.absent &&
           a.revives == b.revives;
}

/// Cases that are alike belong together.
std::vector<std::vector<Case>> grouped(const std::vector<Case>& cases) {
    std::vector<std::vector<Case>> groups;
    for (const Case& c : cases) {
        auto same = std::find_if(groups.begin(), groups.end(),
                                 [&](const std::vector<Case>& group) { return is_alike(group[0], c); });
        if (same == groups.end()) {
            groups.push_back({c});
        } else {
            same->push_back(c);
        }
    }
    return groups;
}

/// Whether objects of these shapes differ in nothing but the number of slots inside of them, as those that a constructor has made
/// first and those that it has made since it knows what becomes of them.
bool are_twins(Emitter& e, u32 a, u32 b) {
    const rt::ShapeTable& shapes = *e.state().shapes;
    const rt::Shape *one = shapes.at(a), *other = shapes.at(b);
    if (one->flags != other->flags || one->meta != other->meta || one->fields != other->fields) return false;
    for (; one->parent && other->parent; one = shapes.at(one->parent), other = shapes.at(other->parent)) {
        if (one->key.bits != other->key.bits || one->slot != other->slot) return false;
    }
    return !one->parent && !other->parent;
}

/// Whether there are too many shapes to compare with, or will be: those that are alike here differ in something that does
/// not matter, and so will others that have not come yet. Of twins there will not be more.
bool are_many(Emitter& e, const std::vector<Case>& cases) {
    if (cases.size() > kMaxCases) return true;
    for (const std::vector<Case>& group : grouped(cases)) {
        for (const Case& c : group) {
            if (c.shape != group[0].shape && !are_twins(e, c.shape, group[0].shape)) return true;
        }
    }
    return false;
}

/// Where an object of any shape has the field of an instruction, as the code finds out.
struct PlacedField {
    static constexpr u64 kAccess = static_cast<u64>(Alias::Fields) << 32;
    Node *table, *places, *shape, *offset;
    Node *owner = nullptr, *in_owner = nullptr;  // once it is known

    PlacedField(Emitter& e, const Word* pc, Node* object)
        : table(object),
          places(e.const_pointer(vm::lookup_cache(e.state()).field_places(name_of_field(pc)))),
          shape(shape_of(e, object)),
          offset(e.emit(Op::FieldOffset, {shape}, places->imm)) {}

    /// Goes on where it is. The other way is returned.
    Path split(Emitter& e) {
        Path unknown = e.split(e.compare(Op::CmpI32, Condition::Ne, offset, e.const_i32(0)));
        owner = e.emit(Op::FieldOwner, {table, offset}, pack({kElem, Alias::Header}));
        in_owner = e.emit(Op::AndI32, {offset, e.const_i32(~rt::FieldPlace::kFar)});
        return unknown;
    }
    Node* load(Emitter& e) const { return e.emit(Op::LoadField, {owner, in_owner}, kAccess); }
    void store(Emitter& e, Node* value) const { e.emit(Op::StoreFieldRef, {owner, in_owner, e.box(value)}, kAccess); }
    Node* is_absent(Emitter& e) const { return e.emit(Op::IsAbsent, {shape}, places->imm); }
};

// ---- reading ----------------------------------------------------------------------------------------------------

Node* get_one(Emitter& e, const Word* pc, Node* object, const Case& c) {
    Value object_seen = e.seen(object);
    Node* table = e.as_pointer(object, rt::kTagTable);
    e.guard_true(is_shape(e, shape_of(e, table), c.shape));
    if (!c.own) {
        e.guard_true(is_prototype_epoch(e, c.inherited.epoch));
        return load_inherited(e, c);
    }
    Value seen = seen_field(object_seen, c);
    Node* value = load_field(e, table, c.field);
    if (c.has_meta) {
        u32 epoch = rt::shape_epochs(e.state()).prototype;
        if (vm::cache_at<rt::OptionalCache>(pc).absent == epoch) {
            // No prototype has the field: a nil is the answer.
            e.guard_true(is_prototype_epoch(e, epoch));
        } else {
            value = e.guard(Op::CheckNotNil, {value});
        }
    }
    if (object->is_const()) return value_of_constant(e, value, seen);
    if (!seen.is_nil()) e.set_seen(value, seen);
    return value;
}

/// A way on which a method has been found.
Path suspend_with(Emitter& e, const Word* pc, Node* object, Node* method) {
    e.set(pc->a, method);
    e.set(pc->a + bytecode::kWindowSlots, object);
    return e.suspend();
}

/// The register gets the field on the ways that meet again. Those on which a method is known that is called at once stay
/// apart until it has been: so each is a call of a known function, and knows the shape of its object.
void get_many(Emitter& e, const Word* pc, Node* object, const std::vector<Case>& cases, bool method) {
    std::vector<Path> others, missed, found, apart;
    std::vector<Node*> values;
    Value object_seen = e.seen(object);
    Node* table = as_table(e, object, &others);
    // Prototypes are watched, at no cost, unless they change too often.
    constexpr u32 kMostChanges = 3;
    bool watches = e.feedback().times(pc) < kMostChanges;
    auto check_prototypes = [&](const Case& c) {
        Node* is_current = is_prototype_epoch(e, c.inherited.epoch);
        watches ? e.guard_true(is_current) : missed.push_back(e.split(is_current));
    };
    Node* id = shape_of(e, table);
    bool called = method && e.is_called_soon();
    for (const std::vector<Case>& group : grouped(cases)) {
        const Case& c = group[0];
        Path other = split_by_shape(e, id, group);
        Node* value;
        if (c.own) {
            value = load_field(e, table, c.field);
            for (const Case& one : group) {
                if (Value seen = seen_field(object_seen, one); !seen.is_nil()) e.set_seen(value, seen);
            }
            if (c.has_meta) {
                Path nil = e.split(e.negate(e.emit(Op::IsNil, {value})), !c.absent);
                if (c.absent) {
                    values.push_back(value);
                    found.push_back(e.suspend());
                    e.resume(std::move(nil));
                    check_prototypes(c);
                    value = e.const_value(Value::nil());
                } else {
                    missed.push_back(std::move(nil));
                }
            }
        } else {
            check_prototypes(c);
            value = load_inherited(e, c);
        }
        if (called && value->is_const() && !value->as_value().is_nil()) {
            apart.push_back(suspend_with(e, pc, object, value));
        } else {
            values.push_back(value);
            found.push_back(e.suspend());
        }
        e.resume(std::move(other));
    }
    Path rest = e.suspend();
    rest.from->cold = true;
    missed.push_back(std::move(rest));
    e.join(std::move(missed));
    e.set_answer(pc->a, e.ask(Helper::GetField, {table, e.const_value(literal_at(pc, 2))}));
    values.insert(values.begin(), e.get(pc->a));
    e.set(pc->a, e.join(std::move(found), std::move(values)));
    slow_ways(e, std::move(others));
    if (method) e.set(pc->a + bytecode::kWindowSlots, object);
    e.go_apart(std::move(apart));
}

/// Of objects of many shapes that have the field themselves.
void get_placed(Emitter& e, const Word* pc, Node* object) {
    std::vector<Path> others, found;
    Node* table = as_table(e, object, &others);
    PlacedField field(e, pc, table);
    std::vector<Path> without;
    without.push_back(field.split(e));
    Node* value = field.load(e);
    without.push_back(e.split(e.negate(e.emit(Op::IsNil, {value})), false));
    found.push_back(e.suspend());
    e.join(std::move(without));
    Path unknown = e.split(field.is_absent(e));
    found.push_back(e.suspend());
    e.resume(std::move(unknown));
    e.set_answer(pc->a, e.ask(Helper::GetFieldOfMany, {table, e.const_value(literal_at(pc, 2)), field.places}));
    Node* answer = e.get(pc->a);
    e.set(pc->a, e.join(std::move(found), {answer, value, e.const_value(Value::nil())}));
    slow_ways(e, std::move(others));
}

/// Of objects of many shapes that inherit the field, mostly. The same field is found in few places, so each of these has a
/// way of its own (as in get_many).
void get_inherited(Emitter& e, const Word* pc, Node* object, const std::vector<Case>& cases, bool method) {
    std::vector<Path> others, found, apart;
    std::vector<Node*> values;
    Node* table = as_table(e, object, &others);
    Node* places = e.const_pointer(vm::lookup_cache(e.state()).method_places(name_of_field(pc)));
    Node* slot = e.emit(Op::MethodSlot, {shape_of(e, table)}, places->imm);
    bool called = method && e.is_called_soon();
    for (const std::vector<Case>& group : grouped(cases)) {
        const Case& c = group[0];
        if (c.own || c.inherited.slot == &rt::absent_slot) continue;
        Path other = e.split(e.compare(Op::CmpPtr, Condition::Eq, slot, e.const_pointer(c.inherited.slot)), false);
        Node* value = load_inherited(e, c);
        if (called && value->is_const()) {
            apart.push_back(suspend_with(e, pc, object, value));
        } else {
            values.push_back(value);
            found.push_back(e.suspend());
        }
        e.resume(std::move(other));
    }
    Path unknown = e.split(e.compare(Op::CmpPtr, Condition::Ne, slot, e.const_pointer(nullptr)));
    values.push_back(e.load(Type::Value, slot, 0, Alias::Fields));
    found.push_back(e.suspend());
    e.resume(std::move(unknown));
    e.set_answer(pc->a, e.ask(Helper::GetMethodOfMany, {table, e.const_value(literal_at(pc, 2)), places}));
    values.insert(values.begin(), e.get(pc->a));
    e.set(pc->a, e.join(std::move(found), std::move(values)));
    slow_ways(e, std::move(others));
    if (method) e.set(pc->a + bytecode::kWindowSlots, object);
    e.go_apart(std::move(apart));
}

/// A method that all strings have. False if what the cache knows is out of date.
bool get_string_method(Emitter& e, const Word* pc, Node* object) {
    auto cache = vm::cache_at<rt::MethodCache>(pc);
    if (e.failed(kNotThat) || cache.epoch != rt::shape_epochs(e.state()).prototype) return false;
    (void)e.as_pointer(object, rt::kTagString);
    e.guard_true(is_prototype_epoch(e, cache.epoch));
    Node* value = e.load(Type::Value, e.const_pointer(cache.slot), 0, Alias::Fields);
    e.set_seen(value, *cache.slot);
    e.set(pc->a, value);
    e.set(pc->a + bytecode::kWindowSlots, object);
    return true;
}

/// A site that has never run: its cache was never filled.
bool never_ran(Emitter& e, const Word* pc) {
    bool fresh = pc->x == 0 && vm::cache_at<rt::FieldCache>(pc).shape == bytecode::kNoShape;
    return fresh && !e.failed() && !vm::vm_engine(e.state()).site_shapes.find(pc);
}

/// What has come together from several ways: the field that the object has now which was seen there.
void note_field(Emitter& e, const Word* pc, const Node* object) {
    Value seen = e.seen(object);
    if (!e.reachable() || !seen.is_table()) return;
    Value field = rt::raw_get_string(e.state(), seen.as_table(), literal_at(pc, 2).as_string());
    if (!field.is_nil()) e.set_seen(e.get(pc->a), field);
}

/// Reads a field into R[a]; a method also leaves its object in R[a + 2].
void get_field(Emitter& e, const Word* pc, bool method) {
    Node* object = e.get(pc->b);
    if (bytecode::op_of(*pc) == BytecodeOp::GetMethodString) {
        if (get_string_method(e, pc, object)) return;
        return e.slow();
    }
    if (!may_be_table(object)) return e.slow();
    if (never_ran(e, pc)) return e.leave(true);
    bool many;
    std::vector<Case> cases = cases_of_get(e, pc, object, &many);
    if (cases.empty() || many || are_many(e, cases)) {
        auto own = std::count_if(cases.begin(), cases.end(), [](const Case& c) { return c.own; });
        bool inherit = static_cast<std::size_t>(own) * 2 < cases.size();
        if (inherit) return get_inherited(e, pc, object, cases, method);
        get_placed(e, pc, object);
        note_field(e, pc, object);
    } else if (cases.size() == 1 && (!e.failed(kNotThat) || is_settled_constant(e, pc, object))) {
        e.set(pc->a, get_one(e, pc, object, cases[0]));
    } else {
        get_many(e, pc, object, cases, method);
        return note_field(e, pc, object);
    }
    if (method) e.set(pc->a + bytecode::kWindowSlots, object);
}

// ---- storing ----------------------------------------------------------------------------------------------------

/// Of an object that gets a field and has a metatable.
Node* has_no_new_index(Emitter& e, const Case& c) {
    return still_lacks(e, e.state().shapes->at(c.shape)->meta, {rt::Name::NewIndex});
}

void set_one(Emitter& e, Node* object, Node* value, const Case& c) {
    Node* table = e.as_pointer(object, rt::kTagTable);
    e.guard_true(is_shape(e, shape_of(e, table), c.shape));
    if (c.own) {
        Node* owner = owner_of(e, table, c.field);
        // A nil there means that the field is new.
        if (!c.revives || c.has_meta) {
            e.guard(Op::CheckNotNil, {e.load(Type::Value, owner, c.field.offset, Alias::Fields)});
        }
        e.store_reference(owner, value, c.field.offset, Alias::Fields);
        return;
    }
    if (c.has_meta) e.guard_true(has_no_new_index(e, c));
    if (may_be_nil(e, value)) e.guard(Op::CheckNotNil, {value});
    e.store_reference(table, value, c.added.offset, Alias::Fields);
    set_shape(e, table, c.added.to);
}

/// Whether the site has met a nil in a slot, and set_one would leave for that.
bool revives(Emitter& e, const Word* pc, const Case& c) {
    const vm::SiteShapes::Entry* met = vm::vm_engine(e.state()).site_shapes.find(pc);
    return met && met->revives && c.own && (!c.revives || c.has_meta);
}

void set_many(Emitter& e, const Word* pc, Node* object, Node* value, const std::vector<Case>& cases) {
    std::vector<Path> others, missed, done;
    Node* table = as_table(e, object, &others);
    Node* id = shape_of(e, table);
    for (const std::vector<Case>& group : grouped(cases)) {
        const Case& c = group[0];
        Path other = split_by_shape(e, id, group);
        if (c.own) {
            Node* owner = owner_of(e, table, c.field);
            if (!c.revives || c.has_meta) {
                Node* old = e.load(Type::Value, owner, c.field.offset, Alias::Fields);
                Path nil = e.split(e.negate(e.emit(Op::IsNil, {old})));
                if (c.revives) {
                    std::vector<Path> ways;
                    ways.push_back(e.suspend());
                    e.resume(std::move(nil));
                    missed.push_back(e.split(is_new_index_epoch(e, rt::shape_epochs(e.state()).new_index)));
                    e.join(std::move(ways));
                } else {
                    missed.push_back(std::move(nil));
                }
            }
            e.store_reference(owner, value, c.field.offset, Alias::Fields);
        } else {
            if (c.has_meta) missed.push_back(e.split(has_no_new_index(e, c)));
            if (may_be_nil(e, value)) missed.push_back(e.split(e.negate(e.emit(Op::IsNil, {value}))));
            e.store_reference(table, value, c.added.offset, Alias::Fields);
            set_shape(e, table, c.added.to);
        }
        done.push_back(e.suspend());
        e.resume(std::move(other));
    }
    Path rest = e.suspend();
    rest.from->cold = true;
    missed.push_back(std::move(rest));
    e.join(std::move(missed));
    e.slow_if(e.ask(Helper::SetField, {table, e.const_value(literal_at(pc, 2)), e.box(value)}));
    e.join(std::move(done));
    slow_ways(e, std::move(others));
}

/// Of objects of many shapes that have the field.
void set_placed(Emitter& e, const Word* pc, Node* object, Node* value) {
    std::vector<Path> others, missed, done;
    Node* table = as_table(e, object, &others);
    PlacedField field(e, pc, table);
    missed.push_back(field.split(e));
    missed.push_back(e.split(e.negate(e.emit(Op::IsNil, {field.load(e)}))));
    field.store(e, value);
    done.push_back(e.suspend());
    e.join(std::move(missed));
    e.slow_if(e.ask(Helper::SetFieldOfMany, {table, e.const_value(literal_at(pc, 2)), e.box(value), field.places}));
    e.join(std::move(done));
    slow_ways(e, std::move(others));
}

}  // namespace

void translate_GetField(Emitter& e, const Word* pc) { get_field(e, pc, false); }
void translate_GetMethod(Emitter& e, const Word* pc) { get_field(e, pc, true); }

void translate_SetField(Emitter& e, const Word* pc) {
    Node *object = e.get(pc->a), *value = e.get(pc->c);
    if (!may_be_table(object)) return e.slow();
    if (never_ran(e, pc)) return e.leave(true);
    bool many;
    std::vector<Case> cases = cases_of_set(e, pc, object, &many);
    // Nothing gets a field by being given nil.
    bool removes = value->is_const() && value->type == Type::Value && value->as_value().is_nil();
    if (removes) std::erase_if(cases, [](const Case& c) { return !c.own; });
    if (cases.empty() || many || are_many(e, cases)) {
        set_placed(e, pc, object, value);
    } else if (cases.size() == 1 && !e.failed(kNotThat) && !revives(e, pc, cases[0])) {
        set_one(e, object, value, cases[0]);
    } else {
        set_many(e, pc, object, value, cases);
    }
}

}  // namespace gs::jit
