#include "syntax/token.h"

#include "support/assert.h"

namespace gs::syntax {

const char* quoted(TokenKind kind) {
    switch (kind) {
#define GS_WORD(Name, text) \
    case TokenKind::Name: return "'" text "'";
#define GS_SYMBOL(Name, text) \
    case TokenKind::Name: return "'" text "'";
#include "syntax/tokens.def"
#undef GS_WORD
#undef GS_SYMBOL
        case TokenKind::End: return "end of input";
        case TokenKind::Error: return "error";
        case TokenKind::Name: return "a name";
        case TokenKind::Int:
        case TokenKind::Float: return "a number";
        case TokenKind::String: return "a string";
    }
    GS_UNREACHABLE("token of no kind");
}

std::string describe(const Token& token) {
    switch (token.kind) {
        case TokenKind::Name: return "name '" + std::string(token.text) + "'";
        case TokenKind::Int:
        case TokenKind::Float: return "number '" + std::string(token.text) + "'";
        case TokenKind::String: return "string";
        default: return quoted(token.kind);
    }
}

}  // namespace gs::syntax
