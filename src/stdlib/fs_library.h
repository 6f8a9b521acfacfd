// The files that make up the library `fs`.
#pragma once

#include "runtime/state.h"

namespace gs::stdlib {

/// mkdir, remove, rename, tempfile, chdir and the like (fs_change.cpp).
void add_changing_functions(rt::State& st, rt::Table* library);
/// glob (fs_glob.cpp).
void add_glob_function(rt::State& st, rt::Table* library);

}  // namespace gs::stdlib
