// From text to tokens.
//
// The lexer is lazy: the parser asks for one token after the other, so that of several static errors the first one
// from left to right is found, whatever its kind. It is a small value whose only side effect are new symbols, and the
// parser looks further ahead by copying it. An error is a token too; the parser decides when it counts.
#pragma once

#include <string>
#include <string_view>

#include "support/arena.h"
#include "syntax/diagnostics.h"
#include "syntax/symbols.h"
#include "syntax/token.h"

namespace gs::syntax {

class Lexer {
public:
    // `text` must outlive the tokens.
    Lexer(SymbolTable& symbols, std::string_view text);

    // The next token. The end of the text can be read any number of times; nothing follows an error.
    Token next();

private:
    Token scan_name(Token token);
    Token scan_number(Token token);
    Token scan_string(Token token);
    Token scan_raw_string(Token token);
    Token scan_symbol(Token token);
    // Steps over the escape at pos_; what is wrong with it, or LexicalError::None.
    LexicalError scan_escape();
    // Steps over white space and comments. False at a comment without end, whose token is filled in.
    bool skip_blanks(Token& token);
    bool skip_block_comment(Token& token);

    Token error(LexicalError what, Token at, std::string_view text);
    void start_line(const char* first) {
        line_++;
        line_start_ = first;
    }
    u32 column_of(const char* position) const { return static_cast<u32>(position - line_start_) + 1; }
    char peek(size_t distance = 0) const { return static_cast<size_t>(end_ - pos_) > distance ? pos_[distance] : '\0'; }

    SymbolTable* symbols_;
    const char* pos_;
    const char* end_;
    const char* line_start_;
    u32 line_ = 1;
};

// The diagnostic for a token of kind Error.
Diagnostic lexical_error(const Token& token);

// The value of a string token, in the arena.
std::string_view string_value(Arena& arena, const Token& token);

}  // namespace gs::syntax
