// The hash part of a table: entries in order of insertion and an index into them. Essay in hash_part.cpp.
//
// This layer knows nothing of tables: whoever inserts makes room first (hash_full, make_hash, hash_copy_live) and decides
// what a key means. Keys compare as 64 bits, so they must be canonical: no float that is an int, strings interned.
#pragma once

#include "runtime/heap.h"
#include "runtime/object.h"

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
    u32 word;          // number of the index word
    u32 steps;         // words looked at before it
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
    if (h->width == 1) [[likely]] return detail::probe<u8>(h, key.bits);
    if (h->width == 2) return detail::probe<u16>(h, key.bits);
    return detail::probe<u32>(h, key.bits);
}

/// The value of a key, nil if it is absent or removed. `h` may be null.
inline Value hash_get(const Hash* h, Value key) {
    if (!h) return Value::nil();
    if (h->width == 1) [[likely]] return detail::lookup<u8>(h, key.bits);
    if (h->width == 2) return detail::lookup<u16>(h, key.bits);
    return detail::lookup<u32>(h, key.bits);
}

/// The entry of a key, present or removed, or null. `h` may be null.
inline HashEntry* hash_find(const Hash* h, Value key) { return h ? hash_probe(h, key).entry : nullptr; }

/// Gives a key without entry, or one whose entry is removed, a value; the key becomes the last in the order.
/// `probe` is where the search for it ended. The block must not be full.
void hash_insert(State& st, Hash* h, HashProbe probe, Value key, Value v);

/// Removes the key of a live entry: the entry keeps its key, so that iterations can go on from it.
void hash_remove(State& st, Hash* h, HashEntry* entry);

/// Keeps the key of an entry that is live, but moves it to the end of the order. The block must not be full.
void hash_move_to_end(State& st, Hash* h, HashProbe probe);

inline u32 hash_position(const Hash* h, const HashEntry* entry) { return static_cast<u32>(entry - h->entry); }

/// The position in `to`, which `from` forwards to (perhaps over several blocks), of what stands at `position` in `from`.
/// False if `from` does not lead there.
bool hash_follow(const Hash* from, const Hash* to, u32* position);

}  // namespace gs::rt
