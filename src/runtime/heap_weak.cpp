// Weak tables (language.md 10.14).
//
// The marker hands each weak table it meets to weak_table(), which marks what the table holds strongly and keeps the table
// in a list. When everything else is marked, values of weak keys that are alive are marked, until that finds nothing more
// (a value may lead to another key: ephemerons); then entries with dead references are removed. Strings are values, never
// removed: judging one marks it.
//
// Tables that had a `__mode` when they got their metatable keep everything in their hash part. Others may have become weak
// since, by a change of the metatable. Their elements and fields have ints and strings as keys, so with weak keys alone
// they are strong.

#include <string_view>

#include "runtime/heap_mark.h"
#include "runtime/heap_trace.h"
#include "runtime/strings.h"
#include "runtime/table.h"

namespace gs::rt {

namespace {

/// Calls f(Value&) for every field that stands in no hash part.
template <class F>
void each_field(Table* t, F f) {
    for (u32 i = 0; i < t->inline_slots(); ++i) f(t->slot[i]);
    if (Slots* slots = t->far_slots()) {
        for (u64 i = 0; i < slots->capacity; ++i) f(slots->slot[i]);
    }
}

/// So many entries ahead of the one that is judged, the marks are fetched.
constexpr u32 kAhead = 12;

}  // namespace

WeakMode weak_mode(State& st, const Shape& shape) {
    if (!shape.meta) return {};
    Value mode = metamethod(st, shape.meta->table, Name::Mode);
    if (!mode.is_string()) return {};
    std::string_view text = view(mode);
    return {text.find('k') != text.npos, text.find('v') != text.npos};
}

// Marks the parts of a weak table that are not marked yet, and what they hold strongly. The table may have got them since it
// was traced.
void Marker::mark_weak_parts(const WeakTable& weak) {
    if (weak.table->elements_inside()) return;  // as they have been since the beginning
    Store* store = weak.table->store();
    bool strong_values = !weak.mode.values;
    if (mark_shallow(&store->h) && strong_values && weak.table->kind() == ElementKind::Value) {
        values(store->elements(), store->elements() + store->limit + 1);
    }
    if (Slots* slots = store->slots; slots && mark_shallow(&slots->h) && strong_values) {
        values(slots->slot, slots->slot + slots->capacity);
    }
    Hash* hash = store->hash;
    if (!hash || !mark_shallow(&hash->h) || weak.mode.keys) return;  // with weak keys, values wait for converge()
    for (u32 i = 0; i < hash->used; ++i) {
        if (!hash->entry[i].value.is_nil()) value(hash->entry[i].key);
    }
}

void Marker::weak_table(Table* t, WeakMode mode) {
    weak_.push_back({t, mode});
    if (!mode.values) trace_inside(*this, t);
    mark_weak_parts(weak_.back());
}

// Is this a reference that is going away?
bool Marker::dies(Value v) {
    if (!v.is_reference()) return false;
    Header* h = v.as_header();
    // The map first: it is small, while objects are all over the memory.
    if (is_marked(h)) return false;
    if (h->type != HeapType::String) return true;
    mark(h);
    return false;
}

bool Marker::converge_table(const WeakTable& weak, bool backwards) {
    Hash* hash = weak.table->hash();
    if (!weak.mode.keys || weak.mode.values || !hash) return false;
    bool found = false;
    for (u32 n = 0; n < hash->used; ++n) {
        // An index below 0 is one that is too large.
        expect_entry(hash, backwards ? hash->used - 1 - n - kAhead : n + kAhead);
        HashEntry& entry = hash->entry[backwards ? hash->used - 1 - n : n];
        if (entry.value.is_nil() || dies(entry.key)) continue;
        if (!entry.value.is_reference() || is_marked(entry.value.as_header())) continue;
        value(entry.value);
        drain();  // now, so that a chain in the order of the entries takes one pass
        found = true;
    }
    return found;
}

bool Marker::preview(std::size_t entries) {
    for (; preview_table_ < weak_.size(); ++preview_table_, preview_entry_ = 0) {
        const WeakTable& weak = weak_[preview_table_];
        Hash* hash = weak.table->hash();
        if (!weak.mode.keys || weak.mode.values || !hash) continue;
        for (; preview_entry_ < hash->used; ++preview_entry_) {
            if (entries-- == 0) return false;
            expect_entry(hash, preview_entry_ + kAhead);
            const HashEntry& entry = hash->entry[preview_entry_];
            bool lives = !entry.key.is_reference() || is_marked(entry.key.as_header());
            if (lives) value(entry.value);
        }
    }
    return true;
}

void Marker::settle_weak_tables() {
    // By number: the list may grow meanwhile.
    for (std::size_t i = 0; i < weak_.size(); ++i) {  // NOLINT(modernize-loop-convert)
        WeakTable& weak = weak_[i];
        WeakMode mode = weak_mode(st_, *shape_of(st_, weak.table));
        bool stronger = weak.mode.keys != mode.keys || weak.mode.values != mode.values;
        mark_weak_parts(weak);
        if (!stronger) continue;
        // Whatever it was, this time it keeps everything.
        Table* t = weak.table;
        weak.mode = {};
        trace_table(*this, t);
        if (Store* store = t->store(); !t->elements_inside() && space_.contains(&store->h)) {
            trace_store(*this, store);
            if (store->slots) values(store->slots->slot, store->slots->slot + store->slots->capacity);
            if (Hash* h = store->hash) values(&h->entry[0].key, &h->entry[h->used].key);
        }
        drain();
    }
}

void Marker::converge() {
    drain();
    bool backwards = false;
    for (bool found = true; found; backwards = !backwards) {
        found = false;
        // As above.
        for (std::size_t i = 0; i < weak_.size(); ++i) {  // NOLINT(modernize-loop-convert)
            WeakTable weak = weak_[i];
            if (converge_table(weak, backwards)) found = true;
        }
    }
}

// Removes elements as an assignment of nil would: up to L the absent ones are nil, above they are sentinels, and L goes down
// if its element went (see table_array.cpp).
void Marker::clear_elements(Table* t) {
    Store* store = t->store();
    if (t->bound == 0 || t->kind() != ElementKind::Value) return;
    Value* elements = store->elements();
    u32 length = t->bound - 1;
    for (u64 i = 0; i <= store->limit; ++i) {
        if (i + kAhead <= store->limit) expect(elements[i + kAhead]);
        if (dies(elements[i])) elements[i] = i <= length ? Value::nil() : Value::dead_key();
    }
    for (; length > 0 && elements[length].is_nil(); --length) elements[length] = Value::absent();
    t->bound = length + 1;
}

void Marker::clear_weak_values(std::size_t from) {
    for (std::size_t i = from; i < weak_.size(); ++i) {
        Table* t = weak_[i].table;
        if (!weak_[i].mode.values) continue;
        each_field(t, [this](Value& v) {
            if (dies(v)) v = Value::nil();
        });
        clear_elements(t);
        Hash* hash = t->hash();
        if (!hash) continue;
        for (u32 k = 0; k < hash->used; ++k) {
            expect_entry(hash, k + kAhead);
            if (!dies(hash->entry[k].value)) continue;
            hash->entry[k].value = Value::nil();
            hash->live--;
        }
    }
    drain();
}

void Marker::clear_weak_keys() {
    for (const WeakTable& weak : weak_) {
        Hash* hash = weak.table->hash();
        if (!hash || (!weak.mode.keys && hash->live == hash->used)) continue;
        for (u32 k = 0; k < hash->used; ++k) {
            expect_entry(hash, k + kAhead);
            HashEntry& entry = hash->entry[k];
            bool removed = entry.value.is_nil();
            if (weak.mode.keys && !removed && dies(entry.key)) {
                entry.value = Value::nil();
                hash->live--;
                removed = true;
            }
            // Not even strings stay for the sake of a removed entry.
            if (removed && entry.key.is_reference() && !is_marked(entry.key.as_header())) entry.key = Value::dead_key();
        }
    }
    drain();
}

bool Marker::clear_dead_keys(std::size_t entries) {
    while (removed_hash_ < removed_entries_.size()) {
        Hash* hash = removed_entries_[removed_hash_];
        for (; removed_entry_ < hash->used; ++removed_entry_) {
            if (entries-- == 0) return false;
            HashEntry& entry = hash->entry[removed_entry_];
            if (!entry.value.is_nil() || !entry.key.is_reference()) continue;
            Header* key = entry.key.as_header();
            // What is young or was marked in the meantime is alive.
            if (!is_marked(key) && (key->gc & kGcOld)) entry.key = Value::dead_key();
        }
        ++removed_hash_;
        removed_entry_ = 0;
    }
    return true;
}

}  // namespace gs::rt
