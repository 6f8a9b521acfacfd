// Compiled patterns, kept so that a pattern used in a loop is translated once. A Pattern knows nothing of any State, so
// the cache belongs to the thread. It is small and forgetful: a pattern got from it is good until the next one is asked
// for, which script code may do at any time.
#pragma once

#include <string>
#include <string_view>

#include "support/pattern.h"

namespace gs::stdlib {

/// The compiled pattern, or null and the error message.
const Pattern* find_pattern(std::string_view text, Pattern::Caret caret, std::string* error);

}  // namespace gs::stdlib
