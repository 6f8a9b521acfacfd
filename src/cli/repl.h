// The dialogue (language.md 16.3): reads inputs, runs each as a chunk, shows its values.
#pragma once

#include "runtime/state.h"

namespace gs::cli {

/// Returns when the user leaves, with the exit status. To be called outside rt::run_main.
int run_repl(rt::State& st);

}  // namespace gs::cli
