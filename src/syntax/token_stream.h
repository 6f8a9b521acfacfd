// Tokens with lookahead.
#pragma once

#include <array>

#include "support/assert.h"
#include "syntax/lexer.h"

namespace gs::syntax {

// A copy reads on by itself and leaves the original where it is: that is how the parser looks ahead without limit.
class TokenStream {
public:
    TokenStream(SymbolTable& symbols, std::string_view text) : lexer_(symbols, text) {}

    Token next() {
        if (count_ == 0) return lexer_.next();
        Token token = ahead_[0];
        count_--;
        for (u32 i = 0; i < count_; i++) ahead_[i] = ahead_[i + 1];
        return token;
    }

    // The token that the nth call of next() from now would give; n is 1 to 4.
    const Token& peek(u32 n = 1) {
        GS_ASSERT(n >= 1 && n <= ahead_.size());
        for (; count_ < n; count_++) {
            // Nothing follows an error.
            bool after_error = count_ > 0 && ahead_[count_ - 1].kind == TokenKind::Error;
            ahead_[count_] = after_error ? ahead_[count_ - 1] : lexer_.next();
        }
        return ahead_[n - 1];
    }

private:
    Lexer lexer_;
    std::array<Token, 4> ahead_;
    u32 count_ = 0;
};

}  // namespace gs::syntax
