// table: new lists made from lists, callbacks over lists, and functions on whole tables.
//
// Callbacks may change the list they are called for: its length is taken at the start, and each element is read when its
// turn comes.
#include <algorithm>

#include "runtime/native_args.h"
#include "stdlib/string_library.h"
#include "stdlib/table_library.h"
#include "stdlib/value_list.h"
#include "support/small_vector.h"

namespace gs::stdlib {

using namespace rt;

namespace {

// ---- lists from lists -----------------------------------------------------------------------------------------------

Ret table_slice(State& st, Args args) {
    ArgReader in(st, args);
    Table* t = TRY(in.table(0));
    i64 i = TRY(in.integer(1));
    i64 j = TRY(in.integer_or(2, -1));
    ByteRange range = resolve_range(static_cast<u64>(raw_length(t)), i, j);
    Table* slice = TRY(make_table_sized(st, 0, range.size()));
    TRY(copy_elements(st, t, static_cast<i64>(range.from) + 1, static_cast<i64>(range.to), slice));
    return Value::table(slice);
}

Ret table_zip(State& st, Args args) {
    ArgReader in(st, args);
    Table* a = TRY(in.table(0));
    Table* b = TRY(in.table(1));
    i64 n = std::min(raw_length(a), raw_length(b));
    Table* pairs = make_table(st);
    for (i64 i = 1; i <= n; ++i) {
        Table* pair = make_table(st, 0, 2);
        TRY(raw_set_int(st, pair, 1, get_element(a, i)));
        TRY(raw_set_int(st, pair, 2, get_element(b, i)));
        TRY(raw_set_int(st, pairs, i, Value::table(pair)));
    }
    return Value::table(pairs);
}

/// A list being walked by flatten.
struct Level {
    const Table* list;
    i64 next, length;
};
/// Deeper nesting is taken for a table that contains itself.
constexpr u32 kMaxNesting = 2000;

/// Fills `flat`; false if the nesting is too deep. No script code runs here, so the levels may stand in C++ memory.
Result<bool> flatten_into(State& st, const Table* list, u64 depth, Table* flat) {
    SmallVector<Level, 32> levels{{list, 1, raw_length(list)}};
    i64 n = 0;
    while (!levels.empty()) {
        Level& level = levels.back();
        if (level.next > level.length) {
            levels.pop_back();
            continue;
        }
        Value v = get_element(level.list, level.next++);
        if (v.is_nil()) continue;
        if (v.is_table() && levels.size() <= depth) {
            if (levels.size() == kMaxNesting) return false;
            levels.push_back({v.as_table(), 1, raw_length(v.as_table())});
        } else {
            TRY(raw_set_int(st, flat, ++n, v));
        }
    }
    return true;
}

Ret table_flatten(State& st, Args args) {
    ArgReader in(st, args);
    Table* t = TRY(in.table(0));
    i64 depth = TRY(in.integer_or(1, -1));
    Table* flat = make_table(st);
    bool done = TRY(flatten_into(st, t, depth < 0 ? UINT64_MAX : static_cast<u64>(depth), flat));
    if (!done) return st.raise_text("table.flatten: nesting too deep");
    return Value::table(flat);
}

Ret table_unique(State& st, Args args) {
    ArgReader in(st, args);
    Table* t = TRY(in.table(0));
    i64 n = raw_length(t), kept = 0;
    Table* list = make_table(st);
    Table* seen = make_table(st);
    for (i64 i = 1; i <= n; ++i) {
        Value v = get_element(t, i);
        if (v.is_nil()) continue;
        // NaN equals nothing, itself included, and can not be a key.
        bool is_nan = v.is_real() && std::isnan(v.as_real());
        if (!is_nan) {
            if (!raw_get(st, seen, v).is_nil()) continue;
            TRY(raw_set(st, seen, v, Value::boolean(true)));
        }
        TRY(raw_set_int(st, list, ++kept, v));
    }
    return Value::table(list);
}

Ret table_index_of(State& st, Args args) {
    ArgReader in(st, args);
    Table* t = TRY(in.table(0));
    Value wanted = TRY(in.any(1));
    i64 n = wanted.is_nil() ? 0 : raw_length(t);
    for (i64 i = 1; i <= n; ++i) {
        if (raw_equal(get_element(t, i), wanted)) return Value::integer(i);
    }
    return Value::nil();
}

// ---- callbacks ------------------------------------------------------------------------------------------------------

Ret table_map(State& st, Args args) {
    ArgReader in(st, args);
    Table* t = TRY(in.table(0));
    Value fn = TRY(in.callable(1));
    i64 n = raw_length(t);
    Table* mapped = make_table(st);
    for (i64 i = 1; i <= n; ++i) {
        Value v = get_element(t, i);
        if (v.is_nil()) continue;
        Ret result = TRY_CALL(call(st, fn, {v, Value::integer(i)}));
        TRY(raw_set_int(st, mapped, i, result.first));
    }
    return Value::table(mapped);
}

Ret table_filter(State& st, Args args) {
    ArgReader in(st, args);
    Table* t = TRY(in.table(0));
    Value fn = TRY(in.callable(1));
    i64 n = raw_length(t), kept = 0;
    Table* filtered = make_table(st);
    for (i64 i = 1; i <= n; ++i) {
        Value v = get_element(t, i);
        if (v.is_nil()) continue;
        Ret result = TRY_CALL(call(st, fn, {v, Value::integer(i)}));
        if (result.first.truthy()) TRY(raw_set_int(st, filtered, ++kept, v));
    }
    return Value::table(filtered);
}

Ret table_reduce(State& st, Args args) {
    ArgReader in(st, args);
    Table* t = TRY(in.table(0));
    Value fn = TRY(in.callable(1));
    Value reduced = TRY(in.any(2));
    i64 n = raw_length(t);
    for (i64 i = 1; i <= n; ++i) {
        Value v = get_element(t, i);
        if (v.is_nil()) continue;
        Ret result = TRY_CALL(call(st, fn, {reduced, v}));
        if (result.count > 0) reduced = result.first;
    }
    return reduced;
}

Ret table_from_array(State& st, Args args) {
    ArgReader in(st, args);
    Table* t = TRY(in.table(0));
    Value fn = TRY(in.callable(1));
    i64 n = raw_length(t);
    Table* made = make_table(st);
    for (i64 i = 1; i <= n; ++i) {
        Value v = get_element(t, i);
        if (v.is_nil()) continue;
        Ret key = TRY_CALL(call(st, fn, {v}));
        if (!key.first.is_nil()) TRY(raw_set(st, made, key.first, v));
    }
    return Value::table(made);
}

// ---- whole tables ---------------------------------------------------------------------------------------------------

/// Visits all entries in the order of `pairs`: Status visit(key, value).
template <class Visit>
Status for_each_entry(State& st, Table* t, Visit visit) {
    Value key, v;
    for (Cursor cursor = cursor_start(); cursor_next(st, t, &cursor, &key, &v);) TRY(visit(key, v));
    return {};
}

Ret table_keys(State& st, Args args) {
    ArgReader in(st, args);
    Table* t = TRY(in.table(0));
    Table* list = make_table(st);
    i64 n = 0;
    TRY(for_each_entry(st, t, [&](Value key, Value) { return raw_set_int(st, list, ++n, key); }));
    return Value::table(list);
}

Ret table_values(State& st, Args args) {
    ArgReader in(st, args);
    Table* t = TRY(in.table(0));
    Table* list = make_table(st);
    i64 n = 0;
    TRY(for_each_entry(st, t, [&](Value, Value v) { return raw_set_int(st, list, ++n, v); }));
    return Value::table(list);
}

Ret table_count(State& st, Args args) {
    ArgReader in(st, args);
    Table* t = TRY(in.table(0));
    i64 n = 0;
    TRY(for_each_entry(st, t, [&](Value, Value) {
        ++n;
        return Status();
    }));
    return Value::integer(n);
}

Ret table_contains(State& st, Args args) {
    ArgReader in(st, args);
    Table* t = TRY(in.table(0));
    Value wanted = TRY(in.any(1));
    Value key, v;
    for (Cursor cursor = cursor_start(); cursor_next(st, t, &cursor, &key, &v);) {
        if (raw_equal(v, wanted)) return Value::boolean(true);
    }
    return Value::boolean(false);
}

Ret table_copy(State& st, Args args) {
    ArgReader in(st, args);
    Table* t = TRY(in.table(0));
    i64 n = raw_length(t);
    Table* copy = TRY(make_table_sized(st, 0, static_cast<u64>(n)));
    // The list part first and at once, so that a list with holes keeps its length.
    TRY(copy_elements(st, t, 1, n, copy));
    TRY(for_each_entry(st, t, [&](Value key, Value v) {
        bool copied = key.is_int() && key.as_int() >= 1 && key.as_int() <= n;
        return copied ? Status() : raw_set(st, copy, key, v);
    }));
    return Value::table(copy);
}

Ret table_merge(State& st, Args args) {
    ArgReader in(st, args);
    Table* a = TRY(in.table(0));
    Table* b = TRY(in.table(1));
    TRY(for_each_entry(st, b, [&](Value key, Value v) { return raw_set(st, a, key, v); }));
    return Value::table(a);
}

constexpr FnRow kFunctions[] = {
    {"table.slice", table_slice},   {"table.zip", table_zip},           {"table.flatten", table_flatten},
    {"table.unique", table_unique}, {"table.indexOf", table_index_of},  {"table.map", table_map},
    {"table.filter", table_filter}, {"table.reduce", table_reduce},     {"table.fromArray", table_from_array},
    {"table.keys", table_keys},     {"table.values", table_values},     {"table.toArray", table_values},
    {"table.count", table_count},   {"table.contains", table_contains}, {"table.copy", table_copy},
    {"table.merge", table_merge},
};

}  // namespace

void add_list_functions(State& st, Table* library) { add_functions(st, library, kFunctions); }

}  // namespace gs::stdlib
