// The hash part: a dense array of {key, value} entries in order of insertion, and behind it an index of 1-, 2- or 4-byte
// words that hold entry numbers (all ones: empty), searched by linear probing.
//
//   - What costs in a hash table is the mispredicted second probe, so the index is nearly empty: four words an entry, two
//     where words take 4 bytes. Small words make that cheap.
//   - Removing a key stores nil into its entry and keeps the key: looking it up reads nil without a test, the index needs
//     no tombstones, and `next` still finds its place. Adding the key again revives the entry if it is the last one;
//     otherwise the old entry's key is overwritten with a sentinel and the same index word is pointed at a new entry.
//   - Only an insertion into a full block makes a new block (table_hash.cpp decides its size), so removing and adding
//     within an iteration cost nothing extra. The old block gets a pointer to the new one if a cursor has seen it: the
//     values in it stay as they were at that moment, so the number of live entries before a position is the position in
//     the new block.
//
// Nothing moves in memory, so all keys hash by their 64 bits: product with an odd multiplier, top bits. The multiplier
// starts as a constant, which spreads strides well but could be attacked: when insertions have cost too many extra probes,
// the block gets a secret random one and a new index. The order of iteration never depends on it.

#include "runtime/hash_part.h"

#include <cstring>

#include "runtime/state.h"
#include "runtime/strings.h"

namespace gs::rt {

namespace {

constexpr u64 kMultiplier = 0x9E3779B97F4A7C15;
constexpr u64 kMaxEntries = u64{1} << 31;

u32 load_word(const Hash* h, u32 at) {
    const HashEntry* end = h->entry + h->capacity;
    if (h->width == 1) return reinterpret_cast<const u8*>(end)[at];
    if (h->width == 2) return reinterpret_cast<const u16*>(end)[at];
    return reinterpret_cast<const u32*>(end)[at];
}

u32 empty_word(const Hash* h) { return h->width == 4 ? 0xFFFFFFFF : (1u << (8 * h->width)) - 1; }

/// Points an index word at an entry whose key is not in the index yet.
void index_entry(Hash* h, u32 entry) {
    u32 at = static_cast<u32>((h->entry[entry].key.bits * h->mult) >> h->shift);
    u32 empty = empty_word(h);
    while (load_word(h, at) != empty) {
        at = (at + 1) & h->mask;
        ++h->excess;
    }
    detail::store_word(h, at, entry);
}

std::size_t index_bytes(const Hash* h) { return (u64{h->mask} + 1) * h->width; }

}  // namespace

// Someone may have chosen the keys.
void draw_hash_multiplier(State& st, Hash* h) {
    h->mult = st.strings->random() | 1;
    std::memset(static_cast<void*>(h->entry + h->capacity), 0xFF, index_bytes(h));
    h->excess = 0;
    for (u32 i = 0; i < h->used; ++i) {
        if (!h->entry[i].key.is_sentinel()) index_entry(h, i);
    }
    h->excess = 0;
}

u64 hash_capacity_for(u64 entries) {
    u64 capacity = 4;
    while (capacity < entries) capacity *= 2;
    if (capacity == 256 && entries < 256) return 255;
    if (capacity == 256) return 512;
    if (capacity == 65536 && entries < 65536) return 65535;
    if (capacity == 65536) return 131072;
    return capacity;
}

Hash* make_hash(State& st, u64 entries) {
    u64 capacity = hash_capacity_for(entries);
    if (capacity > kMaxEntries) return nullptr;
    u8 width = capacity < 256 ? 1 : capacity < 65536 ? 2 : 4;
    u64 words = 1;
    u8 bits = 0;
    for (u64 least = capacity * (width == 4 ? 2 : 4); words < least; words *= 2) ++bits;
    u64 bytes = sizeof(Hash) + capacity * sizeof(HashEntry) + words * width;
    auto* h = static_cast<Hash*>(st.heap->allocate_any(bytes, HeapType::Hash));
    if (!h) return nullptr;
    h->mult = kMultiplier;
    h->forward = nullptr;
    h->used = h->live = h->excess = h->first = 0;
    h->capacity = static_cast<u32>(capacity);
    h->mask = static_cast<u32>(words - 1);
    h->shift = static_cast<u8>(64 - bits);
    h->width = width;
    h->flags = 0;
    h->length = h->reach = 0;
    std::memset(static_cast<void*>(h->entry + capacity), 0xFF, words * width);
    return h;
}

void hash_copy_live(State& st, Hash* to, const Hash* from) {
    st.heap->wrote_many(&to->h);
    u32 used = to->used;
    if (used == 0) to->mult = from->mult;
    for (u32 i = from->first; i < from->used; ++i) {
        if (from->entry[i].value.is_nil()) continue;
        to->entry[used] = from->entry[i];
        index_entry(to, used++);
    }
    to->live += used - to->used;
    to->used = used;
    detail::count_excess(st, to, 0);
}

void hash_move_to_end(State& st, Hash* h, HashProbe probe) {
    Value key = probe.entry->key, v = probe.entry->value;
    hash_remove(st, h, probe.entry);
    hash_insert(st, h, probe, key, v);
}

bool hash_follow(const Hash* from, const Hash* to, u32* position) {
    while (from != to) {
        if (!from->forward) return false;
        u32 live = 0;
        for (u32 i = from->first; i < *position; ++i) live += !from->entry[i].value.is_nil();
        *position = live;
        from = from->forward;
    }
    return true;
}

}  // namespace gs::rt
