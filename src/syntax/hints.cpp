#include "syntax/hints.h"

namespace gs::syntax {

namespace {

struct WordHint {
    std::string_view word;
    std::string_view hint;
};

constexpr std::string_view kDeclare = "variables are declared with ':=', as in 'x := 1'";
constexpr std::string_view kFunction = "functions are written 'func name(a, b) { ... }'";
constexpr std::string_view kBraces = "blocks stand in braces: 'if x { ... } else { ... }'";
constexpr std::string_view kLoop =
    "there is one kind of loop: 'for cond { }', 'for i := 1; i <= n; i++ { }', 'for k, v := range t { }'";
constexpr std::string_view kRequire = "modules are loaded with 'm := require(\"name\")'; a file has no other frame";
constexpr std::string_view kComments = "comments begin with '//' or '/*'";
constexpr std::string_view kNoTypes =
    "there are no types to declare: a table holds the data, a metatable its behaviour";
constexpr std::string_view kPcall = "errors are raised with 'error(v)' and caught with 'ok, e := pcall(f)'";

// Names that are keywords elsewhere.
constexpr WordHint kWords[] = {
    {"local", kDeclare},
    {"let", kDeclare},
    {"var", kDeclare},
    {"function", kFunction},
    {"fn", kFunction},
    {"def", kFunction},
    {"fun", kFunction},
    {"then", kBraces},
    {"do", kBraces},
    {"begin", kBraces},
    {"end", kBraces},
    {"and", "'and' is written '&&'"},
    {"or", "'or' is written '||'"},
    {"not", "'not' is written '!'"},
    {"while", kLoop},
    {"repeat", kLoop},
    {"until", kLoop},
    {"foreach", kLoop},
    {"in", "loops over tables are written 'for k, v := range t { }'"},
    {"elif", "write 'else if' or 'elseif'"},
    {"elsif", "write 'else if' or 'elseif'"},
    {"goto", "there are no labels: 'break', 'continue', functions and 'return' do it"},
    {"fallthrough", "a clause can list several values: 'case 1, 2:'"},
    {"import", kRequire},
    {"package", kRequire},
    {"type", kNoTypes},
    {"struct", kNoTypes},
    {"interface", kNoTypes},
    {"class", kNoTypes},
    {"try", kPcall},
    {"catch", kPcall},
    {"throw", kPcall},
    {"raise", kPcall},
};

std::string_view hint_for_word(const Token& token) {
    if (token.kind != TokenKind::Name && !is_reserved_word(token.kind)) return {};
    for (const WordHint& row : kWords) {
        if (row.word == token.text) return row.hint;
    }
    return {};
}

bool is_name(const Token& token, std::string_view text) { return token.kind == TokenKind::Name && token.text == text; }

}  // namespace

std::string_view hint_for_unexpected(const Token& token, const Token& before) {
    if (std::string_view hint = hint_for_word(token); !hint.empty()) return hint;
    bool is_literal = token.kind == TokenKind::Int || token.kind == TokenKind::Float || token.kind == TokenKind::String;
    if (before.kind == TokenKind::Colon && is_literal) {
        return "a field whose key is no name is written '[\"a b\"]: 1'";
    }
    switch (token.kind) {
        case TokenKind::PlusPlus: return "'++' makes a statement of its own: 'i++'";
        case TokenKind::MinusMinus:
            if (token.starts_line || before.kind == TokenKind::End) return kComments;
            return "'--' makes a statement of its own: 'i--'";
        case TokenKind::Assign:
            if (before.kind == TokenKind::EqualEqual || before.kind == TokenKind::NotEqual) {
                return "there is one kind of equality: '==' and '!='";
            }
            if (before.kind == TokenKind::Name) return "fields are written 'name: value', comparisons '=='";
            return {};
        case TokenKind::LeftBracket: return "a table is written '{1, 2, name: 3}'";
        case TokenKind::Arrow: return "to compare with a negative number write 'a < -1'";
        case TokenKind::Name:
            if (before.kind == TokenKind::Func) {
                return "only plain names are declared: 'func f() { }'; for a field write 't.f = func() { }'";
            }
            if (before.kind == TokenKind::Name) return hint_for_word(before);
            if (before.kind == TokenKind::RightParen) return kBraces;
            return {};
        case TokenKind::DotDot: return "text is joined by '..', which needs a value on both sides";
        default: return hint_for_word(before);
    }
}

std::string_view hint_for_bad_target(const Token& op) {
    return op.kind == TokenKind::MinusMinus && op.starts_line ? kComments : std::string_view{};
}

std::string_view hint_for_no_statement(const Token& first, const Token& before, const Token& second) {
    if (is_name(before, "not") || is_name(before, "local")) return hint_for_word(before);
    if (std::string_view hint = hint_for_word(first); !hint.empty()) return hint;
    bool looks_like_argument = second.kind == TokenKind::String || second.kind == TokenKind::LeftBrace;
    if (first.kind == TokenKind::Name && looks_like_argument && !second.starts_line) {
        return "arguments stand in parentheses: 'f(\"x\")'";
    }
    if (second.kind == TokenKind::Arrow && second.starts_line) {
        return "a '<-' that starts a line receives; to send, write it on the line of the channel";
    }
    return {};
}

}  // namespace gs::syntax
