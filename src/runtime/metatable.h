// Changing the metatable of a table as scripts do. table.h has the raw operation.
#pragma once

#include "runtime/object.h"

namespace gs::rt {

/// What `setmetatable(t, metatable)` does to a table (language.md 10.1, 10.12, 10.13); null removes. False, and nothing has changed,
/// if the present metatable is protected by a `__metatable`.
bool change_metatable(State& st, Table* t, Table* metatable);

}  // namespace gs::rt
