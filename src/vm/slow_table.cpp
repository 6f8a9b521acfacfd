// Tables and globals off the fast path, and the filling of inline caches.
#include <algorithm>
#include <cstring>

#include "runtime/cache.h"
#include "runtime/heap_inline.h"
#include "runtime/ops.h"
#include "runtime/table.h"
#include "vm/access.h"
#include "vm/elements.h"
#include "vm/fuse.h"
#include "vm/lookup.h"
#include "vm/slow.h"
#include "vm/vm_engine.h"

namespace gs::vm {

using bytecode::Op;

namespace {

Value literal(Word* pc, u32 index) { return Value{bytecode::bits_of(pc[1 + index])}; }

Next finish_get(State& st, Word* pc, u32 length, rt::Result<Value> result) {
    if (!result.ok()) return unwind(st);
    st.hot.base[pc->a] = *result;
    return next(st, pc, length);
}

Next finish_set(State& st, Word* pc, u32 length, rt::Status status) {
    if (!status.ok()) return unwind(st);
    return next(st, pc, length);
}

}  // namespace

// ---- making tables ----------------------------------------------------------------------------------------------
//
// The first kSamples tables of a site are made here, to learn how many fields they get; then the site takes the form that
// needs no call.

namespace {

constexpr u8 kSamples = 32;

/// Looks what became of the last table of this site. The number of slots that the next one should have inline.
u32 learn_room(State& st, Word* pc, u32 room) {
    if (pc->x == kSamples) return room;
    pc->x++;
    u32 fields = std::min(vm_engine(st).samples.fields_of_last(st, pc), rt::kMaxInlineSlots);
    return std::max(room, fields);
}

void note_made(State& st, Word* pc, rt::Table* t, Op settled) {
    if (bytecode::op_of(*pc) == Op::NewInstance) return;
    if (pc->x < kSamples) {
        vm_engine(st).samples.note(st, pc, t);
    } else {
        pc->op = static_cast<u8>(settled);
    }
}

}  // namespace

Next slow_new_table(State& st, Word* pc, Value* base) {
    save(st, pc, base);
    u32 room = pc->b;
    if (room <= rt::kMaxInlineSlots) pc->b = static_cast<u16>(room = learn_room(st, pc, room));
    rt::Table* t = rt::make_table(st, room, pc->c);
    bool small = pc->c == 0 && room <= rt::kMaxInlineSlots;
    note_made(st, pc, t, small ? Op::NewTableSmall : Op::NewTable);
    base[pc->a] = Value::table(t);
    return next(st, pc, 1);
}

namespace {

/// The shape with these names in the first slots, all inline; kNoShape if there shall be none.
u32 shape_for(State& st, Word* pc, u32 room, u32 count) {
    u32 shape = rt::kPlainRoot + room;
    for (u32 i = 0; i < count; i++) {
        shape = st.shapes->add(shape, literal(pc, 2 + i).as_string(), false);
        if (shape == 0) return bytecode::kNoShape;
    }
    return shape;
}

}  // namespace

// All objects of a site get the same shape: a field that is given as nil has a slot like one that was removed. The cache
// has the header of the next one.
Next slow_new_object(State& st, Word* pc, Value* base) {
    save(st, pc, base);
    u32 count = pc->c;
    bool settled = bytecode::op_of(*pc) == Op::NewInstance;  // the cache knows the room, and the word is an address
    u32 expected = settled ? 0 : std::min(static_cast<u32>(bytecode::bits_of(pc[2])), rt::kMaxInlineSlots);
    u32 room = std::max({count, expected, cache_at<ObjectCache>(pc).room()});
    bool small = room <= rt::kMaxInlineSlots;
    if (small) room = learn_room(st, pc, room);
    rt::Table* t = rt::make_table(st, room, 0);
    u32 shape = small ? shape_for(st, pc, room, count) : bytecode::kNoShape;
    if (shape != bytecode::kNoShape) {
        t->h.id = shape;
        std::copy_n(base + pc->b, count, t->slot);
        store_cache(pc, ObjectCache::of(shape, room));
        note_made(st, pc, t, Op::NewObjectSmall);
    } else {
        for (u32 i = 0; i < count; i++) {
            Value v = base[pc->b + i];
            if (v.is_nil()) continue;
            if (!rt::raw_set_string(st, t, literal(pc, 2 + i).as_string(), v).ok()) return unwind(st);
        }
    }
    base[pc->a] = Value::table(t);
    return next(st, pc, 3 + count);
}

namespace {

/// Fills the Instance in, if what follows the object at pc is as usual and will be.
void learn_instance(State& st, Word* pc, const Value* base, Instance& instance) {
    const Word* load = pc + bytecode::length_of(pc);
    auto* cell = reinterpret_cast<rt::GlobalCell*>(bytecode::bits_of(load[1]));
    Value callee = base[pc->a - bytecode::kWindowSlots], metatable = cell->value;
    auto made = cache_at<ObjectCache>(pc);
    if (!callee.is_function() || !is_set_metatable(callee.as_native()) || !metatable.is_table()) return;
    if (made.shape() == bytecode::kNoShape) return;
    u32 shape = rt::known_metatable_step(st, made.shape(), metatable.as_table());
    if (shape == 0 || !rt::watch_global(cell, rt::GlobalCell::kCached)) return;
    instance.header = ObjectCache::of(shape, made.room()).header;
    instance.epoch = rt::shape_epochs(st).prototype;
    mark_constructor(st, base, pc);
}

}  // namespace

// Makes the object alone and leaves the rest to the instructions behind it.
Next slow_new_instance(State& st, Word* pc, Value* base) {
    constexpr u32 kMaxMisses = 100;
    Next go_on = slow_new_object(st, pc, base);
    if (!go_on.pc) return go_on;
    Instance& instance = *vm_engine(st).instances.at(pc);
    if (instance.misses > kMaxMisses) {
        pc[2] = bytecode::word_from(cache_at<ObjectCache>(pc).room());
        end_instance(st, go_on.base, pc);
    } else {
        // That a collection has made it forget what it knew is no miss.
        bool changed = instance.epoch != Instance::kUnknown;
        learn_instance(st, pc, go_on.base, instance);
        if (changed || instance.epoch == Instance::kUnknown) instance.misses++;
    }
    return go_on;
}

Next slow_new_list(State& st, Word* pc, Value* base) {
    constexpr u32 kMostAtOnce = 64;  // more of them may be more than there is memory
    Value* first = base + pc->c;
    bool open = pc->b == bytecode::kOpenCount;
    u32 count = open ? static_cast<u32>(st.hot.top - first) : pc->b;
    save(st, pc, base);
    st.hot.top = std::max(st.hot.top, first + count);
    u64 room = bytecode::bits_of(pc[1]);
    if (u32 learned = learn_room(st, pc, static_cast<u32>(room)); learned != room) {
        room = learned;
        std::memcpy(static_cast<void*>(pc + 1), &room, sizeof room);
    }
    rt::Table* t = rt::make_table(st, static_cast<u32>(room), std::min(count, kMostAtOnce));
    note_made(st, pc, t, room == 0 ? Op::NewListSmall : Op::NewList);
    if (!fill_list(t, first, count) && !rt::set_list(st, t, 1, first, count, true).ok()) return unwind(st);
    st.hot.base[pc->a] = Value::table(t);
    return next(st, pc, 2);
}

Next slow_set_list(State& st, Word* pc, Value* base) {
    Value* first = base + pc->c;
    bool open = pc->b == bytecode::kOpenCount;
    u32 count = open ? static_cast<u32>(st.hot.top - first) : pc->b;
    save(st, pc, base);
    st.hot.top = std::max(st.hot.top, first + count);
    u32 at = static_cast<u32>(bytecode::bits_of(pc[1]));
    if (at == 1 && pc->x && fill_list(base[pc->a].as_table(), first, count)) return next(st, pc, 2);
    return finish_set(st, pc, 2, rt::set_list(st, base[pc->a].as_table(), at, first, count, pc->x));
}

// ---- fields -----------------------------------------------------------------------------------------------------
//
// A site remembers the last shape it has met, in the form that fits where the field was found. After kMaxFills misses
// it takes the form for many shapes, which looks into the LookupCache and remembers nothing of its own.

namespace {

constexpr u8 kMaxFills = 8;

void note_shape(State& st, const Word* pc, const rt::Table* t) {
    if (!rt::is_dictionary(st, t)) vm_engine(st).site_shapes.note(pc, t->h.id);
}

bool may_fill(State& st, Word* pc, Op many) {
    if (pc->x >= kMaxFills) {
        change_form(st, st.hot.base, pc, many);
        return false;
    }
    pc->x++;
    return true;
}

template <class Cache>
void fill(State& st, Word* pc, Op form, const Cache& cache) {
    store_cache(pc, cache);
    change_form(st, st.hot.base, pc, form);
}

/// The forms of an instruction that reads a field.
struct Forms {
    Op own, far, inherited, many;
};
constexpr Forms kFieldForms = {Op::GetField, Op::GetFieldFar, Op::GetFieldProto, Op::GetFieldMany};
constexpr Forms kMethodForms = {Op::GetMethodOwn, Op::GetMethodFar, Op::GetMethod, Op::GetMethodMany};

/// A field of a table or its prototypes, nil if there is none. absent() if that can not be cached.
Value find_field(State& st, Word* pc, rt::Table* t, rt::String* name, const Forms& forms) {
    LookupCache& lookup = lookup_cache(st);
    note_shape(st, pc, t);
    rt::FieldCache field;
    Value* slot = lookup.own(st, t, name, &field);
    if (slot && !slot->is_nil()) {
        if (may_fill(st, pc, forms.many)) {
            fill(st, pc, is_far(field) ? forms.far : forms.own, rt::OptionalCache{field, rt::kNeverAbsent, 0});
        }
        return *slot;
    }
    rt::MethodCache method;
    const Value* other = lookup.inherited(st, t, name, &method);
    if (!other) return Value::absent();
    if (!may_fill(st, pc, forms.many)) return *other;
    if (!slot) {
        fill(st, pc, forms.inherited, method);
    } else if (other == &rt::absent_slot) {
        fill(st, pc, is_far(field) ? forms.far : forms.own, rt::OptionalCache{field, method.epoch, 0});
    } else {
        change_form(st, st.hot.base, pc, forms.many);
    }
    return *other;
}

}  // namespace

Next slow_get_field(State& st, Word* pc, Value* base) {
    save(st, pc, base);
    Value object = base[pc->b];
    if (object.is_table()) {
        Value v = find_field(st, pc, object.as_table(), literal(pc, 2).as_string(), kFieldForms);
        if (v != Value::absent()) {
            base[pc->a] = v;
            return {pc + 4, base};
        }
    }
    return finish_get(st, pc, 4, rt::index(st, object, literal(pc, 2)));
}

Next slow_get_method(State& st, Word* pc, Value* base) {
    save(st, pc, base);
    Value object = base[pc->b];
    rt::String* name = literal(pc, 2).as_string();
    Value method = Value::absent();
    rt::MethodCache cache;
    if (object.is_table()) {
        method = find_field(st, pc, object.as_table(), name, kMethodForms);
    } else if (object.is_string() && rt::fill_string_method_cache(st, name, &cache)) {
        method = *cache.slot;
        if (may_fill(st, pc, kMethodForms.many)) fill(st, pc, Op::GetMethodString, cache);
    }
    if (method == Value::absent()) {
        auto found = rt::get_method(st, object, name);
        if (!found.ok()) return unwind(st);
        method = *found;
    }
    Value* window = st.hot.base + pc->a;
    window[0] = method;
    window[bytecode::kWindowSlots] = object;
    return next(st, pc, 4);
}

namespace {

bool has_new_index(State& st, rt::Table* t) {
    rt::MetaInfo* meta = rt::shape_of(st, t)->meta;
    return meta && !rt::metamethod(st, meta, rt::Name::NewIndex).is_nil();
}

/// Stores into a field that exists, or adds it, and remembers how. False: neither can be cached.
bool store_field(State& st, Word* pc, rt::Table* t, rt::String* name, Value v) {
    if ((t->h.aux & rt::Table::kPrototype) || rt::is_dictionary(st, t)) return false;
    LookupCache& lookup = lookup_cache(st);
    note_shape(st, pc, t);
    rt::FieldCache field;
    Value* slot = lookup.own(st, t, name, &field);
    if (slot && !slot->is_nil()) {
        st.heap->store(owner_of(t, field), slot, v);
        if (may_fill(st, pc, Op::SetFieldMany)) fill(st, pc, is_far(field) ? Op::SetFieldFar : Op::SetField, field);
        return true;
    }
    if (v.is_nil()) return !has_new_index(st, t);
    if (slot) vm_engine(st).site_shapes.note_revival(pc);
    rt::AddCache add;
    if (slot || !lookup.added(st, t, name, &add)) return false;
    if (may_fill(st, pc, Op::SetFieldMany)) fill(st, pc, Op::SetFieldAdd, add);
    st.heap->store(&t->h, rt::inline_slot(t, {add.from, add.offset}), v);
    rt::change_shape(st, t, add.to);
    return true;
}

}  // namespace

Next slow_set_field(State& st, Word* pc, Value* base) {
    save(st, pc, base);
    Value object = base[pc->a], v = base[pc->c];
    rt::String* name = literal(pc, 2).as_string();
    if (object.is_table()) {
        rt::Table* t = object.as_table();
        if (store_field(st, pc, t, name, v)) return {pc + 4, base};
        if (!has_new_index(st, t)) return finish_set(st, pc, 4, rt::raw_set_string(st, t, name, v));
    }
    return finish_set(st, pc, 4, rt::set_index(st, object, literal(pc, 2), v));
}

// ---- elements ---------------------------------------------------------------------------------------------------

Next slow_get_index(State& st, Word* pc, Value* base) {
    save(st, pc, base);
    Value object = base[pc->b], key = base[pc->c];
    if (object.is_table() && is_name(key) && !rt::is_dictionary(st, object.as_table())) {
        // A field that is found through prototypes: for the next time.
        rt::MethodCache method;
        (void)lookup_cache(st).inherited(st, object.as_table(), key.as_string(), &method);
    }
    return finish_get(st, pc, 1, rt::index(st, object, key));
}

Next slow_set_index(State& st, Word* pc, Value* base) {
    save(st, pc, base);
    Value object = base[pc->a], key = base[pc->b], v = base[pc->c];
    if (object.is_table() && !has_new_index(st, object.as_table())) {
        return finish_set(st, pc, 1, rt::raw_set(st, object.as_table(), key, v));
    }
    return finish_set(st, pc, 1, rt::set_index(st, object, key, v));
}

Next slow_set_index_k(State& st, Word* pc, Value* base) {
    Value v{bytecode::bits_of(pc[1])};
    if (Value object = base[pc->a]; object.is_table()) {
        note_key(pc, base[pc->b]);
        if (quick_set(st, object.as_table(), base[pc->b], v)) return {pc + 2, base};
    }
    save(st, pc, base);
    return finish_set(st, pc, 2, rt::set_index(st, base[pc->a], base[pc->b], v));
}

Next slow_get_element(State& st, Word* pc, Value* base) {
    if (base[pc->b].is_table()) note_miss(pc);
    save(st, pc, base);
    return finish_get(st, pc, 1, rt::index(st, base[pc->b], Value::integer(pc->c)));
}

Next slow_set_element(State& st, Word* pc, Value* base) {
    if (base[pc->a].is_table()) note_miss(pc);
    save(st, pc, base);
    return finish_set(st, pc, 1, rt::set_index(st, base[pc->a], Value::integer(pc->b), base[pc->c]));
}

Next slow_append(State& st, Word* pc, Value* base) {
    save(st, pc, base);
    auto length = rt::length(st, base[pc->a]);
    if (!length.ok()) return unwind(st);
    // The name of operand 0 is that of the list.
    auto key = rt::arith(st, rt::ArithOp::Add, *length, Value::integer(1), rt::kNoOperand);
    if (!key.ok()) return unwind(st);
    return finish_set(st, pc, 1, rt::set_index(st, st.hot.base[pc->a], *key, st.hot.base[pc->b]));
}

// ---- globals ----------------------------------------------------------------------------------------------------

Next slow_get_global(State& st, Word* pc, Value* base) {
    save(st, pc, base);
    auto* cell = reinterpret_cast<rt::GlobalCell*>(bytecode::bits_of(pc[1]));
    return finish_get(st, pc, 2, rt::get_global_cell(st, cell));
}

Next slow_set_global(State& st, Word* pc, Value* base) {
    save(st, pc, base);
    auto* cell = reinterpret_cast<rt::GlobalCell*>(bytecode::bits_of(pc[1]));
    return finish_set(st, pc, 2, rt::set_global_cell(st, cell, base[pc->a]));
}

}  // namespace gs::vm
