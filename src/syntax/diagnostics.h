// Static errors: what is wrong with a text and where, and how that is shown.
#pragma once

#include <string>
#include <string_view>

#include "support/types.h"

namespace gs::syntax {

struct Diagnostic {
    u32 line = 1;
    u32 column = 1;       // in bytes from 1
    std::string message;  // without position
    std::string hint;     // advice for people, empty if there is none; shown by the command line only
    bool at_end = false;  // more text might have made it right: it broke off too early
};

// `NAME:LINE:COLUMN: MESSAGE`, what load returns.
std::string one_line(const Diagnostic& diagnostic, std::string_view chunk_name);

// The same, then the source line and a caret below the column, then the hint, each on a line of its own; ends with a
// newline. `text` is the text that was parsed.
std::string render(const Diagnostic& diagnostic, std::string_view chunk_name, std::string_view text);

}  // namespace gs::syntax
