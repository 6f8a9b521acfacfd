// Translations: tables, fields by inline caches, elements.
//
// A field: one guard on the shape id proves that the value is a table, where the slot is, and what it inherits. A site
// whose guard has failed before is compiled for all shapes that its cache has held (feedback.h), one after the other, and
// the slow path behind them. What the runtime keeps right for caches (cache.h) is what the code relies on.
#include <cstddef>
#include <cstring>

#include "jit/frontend/translate.h"
#include "runtime/shape.h"
#include "runtime/table.h"

namespace gs::jit {

using BytecodeOp = bytecode::Op;
using rt::Value;

namespace {

constexpr i64 kElem = offsetof(rt::Table, elem), kBound = offsetof(rt::Table, bound), kDlen = offsetof(rt::Table, dlen);
constexpr i64 kStoreSlots = static_cast<i64>(offsetof(rt::Store, slots)) - static_cast<i64>(sizeof(rt::Store));

/// A constructor of more fields than this is left to the runtime.
constexpr u32 kMaxFieldsInline = rt::kMaxInlineSlots;

Node* shape_of(Emitter& e, Node* table) { return e.load(Type::I32, table, 0, Alias::Shape); }

Node* is_shape(Emitter& e, Node* id, u32 shape) {
    e.graph().shapes.push_back(shape);
    return e.compare(Op::CmpI32, Condition::Eq, id, e.const_i32(static_cast<i32>(shape)));
}

template <class Cache>
Cache cache_at(const Word* pc) {
    Cache cache;
    std::memcpy(&cache, pc + 1, sizeof cache);
    return cache;
}

bool is_empty(u32 shape) { return shape == bytecode::kNoShape; }
bool lives(Emitter& e, u32 shape) { return !is_empty(shape) && rt::cached_shape_lives(e.state(), shape); }

/// The caches that the site has had, the present one last. Nothing if the shapes have become too many.
std::vector<rt::FieldCache> field_caches(Emitter& e, const Word* pc) {
    auto& known = e.feedback().at(pc).fields;
    std::erase_if(known, [&](const rt::FieldCache& c) { return !lives(e, c.shape); });
    auto now = cache_at<rt::FieldCache>(pc);
    bool is_new = lives(e, now.shape);
    for (const auto& c : known) is_new &= c.shape != now.shape;
    if (is_new && known.size() < kMaxShapes) known.push_back(now);
    return known;
}

std::vector<rt::MethodCache> method_caches(Emitter& e, const Word* pc) {
    auto& known = e.feedback().at(pc).methods;
    u32 epoch = rt::shape_epochs(e.state()).prototype;
    std::erase_if(known, [&](const rt::MethodCache& c) { return c.epoch != epoch || !lives(e, c.shape); });
    auto now = cache_at<rt::MethodCache>(pc);
    bool is_new = now.epoch == epoch && lives(e, now.shape);
    for (const auto& c : known) is_new &= c.shape != now.shape;
    if (is_new && known.size() < kMaxShapes) known.push_back(now);
    return known;
}

/// The object that holds a slot: the table, or what its far slots stand in.
Node* owner_of(Emitter& e, Node* table, rt::FieldCache field) {
    if (!(field.shape & rt::kFarSlot)) return table;
    Node* elem = e.load(Type::Ptr, table, kElem, Alias::Header);
    return e.load(Type::Ptr, elem, kStoreSlots, Alias::Store);
}

u32 shape_id(rt::FieldCache field) { return field.shape & ~rt::kFarSlot; }

Node* load_field(Emitter& e, Node* table, rt::FieldCache field) {
    return e.load(Type::Value, owner_of(e, table, field), field.offset, Alias::Fields);
}

void guard_epoch(Emitter& e, u32 epoch) {
    Node* shapes = e.const_pointer(e.state().hot.shapes);
    Node* now = e.load(Type::I32, shapes, offsetof(rt::ShapeEpochs, prototype), Alias::Epoch);
    e.guard_true(e.compare(Op::CmpI32, Condition::Eq, now, e.const_i32(static_cast<i32>(epoch))));
}

/// What the slot of a cache holds now, if `object` is a table of that shape.
Value seen_field(Value object, rt::FieldCache field) {
    if (!object.is_table() || object.as_table()->h.id != shape_id(field)) return Value::nil();
    rt::Table* t = object.as_table();
    return field.shape & rt::kFarSlot ? *rt::far_slot(t, field) : *rt::inline_slot(t, field);
}

bool is_inherited(BytecodeOp op) { return op == BytecodeOp::GetFieldProto || op == BytecodeOp::GetMethod; }

/// One table that a chain of shape tests can tell.
struct Found {
    std::vector<Path> paths;
    std::vector<Node*> values;
    void add(Emitter& e, Node* value) {
        values.push_back(value);
        paths.push_back(e.suspend());
    }
};

/// The field for a site that has met one kind of shape, by guards. Null if there is nothing to go by.
Node* get_one(Emitter& e, const Word* pc, Node* object) {
    if (is_inherited(bytecode::op_of(*pc))) {
        auto caches = method_caches(e, pc);
        if (caches.empty()) return nullptr;
        Node* table = e.as_pointer(object, rt::kTagTable);
        e.guard_true(is_shape(e, shape_of(e, table), caches.back().shape));
        guard_epoch(e, caches.back().epoch);
        Node* value = e.load(Type::Value, e.const_pointer(caches.back().slot), 0, Alias::Fields);
        e.set_seen(value, *caches.back().slot);
        return value;
    }
    auto caches = field_caches(e, pc);
    if (caches.empty()) return nullptr;
    Value seen = seen_field(e.seen(object), caches.back());
    Node* table = e.as_pointer(object, rt::kTagTable);
    e.guard_true(is_shape(e, shape_of(e, table), shape_id(caches.back())));
    Node* value = load_field(e, table, caches.back());
    u32 epoch = rt::shape_epochs(e.state()).prototype;
    if (cache_at<rt::OptionalCache>(pc).absent == epoch && caches.size() == 1) {
        // No prototype has the field: a nil is the answer.
        guard_epoch(e, epoch);
    } else {
        value = e.guard(Op::CheckNotNil, {value});
    }
    if (!seen.is_nil()) e.set_seen(value, seen);
    return value;
}

/// The same for a site that has met several, by branches; the slow path, which ends `found`, takes the rest.
void get_many(Emitter& e, const Word* pc, Node* object, Found* found) {
    std::vector<Path> missed;
    Node* boxed = e.box(object);
    missed.push_back(e.split(e.emit(Op::IsTag, {boxed}, rt::kTagTable)));
    Node* table = e.unbox_pointer(boxed, rt::kTagTable);
    Node* id = shape_of(e, table);
    auto try_shape = [&](u32 shape, auto value_of) {
        Path other = e.split(is_shape(e, id, shape), false);
        value_of();
        e.resume(std::move(other));
    };
    if (!is_inherited(bytecode::op_of(*pc)) || !e.feedback().at(pc).fields.empty()) {
        for (const auto& cache : e.feedback().at(pc).fields) {
            if (!lives(e, cache.shape)) continue;
            try_shape(shape_id(cache), [&] {
                Node* value = load_field(e, table, cache);
                missed.push_back(e.split(e.negate(e.emit(Op::IsNil, {value}))));
                found->add(e, value);
            });
        }
    }
    auto methods = e.feedback().at(pc).methods;
    if (!methods.empty()) {
        Node* shapes = e.const_pointer(e.state().hot.shapes);
        for (const auto& cache : methods) {
            if (!lives(e, cache.shape)) continue;
            try_shape(cache.shape, [&] {
                Node* now = e.load(Type::I32, shapes, offsetof(rt::ShapeEpochs, prototype), Alias::Epoch);
                Node* same = e.compare(Op::CmpI32, Condition::Eq, now, e.const_i32(static_cast<i32>(cache.epoch)));
                missed.push_back(e.split(same));
                Node* value = e.load(Type::Value, e.const_pointer(cache.slot), 0, Alias::Fields);
                e.set_seen(value, *cache.slot);
                found->add(e, value);
            });
        }
    }
    e.join(std::move(missed));
    e.slow();
}

/// Remembers what the cache holds, in the list for its kind.
void note_cache(Emitter& e, const Word* pc) {
    if (is_inherited(bytecode::op_of(*pc))) {
        (void)method_caches(e, pc);
    } else {
        (void)field_caches(e, pc);
    }
}

/// A site that has never run: its cache was never filled.
bool never_ran(Emitter& e, const Word* pc) {
    return pc->x == 0 && is_empty(cache_at<rt::FieldCache>(pc).shape) && !e.failed();
}

bool may_be_table(Emitter& e, Node* object) {
    (void)e;
    if (object->type == Type::Ptr) return pointer_tag(object) == rt::kTagTable;
    if (object->type != Type::Value) return false;
    return !object->is_const() || object->as_value().is_table();
}

bool is_known_form(const Word* pc) {
    switch (bytecode::op_of(*pc)) {
        case BytecodeOp::GetField:
        case BytecodeOp::GetFieldFar:
        case BytecodeOp::GetFieldProto:
        case BytecodeOp::GetMethod:
        case BytecodeOp::GetMethodOwn:
        case BytecodeOp::GetMethodFar:
        case BytecodeOp::GetFieldMany:
        case BytecodeOp::GetMethodMany: return true;
        default: return false;
    }
}

bool is_many(BytecodeOp op) { return op == BytecodeOp::GetFieldMany || op == BytecodeOp::GetMethodMany; }

/// A method that all strings have. False if what the cache knows is out of date.
bool get_string_method(Emitter& e, const Word* pc, Node* object) {
    auto cache = cache_at<rt::MethodCache>(pc);
    if (e.failed(kNotThat) || cache.epoch != rt::shape_epochs(e.state()).prototype) return false;
    (void)e.as_pointer(object, rt::kTagString);
    guard_epoch(e, cache.epoch);
    Node* value = e.load(Type::Value, e.const_pointer(cache.slot), 0, Alias::Fields);
    e.set_seen(value, *cache.slot);
    e.set(pc->a, value);
    e.set(pc->a + bytecode::kWindowSlots, object);
    return true;
}

/// Reads a field into R[a]; a method also leaves its object in R[a + 2].
void get_field(Emitter& e, const Word* pc, bool method) {
    Node* object = e.get(pc->b);
    BytecodeOp form = bytecode::op_of(*pc);
    if (form == BytecodeOp::GetMethodString && get_string_method(e, pc, object)) return;
    if (!may_be_table(e, object) || !is_known_form(pc)) return e.slow();
    if (never_ran(e, pc)) return e.leave(true);
    auto deliver = [&](Node* value) {
        e.set(pc->a, value);
        if (method) e.set(pc->a + bytecode::kWindowSlots, object);
    };
    if (!e.failed(kNotThat) && !is_many(form)) {
        if (Node* value = get_one(e, pc, object)) return deliver(value);
        return e.slow();
    }
    if (!is_many(form)) note_cache(e, pc);
    Site& site = e.feedback().at(pc);
    if (site.fields.empty() && site.methods.empty()) return e.slow();
    Found found;
    get_many(e, pc, object, &found);
    Node* slow = e.get(pc->a);
    found.values.insert(found.values.begin(), slow);
    deliver(e.join(std::move(found.paths), std::move(found.values)));
}

}  // namespace

void translate_GetField(Emitter& e, const Word* pc) { get_field(e, pc, false); }
void translate_GetMethod(Emitter& e, const Word* pc) { get_field(e, pc, true); }

void translate_SetField(Emitter& e, const Word* pc) {
    Node *object = e.get(pc->a), *value = e.get(pc->c);
    if (!may_be_table(e, object)) return e.slow();
    if (never_ran(e, pc)) return e.leave(true);
    if (e.failed(kNotThat)) return e.slow();
    BytecodeOp op = bytecode::op_of(*pc);
    if (op == BytecodeOp::SetFieldAdd) {
        auto cache = cache_at<rt::AddCache>(pc);
        if (!lives(e, cache.from) || !lives(e, cache.to)) return e.slow();
        Node* table = e.as_pointer(object, rt::kTagTable);
        e.guard_true(is_shape(e, shape_of(e, table), cache.from));
        Node* shapes = e.const_pointer(e.state().hot.shapes);
        Node* epoch = e.load(Type::I32, shapes, offsetof(rt::ShapeEpochs, new_index), Alias::Epoch);
        e.guard_true(e.compare(Op::CmpI32, Condition::Eq, epoch, e.const_i32(static_cast<i32>(cache.epoch))));
        if (value->type == Type::Value && !value->is(Op::CheckNotNil)) e.guard(Op::CheckNotNil, {value});
        e.graph().shapes.push_back(cache.to);
        e.store_reference(table, value, cache.offset, Alias::Fields);
        e.store(table, e.const_i32(static_cast<i32>(cache.to)), 0, Alias::Shape);
        return;
    }
    if (op != BytecodeOp::SetField && op != BytecodeOp::SetFieldFar) return e.slow();
    auto caches = field_caches(e, pc);
    if (caches.empty()) return e.slow();
    rt::FieldCache cache = caches.back();
    Node* table = e.as_pointer(object, rt::kTagTable);
    e.guard_true(is_shape(e, shape_of(e, table), shape_id(cache)));
    Node* owner = owner_of(e, table, cache);
    // A nil there means that the field is new.
    e.guard(Op::CheckNotNil, {e.load(Type::Value, owner, cache.offset, Alias::Fields)});
    e.store_reference(owner, value, cache.offset, Alias::Fields);
}

// ---- elements ---------------------------------------------------------------------------------------------------

namespace {

/// A table that was seen in the place of a value, or null.
rt::Table* seen_table(Emitter& e, const Node* object) {
    Value seen = e.seen(object);
    return seen.is_table() ? seen.as_table() : nullptr;
}

Node* as_table(Emitter& e, Node* object, std::vector<Path>* others) {
    if (!e.failed(kNotTag)) return e.as_pointer(object, rt::kTagTable);
    Node* boxed = e.box(object);
    others->push_back(e.split(e.emit(Op::IsTag, {boxed}, rt::kTagTable)));
    return e.unbox_pointer(boxed, rt::kTagTable);
}

/// Behind the usual way, the others go the slow way.
void slow_ways(Emitter& e, std::vector<Path> others) {
    if (others.empty()) return;
    Path usual = e.suspend();
    e.join(std::move(others));
    e.slow();
    std::vector<Path> ways;
    ways.push_back(std::move(usual));
    e.join(std::move(ways));
}

/// A key that is looked up by its hash, or of no known kind.
void get_by_key(Emitter& e, u32 to, Node* object, Node* key) {
    std::vector<Path> others;
    Node* table = as_table(e, object, &others);
    e.set_answer(to, e.ask(Helper::GetKey, {table, e.box(key)}));
    slow_ways(e, std::move(others));
}

void set_by_key(Emitter& e, Node* object, Node* key, Node* value) {
    std::vector<Path> others;
    Node* table = as_table(e, object, &others);
    e.slow_if(e.ask(Helper::SetKey, {table, e.box(key), e.box(value)}));
    slow_ways(e, std::move(others));
}

bool may_be_index(Emitter& e, Node* key) {
    if (Emitter::is_int(key)) return true;
    return key->type == Type::Value && !key->is_const() && !e.failed(kNotI32) && !e.seen(key).is_reference();
}

// An array that was seen to hold doubles is taken for one: the length of the doubles in the header proves kind and bounds.
// Where that, or the bounds of another, have failed, what is not found there is looked up.
void get_element(Emitter& e, const Word* pc, Node* object, Node* key) {
    if (!may_be_table(e, object)) return e.slow();
    if (!may_be_index(e, key)) return get_by_key(e, pc->a, object, key);
    rt::Table* seen = seen_table(e, object);
    if (!e.failed(kNotThat)) {
        Node* table = e.as_pointer(object, rt::kTagTable);
        Node* index = e.as_i32(key);
        Node* elem = e.load(Type::Ptr, table, kElem, Alias::Header);
        if (seen && seen->dlen > 0) {
            Node* dlen = e.load(Type::I32, table, kDlen, Alias::Header);
            Node* before = e.emit(Op::SubI32, {index, e.const_i32(1)});
            e.guard_true(e.compare(Op::CmpU32, Condition::Lt, before, dlen));
            return e.set(pc->a, e.emit(Op::LoadElement, Type::F64, {elem, index}, pack({0, Alias::Elements})));
        }
        Node* bound = e.load(Type::I32, table, kBound, Alias::Header);
        e.guard_true(e.compare(Op::CmpU32, Condition::Lt, index, bound));
        Node* value = e.emit(Op::LoadElement, Type::Value, {elem, index}, pack({0, Alias::Elements}));
        value = e.guard(Op::CheckNotNil, {value});
        if (seen && seen->bound > 1 && seen->elem[1].is_reference()) e.set_seen(value, seen->elem[1]);
        return e.set(pc->a, value);
    }
    std::vector<Path> others, missing;
    Node* table = as_table(e, object, &others);
    Node* index = e.as_i32(key);
    Node* bound = e.load(Type::I32, table, kBound, Alias::Header);
    missing.push_back(e.split(e.compare(Op::CmpU32, Condition::Lt, index, bound)));
    Node* elem = e.load(Type::Ptr, table, kElem, Alias::Header);
    Node* value = e.emit(Op::LoadElement, Type::Value, {elem, index}, pack({0, Alias::Elements}));
    missing.push_back(e.split(e.negate(e.emit(Op::IsNil, {value}))));
    std::vector<Path> found;
    found.push_back(e.suspend());
    e.join(std::move(missing));
    e.set_answer(pc->a, e.ask(Helper::GetKey, {table, e.box(index)}));
    Node* answer = e.get(pc->a);
    e.set(pc->a, e.join(std::move(found), {answer, value}));
    slow_ways(e, std::move(others));
}

/// Replaces the value of an element that is there. Where that has failed, a helper does what else there is to do.
void set_element(Emitter& e, Node* object, Node* key, Node* value) {
    if (!may_be_table(e, object)) return e.slow();
    bool removes = value->is_const() && value->type == Type::Value && value->as_value().is_nil();
    if (!may_be_index(e, key) || removes) return set_by_key(e, object, key, value);
    bool guards = !e.failed(kNotThat);
    std::vector<Path> others, missing;
    auto require = [&](Node* condition) {
        if (guards) {
            e.guard_true(condition);
        } else {
            missing.push_back(e.split(condition));
        }
    };
    auto require_value = [&](Node* v) {
        if (guards) {
            if (!e.is_nil(v)->is_const()) e.guard(Op::CheckNotNil, {v});
        } else {
            require(e.negate(e.is_nil(v)));
        }
    };
    Node* table = as_table(e, object, &others);
    Node* index = e.as_i32(key);
    Node* bound = e.load(Type::I32, table, kBound, Alias::Header);
    require(e.compare(Op::CmpU32, Condition::Lt, index, bound));
    Node* dlen = e.load(Type::I32, table, kDlen, Alias::Header);
    Node* elem = e.load(Type::Ptr, table, kElem, Alias::Header);
    std::vector<Path> ends;
    if (Emitter::is_real(value)) {
        // An array of doubles takes it without further ado; one of Values, if there is a value already.
        Node* before = e.emit(Op::SubI32, {index, e.const_i32(1)});
        Path values = e.split(e.compare(Op::CmpU32, Condition::Lt, before, dlen), false);
        e.emit(Op::StoreElement, {elem, index, value}, pack({0, Alias::Elements}));
        ends.push_back(e.suspend());
        e.resume(std::move(values));
    }
    require(e.compare(Op::CmpI32, Condition::Eq, dlen, e.const_i32(0)));
    require_value(e.emit(Op::LoadElement, Type::Value, {elem, index}, pack({0, Alias::Elements})));
    if (value->type == Type::Value) require_value(value);
    e.emit(Op::StoreElementRef, {elem, index, e.box(value)}, pack({0, Alias::Elements}));
    if (!missing.empty()) {
        ends.push_back(e.suspend());
        e.join(std::move(missing));
        e.slow_if(e.ask(Helper::SetKey, {table, e.box(index), e.box(value)}));
    }
    e.join(std::move(ends));
    slow_ways(e, std::move(others));
}

}  // namespace

void translate_GetIndex(Emitter& e, const Word* pc) { get_element(e, pc, e.get(pc->b), e.get(pc->c)); }
void translate_GetElement(Emitter& e, const Word* pc) { get_element(e, pc, e.get(pc->b), e.const_i32(pc->c)); }
void translate_SetIndex(Emitter& e, const Word* pc) { set_element(e, e.get(pc->a), e.get(pc->b), e.get(pc->c)); }
void translate_SetIndexK(Emitter& e, const Word* pc) {
    set_element(e, e.get(pc->a), e.get(pc->b), e.literal(literal_at(pc, 0)));
}
void translate_SetElement(Emitter& e, const Word* pc) {
    set_element(e, e.get(pc->a), e.const_i32(pc->b), e.get(pc->c));
}

void translate_Append(Emitter& e, const Word* pc) {
    Node *list = e.get(pc->a), *value = e.get(pc->b);
    if (!may_be_table(e, list)) return e.slow();
    std::vector<Path> others;
    Node* table = as_table(e, list, &others);
    e.slow_if(e.ask(Helper::Append, {table, e.box(value)}));
    slow_ways(e, std::move(others));
}

// ---- constructors -------------------------------------------------------------------------------------------------

void translate_NewTable(Emitter& e, const Word* pc) {
    if (pc->b > kMaxFieldsInline || pc->c > 0) return e.slow();
    u32 shape = rt::kPlainRoot + pc->b;
    e.graph().tables.push_back({shape, pc->b, 0});
    e.set(pc->a, e.guard(Op::NewTable, {}, e.graph().tables.size() - 1));
}

// By the shape that its objects have had, with as much room as they came to need. A nil among the values means an absent field.
void translate_NewObject(Emitter& e, const Word* pc) {
    auto [shape, room] = cache_at<rt::FieldCache>(pc);
    if (pc->c > kMaxFieldsInline || !lives(e, shape) || e.failed(kNotThat)) return e.slow();
    std::vector<Node*> values;
    for (u32 i = 0; i < pc->c; i++) {
        Node* value = e.get(pc->b + i);
        if (!e.is_nil(value)->is_const()) {
            Node* checked = e.guard(Op::CheckNotNil, {value});
            value = checked;
        } else if (value->is_const() && value->type == Type::Value && value->as_value().is_nil()) {
            return e.slow();
        }
        values.push_back(e.box(value));
    }
    e.graph().shapes.push_back(shape);
    e.graph().tables.push_back({shape, room, 0});
    e.set(pc->a, e.guard(Op::NewTable, std::move(values), e.graph().tables.size() - 1));
}

}  // namespace gs::jit
