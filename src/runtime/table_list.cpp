// Operations on many elements: constructors, and inserting and removing in the middle.
#include <cstring>

#include "runtime/heap.h"
#include "runtime/state.h"
#include "runtime/table_parts.h"

namespace gs::rt {

namespace {

bool all_doubles(const Value* first, u32 n) {
    for (u32 i = 0; i < n; ++i) {
        if (!first[i].is_real()) return false;
    }
    return true;
}

/// set_list for a table whose ints stand in the hash part: an earlier field has cleared elements.
Status set_sparse_list(State& st, Table* t, u32 at, const Value* first, u32 n) {
    for (u32 i = 0; i < n; ++i) TRY(raw_set_int(st, t, i64{at} + i, first[i]));
    // L may have to be beyond what an array made meanwhile holds.
    if (!make_sparse(st, t)) return st.raise_memory();
    Hash* h = t->hash();
    if (!h) return {};
    i64 length = i64{at} + n - 1;
    while (length > 0 && hash_get(h, Value::integer(length)).is_nil()) --length;
    while (!hash_get(h, Value::integer(length + 1)).is_nil()) ++length;
    h->length = h->reach = length;
    return {};
}

}  // namespace

Status set_list(State& st, Table* t, u32 at, const Value* first, u32 n, bool last) {
    u64 end = u64{at} + n - 1;  // the last index stored
    if (end == 0) return {};
    if (is_sparse(t)) return set_sparse_list(st, t, at, first, n);
    if (has_shared_store(t) || t->store()->capacity < end) {
        u64 doubled = u64{t->store()->capacity} * 2;
        if (!grow_elements(st, t, last || doubled < end ? end : doubled)) return st.raise_memory();
    }
    Store* store = t->store();
    bool doubles = all_doubles(first, n);
    if (t->dlen != 0) {
        if (!doubles || at != t->bound) widen(t);
    } else if (at == 1 && n != 0 && doubles && may_hold_doubles(t)) {
        start_doubles(t);
    }
    st.heap->wrote_many(&store->h);
    // Between L and this batch there may be slots that a nil or a keyed field has left; they may be below the next L.
    for (u64 i = t->bound; i < at; ++i) {
        if (i > store->limit || t->elem[i].is_sentinel()) t->elem[i] = Value::nil();
    }
    if (n != 0) std::memcpy(static_cast<void*>(t->elem + at), first, n * sizeof(Value));
    if (end > store->limit) store->limit = static_cast<u32>(end);
    if (!settle_length(st, t, static_cast<u32>(end))) return st.raise_memory();
    if (!last || is_sparse(t)) return {};
    for (u64 i = t->bound; i <= end; ++i) {
        if (t->elem[i].is_nil()) t->elem[i] = kNeverUsed;
    }
    return {};
}

Status insert_element(State& st, Table* t, i64 position, Value v) {
    i64 length = raw_length(t);
    if (position > length) return raw_set_int(st, t, position, v);
    TRY(raw_set_int(st, t, length + 1, raw_get_int(t, length)));
    if (t->bound == 0) {
        for (i64 i = length; i > position; --i) TRY(raw_set_int(st, t, i, raw_get_int(t, i - 1)));
    } else {
        st.heap->wrote_many(&t->store()->h);
        Value* from = t->elem + position;
        std::memmove(static_cast<void*>(from + 1), from, static_cast<u64>(length - position) * sizeof(Value));
    }
    return raw_set_int(st, t, position, v);
}

Result<Value> remove_element(State& st, Table* t, i64 position) {
    i64 length = raw_length(t);
    Value removed = raw_get_int(t, position);
    if (position > length) length = position;
    if (t->bound == 0) {
        for (i64 i = position; i < length; ++i) TRY(raw_set_int(st, t, i, raw_get_int(t, i + 1)));
    } else if (position < length) {
        st.heap->wrote_many(&t->store()->h);
        Value* to = t->elem + position;
        std::memmove(static_cast<void*>(to), to + 1, static_cast<u64>(length - position) * sizeof(Value));
    }
    TRY(raw_set_int(st, t, length, Value::nil()));
    return removed;
}

}  // namespace gs::rt
