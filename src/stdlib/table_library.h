// The files that make up the library `table`.
#pragma once

#include "runtime/state.h"

namespace gs::stdlib {

/// New lists from lists, callbacks over lists, whole tables (table_lists.cpp).
void add_list_functions(rt::State& st, rt::Table* library);
/// sort (table_sort.cpp).
void add_sort_function(rt::State& st, rt::Table* library);

}  // namespace gs::stdlib
