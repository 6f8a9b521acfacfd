// Names, each stored once.
//
// Two equal names of a chunk are the same Symbol, so that the parser compares pointers. A symbol also knows its
// innermost visible declaration, which makes finding a variable one load however many variables are visible
// (syntax/scope.h keeps that up to date).
#pragma once

#include <string_view>
#include <vector>

#include "support/arena.h"
#include "syntax/token.h"

namespace gs::syntax {

struct Symbol {
    std::string_view text;  // in the arena
    u32 hash;
    TokenKind kind;              // Name, or the reserved word it is
    Contextual word;
    bool is_global_constant;     // declared by `const` at the top level of this chunk, so far
    i32 declaration;             // index of the innermost visible one among those of Scopes, or -1
};

class SymbolTable {
public:
    // Symbols and their texts are allocated in `arena`. The words of the language are in the table from the start.
    explicit SymbolTable(Arena& arena);

    Symbol* intern(std::string_view text);

private:
    void grow();

    Arena& arena_;
    std::vector<Symbol*> slots_;  // open addressing; the size is a power of two, at most half full
    size_t count_ = 0;
};

}  // namespace gs::syntax
