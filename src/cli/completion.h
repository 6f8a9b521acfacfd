// What Tab offers in the REPL: keywords, globals, and fields behind `.` and `:`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "runtime/state.h"

namespace gs::cli {

struct Completion {
    std::size_t typed = 0;            // bytes of the word that stand there already
    std::vector<std::string> words;   // whole words, sorted
};

/// How the word at the end of `text` may go on. Runs no script code.
Completion complete(rt::State& st, std::string_view text);

}  // namespace gs::cli
