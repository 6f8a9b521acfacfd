// The hash part of a table: entries in order of insertion and an index into them. Essay in hash_part.cpp.
//
// This layer knows nothing of tables: whoever inserts makes room first (hash_full, make_hash, hash_copy_live) and decides
// what a key means. Keys compare as 64 bits, so they must be canonical: no float that is an int, strings interned.
#pragma once

#include "runtime/heap.h"
#include "runtime/object.h"
#include "runtime/state.h"

namespace gs::rt {

/// Flag of Hash: a cursor has seen the block, so it has to leave a forwarding pointer when it is replaced.
inline constexpr u8 kHashIterated = 1;

/// A block for at least `entries` entries; null if memory does not allow it.
Hash* make_hash(State& st, u64 entries);
/// Capacities are 4, 8, 16 ... except that 256 and 65,536 lose one, so that all ones is no entry number.
u64 hash_capacity_for(u64 entries);

/// Appends the live entries of `from` to `to`, which must have room and none of the keys, in order.
void hash_copy_live(State& st, Hash* to, const Hash* from);

inline bool hash_full(const Hash* h) { return h->used == h->capacity; }

/// Where the search for a key ended.
struct HashProbe {
    HashEntry* entry;  // the key's entry (its value may be nil: removed), or null
    u32 word;  // number of the index word
    u32 steps;  // words looked at before it
};

namespace detail {

template <class Word>
inline HashProbe probe(const Hash* h, u64 key) {
    auto* entries = const_cast<HashEntry*>(h->entry);
    auto* words = reinterpret_cast<const Word*>(entries + h->capacity);
    u32 mask = h->mask;
    u32 at = static_cast<u32>((key * h->mult) >> h->shift);
    for (u32 steps = 0;; ++steps, at = (at + 1) & mask) {
        Word word = words[at];
        if (word == static_cast<Word>(~Word{0})) return {nullptr, at, steps};
        if (entries[word].key.bits == key) return {entries + word, at, steps};
    }
}

template <class Word>
inline Value lookup(const Hash* h, u64 key) {
    HashEntry* entry = probe<Word>(h, key).entry;
    return entry ? entry->value : Value::nil();
}

}  // namespace detail

inline HashProbe hash_probe(const Hash* h, Value key) {
    if (h->width == 1) [[likely]]
        return detail::probe<u8>(h, key.bits);
    if (h->width == 2) return detail::probe<u16>(h, key.bits);
    return detail::probe<u32>(h, key.bits);
}

/// The value of a key, nil if it is absent or removed. `h` may be null.
inline Value hash_get(const Hash* h, Value key) {
    if (!h) return Value::nil();
    if (h->width == 1) [[likely]]
        return detail::lookup<u8>(h, key.bits);
    if (h->width == 2) return detail::lookup<u16>(h, key.bits);
    return detail::lookup<u32>(h, key.bits);
}

/// The entry of a key, present or removed, or null. `h` may be null.
inline HashEntry* hash_find(const Hash* h, Value key) { return h ? hash_probe(h, key).entry : nullptr; }

/// Gives the block a multiplier that nobody knows, and a new index.
[[gnu::cold]] void draw_hash_multiplier(State& st, Hash* h);

namespace detail {

inline void store_word(Hash* h, u32 at, u32 entry) {
    HashEntry* end = h->entry + h->capacity;
    if (h->width == 1) {
        reinterpret_cast<u8*>(end)[at] = static_cast<u8>(entry);
    } else if (h->width == 2) {
        reinterpret_cast<u16*>(end)[at] = static_cast<u16>(entry);
    } else {
        reinterpret_cast<u32*>(end)[at] = entry;
    }
}

inline void count_excess(State& st, Hash* h, u32 steps) {
    h->excess += steps;
    if (h->excess > 4 * u64{h->capacity} + 32) [[unlikely]]
        draw_hash_multiplier(st, h);
}

/// Stores into an entry that was never used: there is no old value.
inline void fill_entry(State& st, Hash* h, Value* slot, Value v) {
    *slot = Value::nil();
    st.heap->store(&h->h, slot, v);
}

}  // namespace detail

inline u32 hash_position(const Hash* h, const HashEntry* entry) { return static_cast<u32>(entry - h->entry); }

/// Gives a key without entry, or one whose entry is removed, a value; the key becomes the last in the order.
/// `probe` is where the search for it ended. The block must not be full.
inline void hash_insert(State& st, Hash* h, HashProbe probe, Value key, Value v) {
    if (probe.entry) {
        u32 position = hash_position(h, probe.entry);
        if (position + 1 == h->used) {  // the last one: nothing was added since, so it is in its place
            st.heap->store(&h->h, &probe.entry->key, key);  // removed, it did not keep its object alive
            st.heap->store(&h->h, &probe.entry->value, v);
            ++h->live;
            if (position < h->first) h->first = position;
            return;
        }
        st.heap->store(&h->h, &probe.entry->key, Value::dead_key());
    }
    u32 position = h->used;
    HashEntry* entry = &h->entry[position];
    detail::fill_entry(st, h, &entry->key, key);
    detail::fill_entry(st, h, &entry->value, v);
    detail::store_word(h, probe.word, position);
    h->used = position + 1;
    ++h->live;
    detail::count_excess(st, h, probe.steps);
}

/// Removes the key of a live entry: the entry keeps its key, so that iterations can go on from it.
inline void hash_remove(State& st, Hash* h, HashEntry* entry) {
    st.heap->store(&h->h, &entry->value, Value::nil());
    --h->live;
    u32 first = h->first;
    if (hash_position(h, entry) == first) {
        while (first < h->used && h->entry[first].value.is_nil()) ++first;
        h->first = first;
    }
}

/// Keeps the key of an entry that is live, but moves it to the end of the order. The block must not be full.
void hash_move_to_end(State& st, Hash* h, HashProbe probe);

/// The position in `to`, which `from` forwards to (perhaps over several blocks), of what stands at `position` in `from`.
/// False if `from` does not lead there.
bool hash_follow(const Hash* from, const Hash* to, u32* position);

}  // namespace gs::rt
