// From text to syntax tree.
//
// Recursive descent, one pass, one error: parsing stops at the first static error from left to right. The grammar is
// that of the language reference; parse_*.cpp hold it, a function for each rule.
#pragma once

#include <string_view>

#include "support/arena.h"
#include "syntax/ast.h"
#include "syntax/diagnostics.h"

namespace gs::syntax {

struct ParseResult {
    Chunk* chunk = nullptr;  // null if there is an error
    Diagnostic error;        // why
};

// Parses a whole chunk. The tree lies in `arena` and keeps no pointers into `text` or `chunk_name`.
//
// Needs up to kParserStack bytes of native stack for a text that uses all the levels of nesting allowed. A caller that
// runs on a small stack, such as that of a coroutine, must move to a larger one first.
ParseResult parse(Arena& arena, std::string_view text, std::string_view chunk_name);

// Parses a text that consists of an expression list only, as the REPL tries first: a chunk that returns its values.
ParseResult parse_expression_list(Arena& arena, std::string_view text, std::string_view chunk_name);

// In an optimised build; with sanitizers it is several times as much.
inline constexpr size_t kParserStack = 512 * 1024;

}  // namespace gs::syntax
