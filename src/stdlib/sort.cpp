// sort: ordering and searching lists. The sorting itself stands in list_sort.cpp.
//
// Callbacks and `__lt` may change the list that is being walked: its length is taken at the start, and each element is read
// when its turn comes. Holes are passed over.
#include <algorithm>

#include "runtime/native_args.h"
#include "stdlib/list_sort.h"
#include "stdlib/modules.h"
#include "stdlib/value_list.h"

namespace gs::stdlib {

using namespace rt;

namespace {

// ---- sorting --------------------------------------------------------------------------------------------------------

Ret sort_asc(State& st, Args args) {
    ArgReader in(st, args);
    Table* t = TRY(in.table(0));
    TRY(sort_list(st, t, {Value::nil()}));
    return Value::table(t);
}

Ret sort_desc(State& st, Args args) {
    ArgReader in(st, args);
    Table* t = TRY(in.table(0));
    TRY(sort_list(st, t, {Value::nil(), true}));
    return Value::table(t);
}

Ret sort_by(State& st, Args args) {
    ArgReader in(st, args);
    Table* t = TRY(in.table(0));
    Value before = TRY(in.callable(1));
    TRY(sort_list(st, t, {before}));
    return Value::table(t);
}

Ret sort_by_key(State& st, Args args) {
    ArgReader in(st, args);
    Table* t = TRY(in.table(0));
    Value key = TRY(in.callable(1));
    auto count = static_cast<u64>(raw_length(t));
    Values* elements = TRY(make_values(st, count));
    Values* keys = TRY(make_values(st, count));
    u32 found = 0;
    for (u64 i = 1; i <= count; ++i) {
        Value element = get_element(t, static_cast<i64>(i));
        if (element.is_nil()) continue;
        Value its_key = TRY_CALL(call(st, key, {element})).first;
        st.heap->store(&elements->h, &elements->item[found], element);
        st.heap->store(&keys->h, &keys->item[found], its_key);
        ++found;
    }
    elements->count = keys->count = found;
    TRY(sort_list_by_keys(st, t, elements, keys));
    for (u64 i = count; i > found; --i) TRY(raw_set_int(st, t, static_cast<i64>(i), Value::nil()));  // holes go last
    return Value::table(t);
}

Ret sort_reverse(State& st, Args args) {
    ArgReader in(st, args);
    Table* t = TRY(in.table(0));
    Values* elements = TRY(copy_list(st, t));
    std::reverse(elements->item, elements->item + elements->count);
    TRY(overwrite_list(st, t, elements->item, elements->count));
    return Value::table(t);
}

// ---- looking --------------------------------------------------------------------------------------------------------

Ret sort_is_sorted(State& st, Args args) {
    ArgReader in(st, args);
    Table* t = TRY(in.table(0));
    i64 n = raw_length(t);
    Value previous = Value::nil();
    for (i64 i = 1; i <= n; ++i) {
        Value v = get_element(t, i);
        if (v.is_nil()) continue;
        if (!previous.is_nil() && TRY(less(st, v, previous))) return Value::boolean(false);
        previous = v;
    }
    return Value::boolean(true);
}

Ret sort_bsearch(State& st, Args args) {
    ArgReader in(st, args);
    Table* t = TRY(in.table(0));
    Value value = TRY(in.any(1));
    i64 n = raw_length(t), low = 1, high = n + 1;  // what is less stands below `low`, nothing less from `high` on
    while (low < high) {
        i64 middle = low + (high - low) / 2;
        if (TRY(less(st, get_element(t, middle), value))) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low > n || !TRY(equal(st, get_element(t, low), value))) return Value::nil();
    return Value::number(low);
}

/// The first element whose key no other one has to precede; `greatest` turns the order around.
Ret find_extreme(State& st, Args args, bool greatest) {
    ArgReader in(st, args);
    Table* t = TRY(in.table(0));
    Value key = TRY(in.callable_or_nil(1));
    i64 n = raw_length(t);
    Value best = Value::nil(), best_key = Value::nil();
    for (i64 i = 1; i <= n; ++i) {
        Value v = get_element(t, i);
        if (v.is_nil()) continue;
        Value its_key = key.is_nil() ? v : TRY_CALL(call(st, key, {v})).first;
        bool better = best.is_nil();
        if (!better) better = greatest ? TRY(less(st, best_key, its_key)) : TRY(less(st, its_key, best_key));
        if (!better) continue;
        best = v;
        best_key = its_key;
    }
    return best;
}

Ret sort_min(State& st, Args args) { return find_extreme(st, args, false); }
Ret sort_max(State& st, Args args) { return find_extreme(st, args, true); }

// ---- new lists ------------------------------------------------------------------------------------------------------

Ret sort_unique(State& st, Args args) {
    ArgReader in(st, args);
    Table* t = TRY(in.table(0));
    i64 n = raw_length(t), kept = 0;
    Table* list = make_table(st);
    Value previous = Value::nil();
    for (i64 i = 1; i <= n; ++i) {
        Value v = get_element(t, i);
        if (v.is_nil()) continue;
        bool repeated = !previous.is_nil() && TRY(equal(st, v, previous));
        previous = v;
        if (!repeated) TRY(raw_set_int(st, list, ++kept, v));
    }
    return Value::table(list);
}

Ret sort_partition(State& st, Args args) {
    ArgReader in(st, args);
    Table* t = TRY(in.table(0));
    Value wanted = TRY(in.callable(1));
    i64 n = raw_length(t), chosen = 0, others = 0;
    Table* yes = make_table(st);
    Table* no = make_table(st);
    for (i64 i = 1; i <= n; ++i) {
        Value v = get_element(t, i);
        if (v.is_nil()) continue;
        if (TRY_CALL(call(st, wanted, {v})).first.truthy()) {
            TRY(raw_set_int(st, yes, ++chosen, v));
        } else {
            TRY(raw_set_int(st, no, ++others, v));
        }
    }
    return give(st, {Value::table(yes), Value::table(no)});
}

constexpr FnRow kFunctions[] = {
    {"sort.asc", sort_asc},
    {"sort.desc", sort_desc},
    {"sort.by", sort_by},
    {"sort.byKey", sort_by_key},
    {"sort.isSorted", sort_is_sorted},
    {"sort.reverse", sort_reverse},
    {"sort.bsearch", sort_bsearch},
    {"sort.unique", sort_unique},
    {"sort.partition", sort_partition},
    {"sort.min", sort_min},
    {"sort.max", sort_max},
};

}  // namespace

void open_sort(State& st) { register_library(st, "sort", kFunctions); }

}  // namespace gs::stdlib
