// What handlers and slow paths both do with tables in a few instructions.
#pragma once

#include <cstring>

#include "bytecode/opcodes.h"
#include "runtime/barrier.h"
#include "runtime/cache.h"
#include "runtime/heap_inline.h"
#include "runtime/state.h"

namespace gs::vm {

/// A store to a slot of `owner` that the collector must hear of.
inline bool needs_barrier(const rt::Header* owner, rt::Value v) { return (owner->gc & rt::kGcOld) && v.is_reference(); }

/// Tells the collector of a store that needs_barrier: an old object gets a reference to a young one. False: the runtime has
/// to do it.
inline bool note_store(rt::State* st, rt::Value* slot, rt::Value v) {
    if (v.as_header()->gc & rt::kGcOld) return !st->hot.marking;
    if (st->hot.log == st->hot.log_end) return false;
    *st->hot.log++ = slot;
    return true;
}

/// The same for a slot of `owner` that holds a value already.
inline bool note_replaced(rt::State* st, const rt::Header* owner, rt::Value* slot, rt::Value v) {
    if (v.as_header()->gc & rt::kGcOld) return !st->hot.marking;
    return rt::is_logged(owner, slot) || note_store(st, slot, v);
}

/// The inline cache of the instruction at pc.
template <class Cache>
Cache cache_at(const rt::Word* pc) {
    Cache cache;
    std::memcpy(&cache, pc + 1, sizeof cache);
    return cache;
}
template <class Cache>
void store_cache(rt::Word* pc, const Cache& cache) {
    std::memcpy(static_cast<void*>(pc + 1), &cache, sizeof cache);
}

/// Counts a time that the array part of a table had not what was looked for (opcodes.def, Seen).
inline void note_miss(rt::Word* pc) {
    if (pc->x == bytecode::kOtherKeys || pc->x == bytecode::kMissesOften) return;
    pc->x = pc->x == 0 ? bytecode::kOtherKeys + 1 : static_cast<u8>(pc->x + 1);
}

/// The inline cache of NewObject: the header of the tables that the site makes, which says their shape and size. Before that
/// is known, the shape is kNoShape and the rest 0; when the shape dies, the rest stays.
struct ObjectCache {
    u64 header;

    static ObjectCache of(u32 shape, u32 room) {
        u64 bytes = sizeof(rt::Table) + room * sizeof(rt::Value);
        return {shape | (rt::header_word(bytes, rt::HeapType::Table, 0) & ~u64{0xFFFFFFFF})};
    }
    u32 shape() const { return static_cast<u32>(header); }
    u64 bytes() const { return (header >> 48) * 8; }
    /// How many inline slots they have.
    u32 room() const {
        return header >> 48 == 0 ? 0 : static_cast<u32>((bytes() - sizeof(rt::Table)) / sizeof(rt::Value));
    }
};
static_assert(sizeof(ObjectCache) == sizeof(rt::FieldCache));

/// Takes a note of a key that the array part of a table does not have.
inline void note_key(rt::Word* pc, rt::Value key) {
    if (key.is_int()) return note_miss(pc);
    if (pc->x != bytecode::kOtherKeys) pc->x = bytecode::kOtherKeys;
}

/// Neither metatable nor fields: nothing but elements, so no metamethod has a say. The usual array.
inline bool is_plain(const rt::Table* t) { return t->h.id - rt::kPlainRoot <= rt::kMaxInlineSlots; }

/// Whether what is stored behind the last element of a dense table is the last one, whatever stands above: nothing, or what is left
/// of elements that have been removed.
inline bool is_end(const rt::Table* t, const rt::Store* store, u32 index) {
    if (index >= store->limit) return index - store->limit <= 1;
    return t->elem[index + 1] == rt::Value::absent();
}

/// t[#t + 1] = v in the simplest case: a plain table whose array has room behind its last element, and nothing that
/// may wait there. False if it is not that simple; nothing has changed then.
inline bool append_element(rt::State* st, rt::Table* t, rt::Value v) {
    if (!is_plain(t) || t->h.aux != 0) return false;
    rt::Store* store = t->store();
    u32 index = t->bound;
    // A first element decides what kind of array it becomes.
    if (index <= 1 || index > store->capacity || !is_end(t, store, index) || v.is_nil()) return false;
    if (t->dlen != 0) {
        if (!v.is_real()) return false;
        t->dlen = index;
    } else if (needs_barrier(&store->h, v) && !note_store(st, &t->elem[index], v)) {
        return false;
    }
    t->elem[index] = v;
    if (index > store->limit) store->limit = index;
    t->bound = index + 1;
    return true;
}

/// Removes the last element of a plain table in the simplest case, and gives it: another value stands below, or it was the only
/// one and no double. absent() if it is not that simple; nothing has changed then.
inline rt::Value take_last(rt::Table* t) {
    u32 index = t->bound - 1;
    if (!is_plain(t) || t->h.aux != 0 || t->bound <= 1) return rt::Value::absent();
    if (index == 1 ? t->dlen != 0 : t->elem[index - 1].is_nil()) return rt::Value::absent();
    rt::Value last = t->elem[index];
    t->elem[index] = rt::Value::absent();  // so an iteration that stands there finds its way
    t->bound = index;
    if (t->dlen != 0) t->dlen = index - 1;
    return last;
}

/// The positional values of a constructor in the simplest case: a table that was made with room for just these and has been
/// given no element, and no collection has come in between. False if it is not that simple, or one of them is nil; nothing
/// has changed then.
inline bool fill_list(rt::Table* t, const rt::Value* values, u32 count) {
    rt::Store* store = t->store();
    if (t->bound != 1 || store->limit != 0 || store->capacity != count || t->hash()) return false;
    if (store->h.gc & rt::kGcOld) return false;
    bool reals = true;
    for (u32 i = 0; i < count; i++) {
        if (values[i].is_nil()) return false;
        reals = reals && values[i].is_real();
    }
    if (reals && !t->elem[0].is_nil()) return false;
    std::memcpy(static_cast<void*>(t->elem + 1), values, count * sizeof(rt::Value));
    store->limit = count;
    t->bound = count + 1;
    if (reals) {
        t->set_kind(rt::ElementKind::Double);
        t->dlen = count;
    }
    return true;
}

}  // namespace gs::vm
