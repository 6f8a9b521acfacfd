// Advice for people who come from another language. It is shown below a static error by the command line and is no
// part of the message.
#pragma once

#include <string_view>

#include "syntax/token.h"

namespace gs::syntax {

// For a token that can not stand where it stands; `before` is the token in front of it. Empty if nothing comes to mind.
std::string_view hint_for_unexpected(const Token& token, const Token& before);

// For an operator that can not assign to what stands in front of it.
std::string_view hint_for_bad_target(const Token& op);

// For an expression that can not be a statement; `first` is its first token, `before` the token in front of that, and
// `second` the one behind `first`.
std::string_view hint_for_no_statement(const Token& first, const Token& before, const Token& second);

}  // namespace gs::syntax
