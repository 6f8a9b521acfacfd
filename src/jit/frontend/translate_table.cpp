// Translations: tables, their elements.
//
// Elements stand behind the header of their table: one compare with the bound proves that the key is one of the array part.
// Where that has failed, a helper looks the key up, appends, or fills a hole; the slow path is left with metamethods.
#include "jit/frontend/translate_table.h"

#include <cstddef>

#include "jit/frontend/shapes.h"
#include "runtime/cache.h"
#include "runtime/table.h"
#include "vm/elements.h"

namespace gs::jit {

using rt::Value;

namespace {

constexpr i64 kElem = offsetof(rt::Table, elem), kBound = offsetof(rt::Table, bound), kDlen = offsetof(rt::Table, dlen);

/// A constructor of more fields than this is left to the runtime.
constexpr u32 kMaxFieldsInline = rt::kMaxInlineSlots;

}  // namespace

bool may_be_table(const Node* object) {
    if (object->type == Type::Ptr) return pointer_tag(object) == rt::kTagTable;
    if (object->type != Type::Value) return false;
    return !object->is_const() || object->as_value().is_table();
}

Node* as_table(Emitter& e, Node* object, std::vector<Path>* others) {
    if (!e.failed(kNotTag)) return e.as_pointer(object, rt::kTagTable);
    Node* boxed = e.box(object);
    others->push_back(e.split(e.emit(Op::IsTag, {boxed}, rt::kTagTable)));
    return e.unbox_pointer(boxed, rt::kTagTable);
}

void slow_ways(Emitter& e, std::vector<Path> others) {
    if (others.empty()) return;
    Path usual = e.suspend();
    e.join(std::move(others));
    e.slow();
    std::vector<Path> ways;
    ways.push_back(std::move(usual));
    e.join(std::move(ways));
}

// ---- elements ---------------------------------------------------------------------------------------------------

namespace {

/// A table that was seen in the place of a value, or null.
rt::Table* seen_table(Emitter& e, const Node* object) {
    Value seen = e.seen(object);
    return seen.is_table() ? seen.as_table() : nullptr;
}

/// What an instruction that takes notes of its keys has noted.
u8 note_at(const Word* pc) { return bytecode::info(*pc).x == bytecode::Operand::Seen ? pc->x : 0; }

bool may_be_index(Emitter& e, const Word* pc, Node* key) {
    if (Emitter::is_int(key)) return true;
    if (note_at(pc) == bytecode::kOtherKeys) return false;
    return key->type == Type::Value && !key->is_const() && !e.failed(kNotI32) && !e.seen(key).is_reference();
}

/// Whether it is a good bet that keys are in the array: fewer than so many were not.
bool expects_hits(Emitter& e, const Word* pc, u8 misses) {
    return !e.failed(kNotThat) && note_at(pc) < bytecode::kOtherKeys + misses;
}
constexpr u8 kMissedReads = bytecode::kMissesOften - bytecode::kOtherKeys;
// Each of these has made the array grow, and there were others that found it long enough.
constexpr u8 kMissedWrites = 4;

/// Whether the key is one of a few that lists of one length have, or have not if they are empty, as the leaves of trees are.
bool reads_whole(Emitter& e, const Node* index) {
    return index->is_const() && index->as_int() > 0 && index->as_int() <= rt::Table::kMaxInside && !e.failed(kNotWhole);
}

/// What such a key has in a table that has no metatable.
Node* read_whole(Emitter& e, Node* table, Node* index) {
    e.guard(Op::GuardFalse,
            {e.negate(is_plain(e, table))});  // GuardFalse is the one that stands for metatables (feedback.cpp)
    Node* elem = e.load(Type::Ptr, table, kElem, Alias::Header);
    Node* bound = e.load(Type::I32, table, kBound, Alias::Header);
    Node* elements = e.guard(Op::CheckElements, {elem, bound, index});
    return e.emit(Op::LoadElement, Type::Value, {elements, index}, pack({0, Alias::Elements}));
}

// An array that was seen to hold doubles is taken for one: the length of the doubles in the header proves kind and bounds.
// Where that, or the bounds of another, have failed, one operation takes care of what is missing; and where metatables have
// been asked, what is not found in the array is looked up.
void get_element(Emitter& e, const Word* pc, Node* object, Node* key) {
    if (!may_be_table(object)) return e.slow();
    if (!may_be_index(e, pc, key)) return get_by_key(e, pc->a, object, key);
    rt::Table* seen = seen_table(e, object);
    if (expects_hits(e, pc, kMissedReads)) {
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
    if (!e.failed(kAsked)) {
        e.set(pc->a, reads_whole(e, index) ? read_whole(e, table, index) : e.guard(Op::ReadElement, {table, index}));
        return slow_ways(e, std::move(others));
    }
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

/// t[#t + 1] = v.
void append(Emitter& e, Node* table, Node* value) {
    bool is_nil = value->is_const() && value->type == Type::Value && value->as_value().is_nil();
    Node* boxed = e.box(value);
    if (is_nil) return e.slow_if(e.ask(Helper::Append, {table, boxed}));
    Path other = e.split(e.emit(Op::AppendElement, {table, boxed}));
    std::vector<Path> done;
    done.push_back(e.suspend());
    e.resume(std::move(other));
    e.slow_if(e.ask(Helper::Append, {table, boxed}));
    e.join(std::move(done));
}

/// t[i] = v, where i is one more than the last index in all likelihood.
void set_behind(Emitter& e, Node* table, Node* index, Node* value) {
    bool is_nil = value->is_const() && value->type == Type::Value && value->as_value().is_nil();
    Node* boxed = e.box(value);
    if (is_nil) return e.slow_if(e.ask(Helper::SetIndex, {table, index, boxed}));
    Node* bound = e.load(Type::I32, table, kBound, Alias::Header);
    std::vector<Path> others, done;
    others.push_back(e.split(e.compare(Op::CmpI32, Condition::Eq, index, bound)));
    others.push_back(e.split(e.emit(Op::AppendElement, {table, boxed})));
    done.push_back(e.suspend());
    e.join(std::move(others));
    e.slow_if(e.ask(Helper::SetIndex, {table, index, boxed}));
    e.join(std::move(done));
}

/// t[i] = nil, where i is the last index in all likelihood.
void remove_at_end(Emitter& e, Node* table, Node* index) {
    Node* length = e.emit(Op::SubI32, {e.load(Type::I32, table, kBound, Alias::Header), e.const_i32(1)});
    std::vector<Path> others, done;
    others.push_back(e.split(e.compare(Op::CmpI32, Condition::Eq, index, length)));
    others.push_back(e.split(e.negate(e.is_absent(e.emit(Op::TakeLast, {table})))));
    done.push_back(e.suspend());
    e.join(std::move(others));
    e.slow_if(e.ask(Helper::SetIndex, {table, index, e.const_value(Value::nil())}));
    e.join(std::move(done));
}

bool is_one(const Node* n) { return n->is_const() && n->type == Type::I32 && n->as_int() == 1; }

/// Whether the key is the length of a table: of this one, most likely.
bool is_length(const Node* key) {
    if (key->is(Op::Phi)) key = key->inputs.back();  // the other way has asked a helper
    if (!key->is(Op::SubI32) || !is_one(key->inputs[1])) return false;
    const Node* bound = key->inputs[0];
    return bound->is(Op::Load) && bound->access().alias == Alias::Header && bound->access().offset == kBound;
}

/// Whether it is one more.
bool is_behind(const Node* key) { return key->is(Op::AddI32Ov) && is_one(key->inputs[1]) && is_length(key->inputs[0]); }

/// Replaces the value of an element that is there. Where that has failed, a helper does what else there is to do.
void set_element(Emitter& e, const Word* pc, Node* object, Node* key, Node* value) {
    if (!may_be_table(object)) return e.slow();
    bool removes = value->is_const() && value->type == Type::Value && value->as_value().is_nil();
    if (removes && key->type == Type::I32 && is_length(key)) {
        std::vector<Path> others;
        remove_at_end(e, as_table(e, object, &others), key);
        return slow_ways(e, std::move(others));
    }
    if (!may_be_index(e, pc, key) || removes) return set_by_key(e, object, key, value);
    // A loop that fills an array has its counter just behind it.
    rt::Table* seen = seen_table(e, object);
    Value seen_key = e.seen(key);
    bool fills = seen && seen_key.is_int() && seen_key.as_int() >= i64{seen->bound};
    bool guards = expects_hits(e, pc, kMissedWrites) && !fills;
    std::vector<Path> others, missing;
    auto require = [&](Node* condition) {
        if (guards) {
            e.guard_true(condition);
        } else {
            missing.push_back(e.split(condition, !missing.empty()));
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
    if (is_behind(index)) {
        set_behind(e, table, index, value);
        return slow_ways(e, std::move(others));
    }
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
        set_behind(e, table, index, value);
    }
    e.join(std::move(ends));
    slow_ways(e, std::move(others));
}

}  // namespace

void translate_GetIndex(Emitter& e, const Word* pc) { get_element(e, pc, e.get(pc->b), e.get(pc->c)); }
void translate_GetElement(Emitter& e, const Word* pc) { get_element(e, pc, e.get(pc->b), e.const_i32(pc->c)); }
void translate_SetIndex(Emitter& e, const Word* pc) { set_element(e, pc, e.get(pc->a), e.get(pc->b), e.get(pc->c)); }
void translate_SetIndexK(Emitter& e, const Word* pc) {
    set_element(e, pc, e.get(pc->a), e.get(pc->b), e.literal(literal_at(pc, 0)));
}
void translate_SetElement(Emitter& e, const Word* pc) {
    set_element(e, pc, e.get(pc->a), e.const_i32(pc->b), e.get(pc->c));
}

void append_to(Emitter& e, Node* list, Node* value) {
    std::vector<Path> others;
    append(e, as_table(e, list, &others), value);
    slow_ways(e, std::move(others));
}

void translate_Append(Emitter& e, const Word* pc) {
    Node *list = e.get(pc->a), *value = e.get(pc->b);
    may_be_table(list) ? append_to(e, list, value) : e.slow();
}

// ---- constructors -------------------------------------------------------------------------------------------------

void translate_NewTable(Emitter& e, const Word* pc) {
    if (pc->b > kMaxFieldsInline) return e.slow();
    u32 shape = rt::kPlainRoot + pc->b;
    if (pc->c > TableSite::kFewElements) e.store_links();
    e.graph().tables.push_back({shape, pc->b, pc->c});
    e.set(pc->a, e.guard(Op::NewTable, {}, e.graph().tables.size() - 1));
}

/// Positional values that stand in these registers.
struct ListValues {
    Nodes boxes;  // none if the runtime has to look at them
    bool doubles = false;  // all are, for certain
};

ListValues values_of_list(Emitter& e, u32 first, u32 count) {
    ListValues list;
    if (count > TableSite::kFewElements) return list;
    list.doubles = !e.failed(kNotReal);
    for (u32 i = 0; i < count; i++) {
        const Node* value = e.get(first + i);
        if (value->is_const() && value->type == Type::Value && value->as_value().is_nil()) return {};
        list.doubles = list.doubles && (Emitter::is_real(value) || e.seen(value).is_real());
    }
    for (u32 i = 0; i < count; i++) {
        Node* value = e.get(first + i);
        // An array of doubles has to be known as one.
        list.boxes.push_back(e.box(list.doubles ? e.as_real(value) : value));
    }
    return list;
}

/// How many values the instruction takes from R[c] on, as far as that is known.
bool count_values(Emitter& e, const Word* pc, u32* count) {
    *count = pc->b;
    if (pc->b != bytecode::kOpenCount) return true;
    u32 first, open;
    if (!e.open_values(&first, &open)) return false;
    *count = first + open - pc->c;
    return true;
}

/// Gives a table the values of R[c] and on, from that index on: `values`, if it was made with room for just these.
void fill(Emitter& e, const Word* pc, Node* table, const Nodes& values, u32 count, u64 at, bool last) {
    std::vector<Path> done;
    if (!values.empty()) {
        Nodes inputs{table};
        for (Node* value : values) inputs.push_back(value);
        Path other = e.split(e.emit(Op::FillList, std::move(inputs)));
        done.push_back(e.suspend());
        e.resume(std::move(other), true);
    }
    for (u32 i = 0; i < count; i++) e.store_register(pc->c + i);
    Node* settles = e.const_i32(last ? -i64{count} - 1 : i64{count});
    (void)e.ask(Helper::SetList, {table, e.const_i32(static_cast<i64>(at)), e.const_i32(pc->c), settles});
    e.join(std::move(done));
}

void translate_SetList(Emitter& e, const Word* pc) {
    Node* object = e.get(pc->a);
    u32 count;
    if (!may_be_table(object) || !count_values(e, pc, &count)) return e.slow();
    u64 at = bytecode::bits_of(pc[1]);
    bool whole = pc->x && at == 1;
    ListValues list = whole ? values_of_list(e, pc->c, count) : ListValues{};
    fill(e, pc, e.unbox_pointer(object, rt::kTagTable), list.boxes, count, at, pc->x);
}

/// Guards that say for certain that none of these values is nil, and that not all are doubles, if not all are. False: there is no
/// saying.
bool settle_list(Emitter& e, ListValues& list) {
    if (list.doubles || list.boxes.empty()) return list.doubles;
    auto is_double = [](const Node* v) { return v->is(Op::BoxF64) || (v->is_const() && v->as_value().is_real()); };
    auto is_other = [](const Node* v) {
        if (v->is_const()) return !v->as_value().is_real();
        return v->is(Op::BoxI32) || v->is(Op::BoxI64) || v->is(Op::BoxBool) || v->is(Op::BoxPtr);
    };
    bool any_other = std::any_of(list.boxes.begin(), list.boxes.end(), is_other);
    for (Node*& v : list.boxes) {
        if (is_double(v) || is_other(v)) continue;
        if (!any_other && !e.seen(v).is_real()) {
            e.guard_true(e.negate(e.emit(Op::IsF64, {v})));
            any_other = true;
        }
        v = e.guard(Op::CheckNotNil, {v});
    }
    return any_other;
}

// Where it is not certain, the table is made first and filled then, as far as that is simple.
void translate_NewList(Emitter& e, const Word* pc) {
    u32 count, room = static_cast<u32>(bytecode::bits_of(pc[1]));
    if (!count_values(e, pc, &count) || count == 0 || count > TableSite::kFewElements) return e.slow();
    ListValues list = values_of_list(e, pc->c, count);
    bool settled = room == 0 && !e.failed(kNotThat) && settle_list(e, list);
    e.graph().tables.push_back({rt::kPlainRoot + room, room, count, settled && list.doubles});
    u64 site = e.graph().tables.size() - 1;
    if (settled) return e.set(pc->a, e.guard(Op::NewTable, std::move(list.boxes), site));
    Node* table = e.guard(Op::NewTable, {}, site);
    fill(e, pc, table, list.boxes, count, 1, true);
    e.set(pc->a, table);
}

// By the shape that its objects have had, with as much room as they came to need. A nil stands in its slot like that of a
// field that has been removed.
void translate_NewObject(Emitter& e, const Word* pc) {
    auto cache = vm::cache_at<vm::ObjectCache>(pc);
    u32 shape = cache.shape();
    bool lives = shape != bytecode::kNoShape && rt::cached_shape_lives(e.state(), shape);
    if (pc->c > kMaxFieldsInline || !lives || e.failed(kNotThat)) return e.slow();
    Nodes values;
    for (u32 i = 0; i < pc->c; i++) values.push_back(e.get_boxed(pc->b + i));
    e.graph().shapes.push_back(shape);
    e.graph().tables.push_back({shape, cache.room(), 0});
    e.set(pc->a, e.guard(Op::NewTable, std::move(values), e.graph().tables.size() - 1));
}

}  // namespace gs::jit
