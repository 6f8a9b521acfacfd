#include "syntax/lexer.h"

#include <array>
#include <cstring>

#include "support/assert.h"
#include "syntax/number_literal.h"
#include "syntax/source.h"

namespace gs::syntax {

namespace {

enum : u8 { kLetter = 1, kDigit = 2, kBlank = 4 };

constexpr std::array<u8, 256> make_classes() {
    std::array<u8, 256> classes{};
    for (int c = 'a'; c <= 'z'; c++) classes[c] = kLetter;
    for (int c = 'A'; c <= 'Z'; c++) classes[c] = kLetter;
    classes['_'] = kLetter;
    for (int c = 128; c <= 255; c++) classes[c] = kLetter;
    for (int c = '0'; c <= '9'; c++) classes[c] = kDigit;
    classes[' '] = classes['\t'] = classes['\r'] = kBlank;
    return classes;
}

constexpr std::array<u8, 256> kClasses = make_classes();

bool is(char c, u8 classes) { return (kClasses[static_cast<u8>(c)] & classes) != 0; }

// Operators are spelled with up to three of these characters; longer ones are tried first.
TokenKind symbol_at(const char* pos, size_t available, size_t& length) {
    auto at = [&](size_t i) { return i < available ? pos[i] : '\0'; };
    auto take = [&](size_t n, TokenKind kind) {
        length = n;
        return kind;
    };
    char second = at(1), third = at(2);
    switch (pos[0]) {
        case '+':
            if (second == '+') return take(2, TokenKind::PlusPlus);
            return second == '=' ? take(2, TokenKind::PlusAssign) : take(1, TokenKind::Plus);
        case '-':
            if (second == '-') return take(2, TokenKind::MinusMinus);
            return second == '=' ? take(2, TokenKind::MinusAssign) : take(1, TokenKind::Minus);
        case '*':
            if (second == '*') return third == '=' ? take(3, TokenKind::StarStarAssign) : take(2, TokenKind::StarStar);
            return second == '=' ? take(2, TokenKind::StarAssign) : take(1, TokenKind::Star);
        case '/': return second == '=' ? take(2, TokenKind::SlashAssign) : take(1, TokenKind::Slash);
        case '%': return second == '=' ? take(2, TokenKind::PercentAssign) : take(1, TokenKind::Percent);
        case '=': return second == '=' ? take(2, TokenKind::EqualEqual) : take(1, TokenKind::Assign);
        case '!': return second == '=' ? take(2, TokenKind::NotEqual) : take(1, TokenKind::Not);
        case '<':
            if (second == '=') return take(2, TokenKind::LessEqual);
            return second == '-' ? take(2, TokenKind::Arrow) : take(1, TokenKind::Less);
        case '>': return second == '=' ? take(2, TokenKind::GreaterEqual) : take(1, TokenKind::Greater);
        case '&': return second == '&' ? take(2, TokenKind::AndAnd) : take(1, TokenKind::Error);
        case '|': return second == '|' ? take(2, TokenKind::OrOr) : take(1, TokenKind::Error);
        case '.':
            if (second != '.') return take(1, TokenKind::Dot);
            if (third == '.') return take(3, TokenKind::Ellipsis);
            return third == '=' ? take(3, TokenKind::DotDotAssign) : take(2, TokenKind::DotDot);
        case ':': return second == '=' ? take(2, TokenKind::Declare) : take(1, TokenKind::Colon);
        case '#': return take(1, TokenKind::Hash);
        case '(': return take(1, TokenKind::LeftParen);
        case ')': return take(1, TokenKind::RightParen);
        case '{': return take(1, TokenKind::LeftBrace);
        case '}': return take(1, TokenKind::RightBrace);
        case '[': return take(1, TokenKind::LeftBracket);
        case ']': return take(1, TokenKind::RightBracket);
        case ',': return take(1, TokenKind::Comma);
        case ';': return take(1, TokenKind::Semicolon);
        default: return take(1, TokenKind::Error);
    }
}

}  // namespace

Lexer::Lexer(SymbolTable& symbols, std::string_view text) : symbols_(&symbols) {
    text = without_byte_order_mark(text);
    line_start_ = text.data();
    end_ = text.data() + text.size();
    pos_ = text.data() + length_of_interpreter_line(text);
}

Token Lexer::next() {
    Token token;
    if (!skip_blanks(token)) return token;
    token.line = line_;
    token.column = column_of(pos_);
    if (pos_ == end_) return token;
    char c = *pos_;
    if (is(c, kLetter)) return scan_name(token);
    if (is(c, kDigit) || (c == '.' && is(peek(1), kDigit))) return scan_number(token);
    if (c == '"' || c == '\'') return scan_string(token);
    if (c == '`') return scan_raw_string(token);
    return scan_symbol(token);
}

bool Lexer::skip_blanks(Token& token) {
    for (; pos_ != end_; pos_++) {
        if (is(*pos_, kBlank)) continue;
        if (*pos_ == '\n') {
            token.starts_line = true;
            start_line(pos_ + 1);
        } else if (*pos_ == '/' && peek(1) == '/') {
            const void* newline = std::memchr(pos_, '\n', static_cast<size_t>(end_ - pos_));
            pos_ = (newline != nullptr ? static_cast<const char*>(newline) : end_) - 1;
        } else if (*pos_ == '/' && peek(1) == '*') {
            if (!skip_block_comment(token)) return false;
        } else {
            break;
        }
    }
    return true;
}

bool Lexer::skip_block_comment(Token& token) {
    token.line = line_;
    token.column = column_of(pos_);
    std::string_view rest(pos_ + 2, static_cast<size_t>(end_ - pos_ - 2));
    size_t length = rest.find("*/");
    if (length == std::string_view::npos) {
        token = error(LexicalError::UnterminatedComment, token, "/*");
        return false;
    }
    for (const char& c : rest.substr(0, length)) {
        if (c != '\n') continue;
        token.starts_line = true;
        start_line(&c + 1);
    }
    pos_ = rest.data() + length + 1;  // at the slash: the caller steps over it
    return true;
}

Token Lexer::error(LexicalError what, Token at, std::string_view text) {
    at.kind = TokenKind::Error;
    at.error = what;
    at.text = text;
    pos_ = end_;
    return at;
}

Token Lexer::scan_name(Token token) {
    const char* start = pos_;
    while (pos_ != end_ && is(*pos_, kLetter | kDigit)) pos_++;
    Symbol* symbol = symbols_->intern({start, static_cast<size_t>(pos_ - start)});
    token.kind = symbol->kind;
    token.word = symbol->word;
    token.text = symbol->text;
    token.symbol = symbol;
    return token;
}

// Takes in everything that could be meant as part of the number, so that `3px` is one mistake and not a number and a
// name; number_literal.h decides whether it is one.
Token Lexer::scan_number(Token token) {
    const char* start = pos_;
    bool is_hexadecimal = *pos_ == '0' && (peek(1) == 'x' || peek(1) == 'X');
    for (; pos_ != end_; pos_++) {
        if (is(*pos_, kLetter | kDigit)) continue;
        if (*pos_ == '.' && peek(1) != '.') continue;
        bool after_exponent = pos_ != start && (pos_[-1] == 'e' || pos_[-1] == 'E') && !is_hexadecimal;
        if ((*pos_ == '+' || *pos_ == '-') && after_exponent) continue;
        break;
    }
    token.text = {start, static_cast<size_t>(pos_ - start)};
    NumberLiteral number = parse_number_literal(token.text);
    switch (number.kind) {
        case NumberLiteral::Kind::Invalid: return error(LexicalError::InvalidNumber, token, token.text);
        case NumberLiteral::Kind::Int:
            token.kind = TokenKind::Int;
            token.int_value = number.int_value;
            return token;
        case NumberLiteral::Kind::Float:
            token.kind = TokenKind::Float;
            token.float_value = number.float_value;
            return token;
    }
    GS_UNREACHABLE("number of no kind");
}

Token Lexer::scan_symbol(Token token) {
    const char* start = pos_;
    size_t length = 0;
    token.kind = symbol_at(pos_, static_cast<size_t>(end_ - pos_), length);
    token.text = {start, length};
    if (token.kind == TokenKind::Error) return error(LexicalError::UnexpectedCharacter, token, token.text);
    pos_ += length;
    return token;
}

Token Lexer::scan_raw_string(Token token) {
    const char* start = ++pos_;
    for (; pos_ != end_ && *pos_ != '`'; pos_++) {
        if (*pos_ == '\n') start_line(pos_ + 1);
    }
    if (pos_ == end_) return error(LexicalError::UnterminatedRawString, token, "`");
    token.kind = TokenKind::String;
    token.is_raw = true;
    token.text = {start, static_cast<size_t>(pos_ - start)};
    pos_++;
    return token;
}

Token Lexer::scan_string(Token token) {
    char quote = *pos_;
    const char* start = ++pos_;
    while (pos_ != end_ && *pos_ != quote && *pos_ != '\n') {
        if (*pos_ != '\\') {
            pos_++;
            continue;
        }
        const char* escape = pos_;
        u32 line = line_, column = column_of(pos_);
        LexicalError wrong = scan_escape();
        if (wrong != LexicalError::None) {
            token.line = line;
            token.column = column;
            return error(wrong, token, {escape, static_cast<size_t>(pos_ - escape)});
        }
    }
    if (pos_ == end_ || *pos_ == '\n') return error(LexicalError::UnterminatedString, token, {start - 1, 1});
    token.kind = TokenKind::String;
    token.text = {start, static_cast<size_t>(pos_ - start)};
    pos_++;
    return token;
}

namespace {

int digit_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return 16;
}

// Up to `most` hexadecimal digits at `pos`; the value stops growing where no code point can be larger.
u32 hexadecimal(const char*& pos, const char* end, size_t most) {
    u32 value = 0;
    for (size_t i = 0; i < most && pos != end && digit_value(*pos) < 16; i++, pos++) {
        if (value < 0x1000000) value = value * 16 + static_cast<u32>(digit_value(*pos));
    }
    return value;
}

// The number after a backslash, at most three digits.
u32 decimal(const char*& pos, const char* end) {
    u32 value = 0;
    for (int i = 0; i < 3 && pos != end && is(*pos, kDigit); i++, pos++) {
        value = value * 10 + static_cast<u32>(*pos - '0');
    }
    return value;
}

}  // namespace

