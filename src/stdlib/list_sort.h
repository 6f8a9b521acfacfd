// Sorting lists: what table.sort and the library `sort` share.
#pragma once

#include "runtime/object.h"
#include "runtime/state.h"

namespace gs::stdlib {

struct SortOrder {
    rt::Value less;           // says whether its first argument has to come first; nil: the language's `<`
    bool descending = false;  // turned around; equal elements keep their order all the same
};

/// Sorts 1 .. n of a list in place, n being its raw length. Comparisons may run script code; if one raises, the list stays
/// as it is.
rt::Status sort_list(rt::State& st, rt::Table* list, SortOrder order);

/// Stores `elements` in the list, in ascending order of the `keys` that stand at the same places.
rt::Status sort_list_by_keys(rt::State& st, rt::Table* list, const rt::Values* elements, const rt::Values* keys);

}  // namespace gs::stdlib
