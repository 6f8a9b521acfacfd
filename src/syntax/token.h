// What the lexer hands to the parser.
#pragma once

#include <string>
#include <string_view>

#include "support/types.h"

namespace gs::syntax {

struct Symbol;

enum class TokenKind : u8 {
    End,    // the end of the text
    Error,  // the text is wrong here, see Token::error
    Name,
    Int,
    Float,
    String,
#define GS_WORD(Name, text)   Name,
#define GS_SYMBOL(Name, text) Name,
#include "syntax/tokens.def"
#undef GS_WORD
#undef GS_SYMBOL
};

// Names that the parser looks at twice.
enum class Contextual : u8 {
    None,
#define GS_CONTEXTUAL(Name, text) Name,
#include "syntax/tokens.def"
#undef GS_CONTEXTUAL
};

enum class LexicalError : u8 {
    None,
    UnexpectedCharacter,
    UnterminatedComment,
    UnterminatedString,
    UnterminatedRawString,
    InvalidNumber,
    EscapeTooLarge,        // \300
    InvalidHexEscape,      // \x without two digits
    InvalidUnicodeEscape,  // \u without four digits or {...}
    InvalidCodePoint,
};

struct Token {
    TokenKind kind = TokenKind::End;
    Contextual word = Contextual::None;  // of a name
    bool starts_line = false;            // a newline stands between it and the token before it
    bool is_raw = false;                 // of a string: in back quotes
    LexicalError error = LexicalError::None;
    u32 line = 1;
    u32 column = 1;
    std::string_view text;  // the source text; of a string what stands between the quotes,
                            // of an error what is wrong
    union {
        Symbol* symbol = nullptr;  // of a name or reserved word
        i64 int_value;
        f64 float_value;
    };
};

inline bool is_reserved_word(TokenKind kind) { return kind >= TokenKind::Break && kind <= TokenKind::Var; }

// The token in single quotes, for kinds that are always written the same way.
const char* quoted(TokenKind kind);

// The token as messages write it: `')'`, `name 'x'`, `number '12'`, `string`, `end of input`.
std::string describe(const Token& token);

}  // namespace gs::syntax
