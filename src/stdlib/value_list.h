// Lists of Values held while a library function works: heap cells, so that the collector sees them and nothing is lost
// when a coroutine is dropped in the middle of a callback. Plus the ways lists get into tables.
#pragma once

#include "runtime/object.h"
#include "runtime/state.h"

namespace gs::stdlib {

/// A list of `count` nils.
rt::Result<rt::Values*> make_values(rt::State& st, u64 count);

/// The elements 1 .. n of a list, n being its raw length.
rt::Result<rt::Values*> copy_list(rt::State& st, const rt::Table* list);

/// Stores `count` values at 1 .. count of a list with that many elements, as assignments would.
rt::Status overwrite_list(rt::State& st, rt::Table* list, const rt::Value* values, u64 count);

/// Stores from[first] .. from[last] at 1, 2, ... of a table without elements, as a constructor would.
rt::Status copy_elements(rt::State& st, const rt::Table* from, i64 first, i64 last, rt::Table* to);

}  // namespace gs::stdlib
