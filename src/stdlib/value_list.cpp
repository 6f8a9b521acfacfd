#include "stdlib/value_list.h"

#include <algorithm>
#include <cstring>

#include "runtime/table.h"

namespace gs::stdlib {

using namespace rt;

Result<Values*> make_values(State& st, u64 count) {
    void* cell = nullptr;
    if (count <= UINT32_MAX) cell = st.heap->allocate_any(sizeof(Values) + count * sizeof(Value), HeapType::Values);
    if (cell == nullptr) return st.raise_memory();
    auto* values = static_cast<Values*>(cell);
    values->count = values->capacity = static_cast<u32>(count);
    std::fill_n(values->item, count, Value::nil());
    return values;
}

Result<Values*> copy_list(State& st, const Table* list) {
    auto count = static_cast<u64>(raw_length(list));
    Values* copy = TRY(make_values(st, count));
    for (u64 i = 0; i < count; ++i) copy->item[i] = get_element(list, static_cast<i64>(i) + 1);
    return copy;
}

Status overwrite_list(State& st, Table* list, const Value* values, u64 count) {
    bool all_doubles = std::all_of(values, values + count, [](Value v) { return v.is_real(); });
    bool has_nil = std::any_of(values, values + count, [](Value v) { return v.is_nil(); });
    // A dense array whose length is just this, and stays; if it holds doubles only, it must go on doing so.
    if (list->bound == count + 1 && (list->dlen == 0 || all_doubles) && !has_nil) {
        std::memcpy(list->elem + 1, values, count * sizeof(Value));
        st.heap->wrote_many(&list->store()->h);
        return {};
    }
    for (u64 i = 0; i < count; ++i) TRY(raw_set_int(st, list, static_cast<i64>(i) + 1, values[i]));
    return {};
}

Status copy_elements(State& st, const Table* from, i64 first, i64 last, Table* to) {
    constexpr u32 kBatch = 1024;
    if (!st.reserve_results(kBatch)) return kFailed;
    for (i64 done = 0; first <= last;) {
        st.clear_results();
        auto count = static_cast<u32>(std::min<i64>(last - first + 1, kBatch));
        for (u32 i = 0; i < count; ++i) st.hot.results[i] = get_element(from, first + i);
        st.hot.nresults = count;
        first += count;
        TRY(set_list(st, to, static_cast<u32>(done + 1), st.hot.results, count, first > last));
        done += count;
    }
    return {};
}

}  // namespace gs::stdlib
