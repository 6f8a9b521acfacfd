// Elements: int keys.
//
// Dense tables keep the keys 0..capacity in the array and others in the hash part; sparse ones keep all ints in the hash
// part. A short list (object.h) is dense. Invariants of dense tables with a store of their own:
//
//   L <= limit <= capacity     slots up to `limit` are initialised; no int of 1..capacity stands in the hash part
//   bound == L + 1             slots up to L are values or nil, those above may be sentinels (table_parts.h)
//   kind Double                every slot of 1..L is a double (so there are no holes, and L >= 1), slot 0 a double or nil;
//                              dlen == L. Anything else that is stored makes the kind Value: nothing is copied.
//
// When the next key after a full array is stored, the array doubles, unless less than a quarter of the new one would be in
// use (a queue that was filled and emptied at its other end): then the table becomes sparse. Other keys go to the hash
// part. When that is full, and another positive int wants in, ints are counted by powers of two: the array gets the
// largest size 2^k of which more than a quarter is present. Only positive ints cause such moves, since only they may disturb
// the order in which an iteration meets other ints (9.4).

#include <bit>
#include <cstring>

#include "runtime/heap_inline.h"
#include "runtime/state.h"
#include "runtime/table_parts.h"

namespace gs::rt {

namespace {

bool add_int(State& st, Table* t, i64 key, Value v);

void set_length(Table* t, u32 length) {
    t->bound = length + 1;
    if (t->kind() != ElementKind::Double) return;
    // dlen 0 says "no doubles" to fast paths, so the kind must agree.
    if (length == 0) t->set_kind(ElementKind::Value);
    t->dlen = length;
}

/// Stores into a slot up to `limit`, or the one after it.
void put(State& st, Table* t, u64 index, Value v) {
    Store* store = t->store();
    Value* slot = &t->elem[index];
    if (index > store->limit) {
        *slot = Value::nil();
        store->limit = static_cast<u32>(index);
    }
    st.heap->store(&store->h, slot, v);
}

/// The same for any slot up to the capacity.
void put_anywhere(State& st, Table* t, u64 index, Value v) {
    Store* store = t->store();
    while (u64{store->limit} + 1 < index) t->elem[++store->limit] = kNeverUsed;
    put(st, t, index, v);
}

// ---- removing -----------------------------------------------------------------------------------------------------

/// t[L] of a dense table is gone: L falls to the next element below.
void lower_length(Table* t) {
    u32 length = t->bound - 1;
    do {
        t->elem[length] = kWasElement;
        --length;
    } while (length > 0 && t->elem[length].is_nil());
    set_length(t, length);
}

/// The largest int key below `key` in a hash part, or 0.
i64 element_below(const Hash* h, i64 key) {
    // The neighbours first; when as many of them are absent as there are entries, go through the entries.
    for (u32 i = 0; i < h->used && --key > 0; ++i) {
        if (!hash_get(h, Value::integer(key)).is_nil()) return key;
    }
    i64 best = 0;
    for (u32 i = h->first; i < h->used && key > 0; ++i) {
        const HashEntry& entry = h->entry[i];
        if (!entry.key.is_int() || entry.value.is_nil()) continue;
        i64 found = entry.key.as_int();
        if (found < key && found > best) best = found;
    }
    return best;
}

void remove_outside(State& st, Table* t, i64 key) {
    Store* store = t->store();
    if (t->bound != 0 && static_cast<u64>(key) <= store->limit) {
        if (is_present(t->elem[key])) st.heap->store(&store->h, &t->elem[key], Value::nil());
        return;
    }
    Hash* h = t->hash();
    HashEntry* entry = hash_find(h, Value::integer(key));
    if (!entry || entry->value.is_nil()) return;
    bool last = key > 0 && t->bound == 0 && key == sparse_length(t);
    hash_remove(st, h, entry);
    if (last) h->length = element_below(h, key);
}

// ---- arrays ---------------------------------------------------------------------------------------------------------

/// Moves ints of 1..capacity (0, too) that wait in the hash part into the array.
void absorb(State& st, Table* t, u64 from) {
    Store* store = t->store();
    Hash* h = t->hash();
    if (!(t->h.aux & Table::kIntsInHash) || !h) return;
    u64 capacity = store->capacity;
    auto take = [&](HashEntry* entry) {
        if (t->kind() == ElementKind::Double) widen(t);
        u64 index = static_cast<u64>(entry->key.as_int());
        Value v = entry->value;
        hash_remove(st, h, entry);
        put_anywhere(st, t, index, v);
        if (index == 0) store->h.id |= Store::kZeroUsed;
    };
    if (capacity - from < h->used / 4) {
        for (u64 key = from; key <= capacity; ++key) {
            HashEntry* entry = hash_find(h, Value::integer(static_cast<i64>(key)));
            if (entry && !entry->value.is_nil()) take(entry);
        }
        return;
    }
    bool others = false;
    for (u32 i = h->first; i < h->used; ++i) {
        HashEntry* entry = &h->entry[i];
        if (!entry->key.is_int() || entry->value.is_nil()) continue;
        if (static_cast<u64>(entry->key.as_int()) <= capacity) {
            take(entry);
        } else {
            others = true;
        }
    }
    if (!others) t->h.aux &= static_cast<u8>(~Table::kIntsInHash);
}

/// A larger array for a dense table, with what the hash part has for it. L stays: the caller raises it.
bool grow_array(State& st, Table* t, u64 capacity) {
    bool shared = has_shared_store(t);
    u64 old_capacity = shared ? 0 : t->store()->capacity;
    if (!shared && !t->elements_inside() && extend_store(st, t->store(), capacity)) {
        absorb(st, t, old_capacity + 1);
        return true;
    }
    Store* store = make_store(st, capacity);
    if (!store) return false;
    if (shared) {
        t->bound = 1;
        set_store(st, t, store);
    } else {
        replace_store(st, t, store);
    }
    absorb(st, t, old_capacity + 1);
    return true;
}

/// Is more than a quarter of `size` present in the full array of a dense table, with one more?
bool well_filled(const Table* t, u64 size) {
    if (t->dlen != 0) return true;
    // In runs, so that the inner loop is no more than the count.
    constexpr u64 kRun = 64;
    u64 count = 1;
    for (u64 end = t->bound; end > 1 && count * 4 <= size;) {
        u64 begin = end > kRun ? end - kRun : 1;
        for (u64 i = begin; i < end; ++i) count += !t->elem[i].is_nil();
        end = begin;
    }
    return count * 4 > size;
}

/// Makes room for key capacity + 1, which comes right after L: a larger array, or none.
bool extend(State& st, Table* t) {
    u64 capacity = t->store()->capacity;
    u64 larger = capacity < 2 ? 4 : capacity * 2;
    if (capacity == 0 || well_filled(t, larger)) return grow_array(st, t, larger);
    return make_sparse(st, t);
}

void raise_sparse_length(Hash* h) {
    while (!hash_get(h, Value::integer(h->length + 1)).is_nil()) ++h->length;
}

/// After a value was stored at L + 1: rule 2 of 9.3.
bool raise_length(State& st, Table* t) {
    for (;;) {
        Store* store = t->store();
        u32 length = t->bound;  // L + 1 is present
        while (length < store->limit && is_present(t->elem[length + 1])) ++length;
        set_length(t, length);
        if (length < store->capacity || !(t->h.aux & Table::kIntsInHash)) return true;
        if (hash_get(t->hash(), Value::integer(i64{length} + 1)).is_nil()) return true;
        if (!extend(st, t)) return false;
        if (is_sparse(t)) {
            raise_sparse_length(t->hash());
            return true;
        }
    }
}

/// Stores a value at L < key <= capacity.
bool put_above(State& st, Table* t, u64 key, Value v) {
    Store* store = t->store();
    if (t->kind() == ElementKind::Double) {
        if (v.is_real() && key == t->bound) {
            t->elem[key] = v;
            if (key > store->limit) store->limit = static_cast<u32>(key);
            return raise_length(st, t);
        }
        widen(t);
    } else if (key == 1 && v.is_real() && may_hold_doubles(t)) {
        t->elem[1] = v;
        store->limit = 1;
        start_doubles(t);
        return raise_length(st, t);
    }
    put_anywhere(st, t, key, v);
    return key != t->bound || raise_length(st, t);
}

// ---- ints in the hash part ------------------------------------------------------------------------------------------

/// The size the array should have, by the rule at the top of the file, with `key` added.
u64 choose_capacity(const Table* t, i64 key) {
    u64 counts[49] = {};
    // Number k: keys in (2^(k-1), 2^k].
    auto bucket = [](u64 k) { return std::bit_width(k - 1); };
    ++counts[bucket(static_cast<u64>(key))];
    const Store* store = t->store();
    const Hash* h = t->hash();
    for (u32 i = h->first; i < h->used; ++i) {
        const HashEntry& entry = h->entry[i];
        if (entry.key.is_int() && entry.key.as_int() > 0 && !entry.value.is_nil()) {
            ++counts[bucket(static_cast<u64>(entry.key.as_int()))];
        }
    }
    if (store->limit <= 8 * u64{h->used}) {
        for (u64 i = 1; i <= store->limit; ++i) counts[bucket(i)] += is_present(t->elem[i]);
    } else {
        // Counting a large array whenever a small hash part is full would cost too much: take it as full up to L.
        u64 length = t->bound - 1, power = 1, before = 0;
        for (u32 k = 0; before < length; ++k, power *= 2) {
            u64 end = power < length ? power : length;
            counts[k] += end - before;
            before = end;
        }
    }
    u64 best = 0, sum = 0;
    for (u32 k = 0; k < 31; ++k) {
        sum += counts[k];
        if (sum * 4 > u64{1} << k) best = u64{1} << k;
    }
    return best;
}

/// Moves the ints of a sparse table that are at most `capacity` into a new array.
bool make_dense(State& st, Table* t, u64 capacity) {
    Store* old = t->store();
    Store* store = make_store(st, capacity);
    if (!store) return false;
    store->hash = old->hash;
    store->slots = old->slots;
    u32 length = static_cast<u32>(old->hash->length);
    set_store(st, t, store);
    t->bound = 1;
    absorb(st, t, 0);
    for (u32 i = 1; i <= length; ++i) {
        if (t->elem[i].is_sentinel()) t->elem[i] = Value::nil();
    }
    set_length(t, length);
    return true;
}

/// Gives an absent key a value in the hash part, or changes the representation first. `probe` is where the search for the
/// key in `h` ended, if there is one.
bool add_in_hash(State& st, Table* t, i64 key, Value v, Hash* h, HashProbe probe) {
    if (h && !hash_full(h)) {
        hash_insert(st, h, probe, Value::integer(key), v);
    } else {
        constexpr u8 kPinned = Table::kWeak | Table::kGlobals;
        if (key > 0 && h && !(t->h.aux & kPinned)) {
            bool sparse = t->bound == 0;
            u64 capacity = choose_capacity(t, key);
            if (sparse ? capacity > 0 && static_cast<i64>(capacity) >= h->length : capacity > t->store()->capacity) {
                if (!(sparse ? make_dense(st, t, capacity) : grow_array(st, t, capacity))) return false;
                return add_int(st, t, key, v);
            }
        }
        if (!set_in_hash(st, t, Value::integer(key), v)) return false;
        h = t->hash();
    }
    t->h.aux |= Table::kIntsInHash;
    if (t->bound != 0 || key <= 0) return true;
    if (key == h->length + 1) raise_sparse_length(h);
    h->reach = h->length;
    return true;
}

/// Stores a value that is not nil under a key that has its place in the hash part.
bool set_int_in_hash(State& st, Table* t, i64 key, Value v) {
    Hash* h = t->hash();
    HashProbe probe = {};
    if (h) {
        probe = hash_probe(h, Value::integer(key));
        if (probe.entry && !probe.entry->value.is_nil()) {
            st.heap->store(&h->h, &probe.entry->value, v);
            return true;
        }
    }
    return add_in_hash(st, t, key, v, h, probe);
}

/// The usual way to store at L + 1: there is room, and nothing above. False: not that easy.
inline bool append(State& st, Table* t, u64 index, Value v) {
    Store* store = t->store();
    if (index > store->capacity || (t->h.aux & Table::kIntsInHash)) return false;
    if (index < store->limit && is_present(t->elem[index + 1])) return false;
    if (t->dlen != 0) {
        if (!v.is_real()) return false;
        t->dlen = static_cast<u32>(index);
    } else if (index == 1 && v.is_real()) {
        return false;  // may become an array of doubles
    }
    Value* slot = &t->elem[index];
    if (index > store->limit) {
        store->limit = static_cast<u32>(index);
        *slot = Value::nil();
    }
    st.heap->store(&store->h, slot, v);
    t->bound = static_cast<u32>(index) + 1;
    return true;
}

/// Stores a value that is not nil outside 0..L.
bool add_int(State& st, Table* t, i64 key, Value v) {
    u64 index = static_cast<u64>(key);
    if (is_sparse(t)) {
        if (t->h.aux & Table::kWeak) sparse_length(t);
        return set_int_in_hash(st, t, key, v);
    }
    u64 length = t->bound == 0 ? 0 : t->bound - 1;
    if (index == length + 1 && index > t->store()->capacity) {
        if (!extend(st, t)) return false;
        if (is_sparse(t)) return set_int_in_hash(st, t, key, v);
    } else if (index == 0 && has_shared_store(t)) {
        if (!grow_array(st, t, 4)) return false;
    }
    if (index < t->bound) return raw_set_int(st, t, key, v).ok();  // key 0, or one that the array took in
    if (index <= t->store()->capacity) return put_above(st, t, index, v);
    return set_int_in_hash(st, t, key, v);
}

}  // namespace

bool make_sparse(State& st, Table* t) {
    if (is_sparse(t)) return true;
    if (has_shared_store(t)) {
        own_store(st, t);
        t->bound = 0;
        return true;
    }
    Store* store = make_store(st, 0);
    u32 limit = t->store()->limit;
    u64 count = 0;
    for (u64 i = 0; i <= limit; ++i) count += is_present(t->elem[i]);
    if (!make_hash_room(st, t, count + 1)) return false;
    Hash* h = t->hash();
    for (u64 i = 0; i <= limit; ++i) {
        if (!is_present(t->elem[i])) continue;
        Value key = Value::integer(static_cast<i64>(i));
        hash_insert(st, h, hash_probe(h, key), key, t->elem[i]);
    }
    if (count != 0) t->h.aux |= Table::kIntsInHash;
    h->length = h->reach = t->bound - 1;
    st.heap->wrote_many(&store->h);
    store->hash = h;
    store->slots = t->far_slots();
    set_store(st, t, store);
    t->bound = t->dlen = 0;
    return true;
}

i64 sparse_length(const Table* t) {
    Hash* h = t->hash();
    if (!h) return 0;
    // The collector removes elements of weak tables without asking here.
    if ((t->h.aux & Table::kWeak) && h->length > 0 && hash_get(h, Value::integer(h->length)).is_nil()) {
        h->length = element_below(h, h->length);
    }
    return h->length;
}

i64 next_sparse_element(const Table* t, i64 key, i64 length) {
    const Hash* h = t->hash();
    for (u32 i = 0; i < h->used; ++i) {
        if (++key > length) return 0;
        if (!hash_get(h, Value::integer(key)).is_nil()) return key;
    }
    i64 best = 0;
    for (u32 i = h->first; i < h->used; ++i) {
        const HashEntry& entry = h->entry[i];
        if (!entry.key.is_int() || entry.value.is_nil()) continue;
        i64 found = entry.key.as_int();
        if (found > key && found <= length && (best == 0 || found < best)) best = found;
    }
    return best;
}

bool grow_elements(State& st, Table* t, u64 capacity) { return grow_array(st, t, capacity); }

bool settle_length(State& st, Table* t, u32 length) {
    while (length > 0 && !is_present(t->elem[length])) --length;
    set_length(t, length);
    Store* store = t->store();
    bool more = length < store->limit ? is_present(t->elem[length + 1])
                                      : length == store->capacity && (t->h.aux & Table::kIntsInHash) &&
                                            !hash_get(t->hash(), Value::integer(i64{length} + 1)).is_nil();
    if (!more) return true;
    if (length < store->limit) return raise_length(st, t);
    t->bound = length;  // as if the last one had just been stored
    return raise_length(st, t);
}

Status raw_set_int(State& st, Table* t, i64 key, Value v) {
    u64 index = static_cast<u64>(key);
    if (index >= t->bound) [[unlikely]] {
        if (v.is_nil()) {
            remove_outside(st, t, key);
            return {};
        }
        if (index == t->bound && index != 0 && append(st, t, index, v)) return {};
        if (!add_int(st, t, key, v)) return st.raise_memory();
        return {};
    }
    if (index == 0 && !v.is_nil()) own_store(st, t);
    Store* store = t->store();
    Value* slot = &t->elem[index];
    if (index == 0) {
        if (!v.is_nil() && !v.is_real() && t->dlen != 0) widen(t);
        if (!v.is_nil()) store->h.id |= Store::kZeroUsed;
    } else if (v.is_nil()) {
        if (t->dlen != 0 && index + 1 != t->bound) widen(t);
    } else if (t->dlen != 0 && !v.is_real()) {
        widen(t);
    }
    st.heap->store(&store->h, slot, v);
    if (v.is_nil() && index != 0 && index + 1 == t->bound) lower_length(t);
    return {};
}

}  // namespace gs::rt
