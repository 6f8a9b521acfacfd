// Stores, and the hash part as part of a table: when a new block is made, and how large.
#include <cstring>

#include "runtime/state.h"
#include "runtime/table_parts.h"

namespace gs::rt {

namespace {

constexpr u64 kMaxElements = 0x7FFFFFF0;

/// Size of the block that replaces a full one: twice as large if more than 5/8 of its entries live, smaller below 1/8.
u64 next_capacity(const Hash* h, u64 entries) {
    u64 capacity = h->capacity;
    u64 needed = h->live + entries;
    u64 wanted = h->live * u64{8} > capacity * 5 ? capacity * 2 : h->live * u64{8} < capacity ? needed * 2 : capacity;
    return wanted > needed ? wanted : needed;
}

u64 bytes_of_store(u64 capacity) { return sizeof(Store) + (capacity + 1) * sizeof(Value); }

bool any_int(const Hash* h) {
    for (u32 i = 0; i < h->used; ++i) {
        if (h->entry[i].key.is_int()) return true;
    }
    return false;
}

}  // namespace

Store* make_store(State& st, u64 capacity) {
    if (capacity > kMaxElements) return nullptr;
    auto* store = static_cast<Store*>(st.heap->allocate_any(bytes_of_store(capacity), HeapType::Store));
    if (!store) return nullptr;
    store->hash = nullptr;
    store->slots = nullptr;
    store->capacity = static_cast<u32>(capacity);
    store->limit = 0;
    store->elements()[0] = Value::nil();
    return store;
}

bool extend_store(State& st, Store* store, u64 capacity) {
    if (capacity > kMaxElements || !st.heap->extend(&store->h, bytes_of_store(capacity))) return false;
    store->capacity = static_cast<u32>(capacity);
    return true;
}

void set_store(State& st, Table* t, Store* store) {
    // `elem` points behind the header of the store, so the table is logged as a whole.
    st.heap->wrote_many(&t->h);
    t->elem = store->elements();
}

void replace_store(State& st, Table* t, Store* store) {
    Store* old = t->store();
    store->limit = old->limit;
    std::memcpy(static_cast<void*>(store->elements()), t->elem, (u64{old->limit} + 1) * sizeof(Value));
    if (t->elements_inside()) {
        store->h.aux = static_cast<u8>(t->kind());
    } else {
        store->hash = old->hash;
        store->slots = old->slots;
        store->h.id = old->h.id;
        store->h.aux = old->h.aux;
        st.heap->replaces(&store->h, &old->h);
    }
    set_store(st, t, store);
}

Store* own_store(State& st, Table* t) {
    if (t->elements_inside()) {
        replace_store(st, t, make_store(st, t->store()->capacity));
    } else if (has_shared_store(t)) {
        set_store(st, t, make_store(st, 0));
        t->bound = 1;
    }
    return t->store();
}

bool make_hash_room(State& st, Table* t, u64 entries) {
    Store* store = own_store(st, t);
    Hash* old = store->hash;
    if (old && old->used + entries <= old->capacity) return true;
    Hash* h = make_hash(st, old ? next_capacity(old, entries) : entries);
    if (!h) return false;
    if (old) {
        hash_copy_live(st, h, old);
        st.heap->replaces(&h->h, &old->h);
        h->length = old->length;
        h->reach = old->reach;
        if (old->flags & kHashIterated) {
            h->flags = kHashIterated;
            st.heap->store_pointer(&old->h, &old->forward, h);
        } else {
            old->used = 0;  // a stale pointer to the block on a native stack must not keep its contents alive
        }
        if ((t->h.aux & Table::kIntsInHash) && !any_int(h)) t->h.aux &= static_cast<u8>(~Table::kIntsInHash);
    }
    st.heap->store_pointer(&store->h, &store->hash, h);
    return true;
}

bool set_in_hash(State& st, Table* t, Value key, Value v) {
    Hash* h = t->hash();
    if (h) {
        HashProbe probe = hash_probe(h, key);
        HashEntry* entry = probe.entry;
        if (entry && !entry->value.is_nil()) {
            if (v.is_nil()) {
                hash_remove(st, h, entry);
            } else {
                st.heap->store(&h->h, &entry->value, v);
            }
            return true;
        }
        if (v.is_nil()) return true;
        bool revives = entry && hash_position(h, entry) + 1 == h->used;
        if (revives || !hash_full(h)) {
            hash_insert(st, h, probe, key, v);
            return true;
        }
    } else if (v.is_nil()) {
        return true;
    }
    if (!make_hash_room(st, t, 1)) return false;
    h = t->hash();
    hash_insert(st, h, hash_probe(h, key), key, v);
    return true;
}

}  // namespace gs::rt