LexicalError Lexer::scan_escape() {
    pos_++;
    if (pos_ == end_) return LexicalError::None;  // the string has no end
    char c = *pos_;
    if (is(c, kDigit)) return decimal(pos_, end_) > 255 ? LexicalError::EscapeTooLarge : LexicalError::None;
    if (c == '\r' && peek(1) == '\n') pos_++;
    if (*pos_ == '\n') start_line(pos_ + 1);
    pos_++;
    if (c == 'x') {
        const char* digits = pos_;
        hexadecimal(pos_, end_, 2);
        return pos_ - digits == 2 ? LexicalError::None : LexicalError::InvalidHexEscape;
    }
    if (c == 'u') {
        bool in_braces = peek() == '{';
        if (in_braces) pos_++;
        const char* digits = pos_;
        u32 code_point = hexadecimal(pos_, end_, in_braces ? SIZE_MAX : 4);
        bool well_formed = in_braces ? pos_ != digits && peek() == '}' : pos_ - digits == 4;
        if (!well_formed) return LexicalError::InvalidUnicodeEscape;
        if (in_braces) pos_++;
        bool is_surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
        if (code_point > 0x10FFFF || is_surrogate) return LexicalError::InvalidCodePoint;
    }
    return LexicalError::None;
}

namespace {

char* write_utf8(char* out, u32 code_point) {
    auto tail = [&](int shift) { *out++ = static_cast<char>(0x80 | ((code_point >> shift) & 0x3F)); };
    if (code_point < 0x80) {
        *out++ = static_cast<char>(code_point);
    } else if (code_point < 0x800) {
        *out++ = static_cast<char>(0xC0 | (code_point >> 6));
        tail(0);
    } else if (code_point < 0x10000) {
        *out++ = static_cast<char>(0xE0 | (code_point >> 12));
        tail(6);
        tail(0);
    } else {
        *out++ = static_cast<char>(0xF0 | (code_point >> 18));
        tail(12);
        tail(6);
        tail(0);
    }
    return out;
}

// Writes what the escape at `pos`, a backslash, stands for. The lexer has checked that it is well formed.
char* write_escape(char* out, const char*& pos, const char* end) {
    constexpr std::string_view kLetters = "abfnrtv\\\"'\n";
    constexpr std::string_view kMeanings = "\a\b\f\n\r\t\v\\\"'\n";
    char c = *++pos;
    if (is(c, kDigit)) {
        *out++ = static_cast<char>(decimal(pos, end));
        return out;
    }
    pos++;
    if (c == '\r' && pos != end && *pos == '\n') c = *pos++;
    if (c == 'x') {
        *out++ = static_cast<char>(hexadecimal(pos, end, 2));
        return out;
    }
    if (c == 'u') {
        bool in_braces = *pos == '{';
        if (in_braces) pos++;
        out = write_utf8(out, hexadecimal(pos, end, in_braces ? SIZE_MAX : 4));
        if (in_braces) pos++;
        return out;
    }
    size_t known = kLetters.find(c);
    if (known == std::string_view::npos) *out++ = '\\';
    *out++ = known == std::string_view::npos ? c : kMeanings[known];
    return out;
}

}  // namespace

