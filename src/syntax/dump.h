// The printed forms of tokens and syntax trees, for tests and for people. They hold no addresses, so they can be
// compared.
#pragma once

#include <string>
#include <string_view>

#include "syntax/ast.h"

namespace gs::syntax {

// One token a line: its position, its kind and its text. An error is the last line.
std::string dump_tokens(std::string_view text);

// One node a line, indented below its parent, with its position at the end. Local variables are shown with their
// slots, upvalues with their indexes: what sema/resolve.h has found out if it ran, else what the parser assumed.
std::string dump_ast(const Chunk& chunk);

}  // namespace gs::syntax