std::string_view string_value(Arena& arena, const Token& token) {
    char special = token.is_raw ? '\r' : '\\';
    if (token.text.find(special) == std::string_view::npos) return arena.copy(token.text);
    // No escape produces more bytes than it is written with.
    auto* start = static_cast<char*>(arena.allocate(token.text.size(), 1));
    char* out = start;
    const char* end = token.text.data() + token.text.size();
    for (const char* pos = token.text.data(); pos != end;) {
        if (token.is_raw) {
            bool dropped = *pos == '\r' && pos + 1 != end && pos[1] == '\n';
            if (!dropped) *out++ = *pos;
            pos++;
        } else if (*pos == '\\') {
            out = write_escape(out, pos, end);
        } else {
            *out++ = *pos++;
        }
    }
    return {start, static_cast<size_t>(out - start)};
}

Diagnostic lexical_error(const Token& token) {
    Diagnostic result{token.line, token.column, {}, {}, false};
    std::string text(token.text);
    switch (token.error) {
        case LexicalError::None: GS_UNREACHABLE("no error at this token");
        case LexicalError::UnexpectedCharacter: {
            u8 byte = static_cast<u8>(text[0]);
            constexpr char kDigits[] = "0123456789ABCDEF";
            if (byte < 32) text = {'\\', 'x', kDigits[byte >> 4], kDigits[byte & 15]};
            result.message = "unexpected character '" + text + "'";
            if (byte == '&') result.message += " (did you mean '&&'?)";
            if (byte == '|') result.message += " (did you mean '||'?)";
            if (byte == '~') result.message += " (did you mean '!=' or '!'?)";
            if (byte == '^') result.message += " (did you mean '**'?)";
            if (byte == '?') result.message += " (there is no conditional operator, use if)";
            break;
        }
        case LexicalError::UnterminatedComment:
            result.message = "unterminated comment";
            result.at_end = true;
            break;
        case LexicalError::UnterminatedString: result.message = "unterminated string"; break;
        case LexicalError::UnterminatedRawString:
            result.message = "unterminated raw string";
            result.at_end = true;
            break;
        case LexicalError::InvalidNumber: result.message = "invalid number '" + text + "'"; break;
        case LexicalError::EscapeTooLarge: result.message = "escape '" + text + "' is larger than 255"; break;
        case LexicalError::InvalidHexEscape: result.message = "invalid escape '\\x'"; break;
        case LexicalError::InvalidUnicodeEscape: result.message = "invalid escape '\\u'"; break;
        case LexicalError::InvalidCodePoint: result.message = "invalid code point in escape '\\u'"; break;
    }
    return result;
}

}  // namespace gs::syntax
