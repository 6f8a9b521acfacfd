// Reading JSON straight into tables, in one pass and without recursion.
//
// Every array or object is stored into the one around it the moment it begins, so the collector finds all of them through
// the outermost, which a local of read() holds; the stack of what is open can then be plain memory. Nothing here runs script
// code.
//
// Three things go beyond what a strict parser takes, and are settled where they come up: whole numbers of any length
// become floats, an escape of half a surrogate pair becomes U+FFFD, and so does each byte that is not UTF-8.
//
// Most of the time goes into making tables and strings: simdjson reads the same text in a tenth of it, so it could save
// little here. It would refuse the three things above, does not say where an error is, and exists as a shared library only,
// which costs every start of the program.
//
// The names of members repeat from object to object. A small cache in front of the string table spares making a string
// for each of them.
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "runtime/native_args.h"
#include "stdlib/json.h"
#include "support/utf8.h"

namespace gs::stdlib {

using namespace rt;

namespace {

constexpr std::string_view kReplacementText = "\xEF\xBF\xBD";

/// Classes of bytes that end a run of plain characters in a string.
constexpr u8 kPlain = 0, kSpecial = 1, kHigh = 2;
struct ByteClasses {
    u8 of[256] = {};
    constexpr ByteClasses() {
        for (int i = 0; i < 256; ++i) of[i] = i < 32 || i == '"' || i == '\\' ? kSpecial : i >= 128 ? kHigh : kPlain;
    }
};
constexpr ByteClasses kClasses;

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Whether one of eight bytes is a quote, a backslash or a control character.
bool has_special(u64 word) {
    constexpr u64 kOnes = 0x0101010101010101, kHighs = 0x8080808080808080;
    u64 quotes = word ^ kOnes * '"', slashes = word ^ kOnes * '\\';
    u64 below = (word - kOnes * 32) & ~word;
    u64 found = ((quotes - kOnes) & ~quotes) | ((slashes - kOnes) & ~slashes) | below;
    return (found & kHighs) != 0;
}

class Parser {
public:
    Parser(State& st, std::string_view text, JsonProblem* problem)
        : st_(st), begin_(text.data()), at_(begin_), end_(begin_ + text.size()), problem_(problem) {}

    Result<Value> read() {
        Value root = TRY(read_value());
        skip_space();
        if (!failed() && at_ != end_) fail("unexpected text after the value");
        return failed() ? Value::nil() : root;
    }

private:
    /// An array or object that has begun.
    struct Open {
        Table* table;
        i64 index;  // arrays: of the next element; -1 for objects
    };

    bool failed() const { return problem_->reason != nullptr; }
    void fail(const char* reason, const char* where) {
        if (!failed()) *problem_ = {reason, static_cast<std::size_t>(where - begin_)};
    }
    void fail(const char* reason) { fail(reason, at_); }
    void skip_space() {
        while (at_ != end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t')) ++at_;
    }
    bool take(char c) {
        if (at_ == end_ || *at_ != c) return false;
        ++at_;
        return true;
    }

    Result<Value> read_value();
    Status store(const Open& open, Value v) {
        if (open.index < 0) return raw_set_string(st_, open.table, key_, v);
        return raw_set_int(st_, open.table, open.index, v);
    }
    Status read_key();
    Result<Value> read_scalar();
    Value read_word(std::string_view word, Value v);
    Value read_number();
    bool scan_string(std::string_view* plain);
    void unescape_into_buffer();
    void unescape(const char** p);
    static bool read_hex(const char* p, const char* end, u32* code);
    Result<String*> key_string(std::string_view text);

    static constexpr std::size_t kCachedKeys = 256, kCachedKeyLength = 32;

    State& st_;
    const char *begin_, *at_, *end_;
    JsonProblem* problem_;
    std::vector<Open> open_;
    std::vector<char> buffer_;  // a string that is not a piece of the text
    String* key_ = nullptr;  // of the member whose value is due
    String* keys_[kCachedKeys] = {};
};

/// Reads a value with everything in it. After a failure the value is of no interest.
Result<Value> Parser::read_value() {
    Value root = Value::nil();
    for (;;) {
        // A value is due.
        skip_space();
        if (at_ != end_ && (*at_ == '[' || *at_ == '{')) {
            bool is_array = *at_ == '[';
            if (open_.size() == kMaxJsonDepth) fail("nesting too deep");
            if (failed()) return Value::nil();
            ++at_;
            Table* table = make_table(st_);
            if (open_.empty()) {
                root = Value::table(table);
            } else {
                TRY(store(open_.back(), Value::table(table)));
            }
            open_.push_back({table, is_array ? 1 : -1});
            skip_space();
            if (!take(is_array ? ']' : '}')) {
                if (!is_array) TRY(read_key());
                if (failed()) return Value::nil();
                continue;
            }
            open_.pop_back();
        } else {
            Value v = TRY(read_scalar());
            if (failed()) return Value::nil();
            if (open_.empty()) return v;
            TRY(store(open_.back(), v));
        }
        // A value has ended, and with it perhaps what it stands in.
        for (;;) {
            if (open_.empty()) return root;
            Open& open = open_.back();
            bool is_array = open.index >= 0;
            skip_space();
            if (take(',')) {
                if (is_array) {
                    ++open.index;
                } else {
                    TRY(read_key());
                }
                if (failed()) return Value::nil();
                break;
            }
            if (!take(is_array ? ']' : '}')) {
                fail(at_ == end_ ? "unexpected end" : is_array ? "',' or ']' expected" : "',' or '}' expected");
                return Value::nil();
            }
            open_.pop_back();
        }
    }
}

/// The name of a member and the colon behind it.
Status Parser::read_key() {
    skip_space();
    if (at_ == end_ || *at_ != '"') {
        fail(at_ == end_ ? "unexpected end" : "member name expected");
        return {};
    }
    std::string_view text;
    if (!scan_string(&text)) return {};
    key_ = TRY(key_string(text));
    skip_space();
    if (!take(':')) fail(at_ == end_ ? "unexpected end" : "':' expected");
    return {};
}

Result<String*> Parser::key_string(std::string_view text) {
    if (text.empty() || text.size() > kCachedKeyLength) return make_string(st_, text);
    u32 hash = static_cast<u32>(text.size()) * 31 + static_cast<u8>(text.front());
    hash = hash * 31 + static_cast<u8>(text[text.size() / 2]);
    hash = hash * 31 + static_cast<u8>(text.back());
    String*& cached = keys_[hash % kCachedKeys];
    if (cached != nullptr && view(cached) == text) return cached;
    String* made = TRY(make_string(st_, text));
    made = intern(st_, made);
    if (made == nullptr) return st_.raise_memory();
    return cached = made;
}

Result<Value> Parser::read_scalar() {
    if (at_ == end_) {
        fail("unexpected end");
        return Value::nil();
    }
    switch (*at_) {
        case '"': {
            std::string_view text;
            if (!scan_string(&text)) return Value::nil();
            return Value::string(TRY(make_string(st_, text)));
        }
        case 't': return read_word("true", Value::boolean(true));
        case 'f': return read_word("false", Value::boolean(false));
        case 'n': return read_word("null", Value::nil());
        default: return read_number();
    }
}

Value Parser::read_word(std::string_view word, Value v) {
    if (static_cast<std::size_t>(end_ - at_) < word.size() || std::memcmp(at_, word.data(), word.size()) != 0) {
        fail("unexpected character");
        return v;
    }
    at_ += word.size();
    return v;
}

Value Parser::read_number() {
    const char* start = at_;
    const char* p = at_;
    bool negative = p != end_ && *p == '-';
    if (negative) ++p;
    if (p == end_ || !is_digit(*p)) {
        fail(negative ? "digit expected" : "unexpected character", p);
        return Value::nil();
    }
    constexpr i64 kManyDigits = 18;  // so many always fit 64 bits
    i64 whole = 0;
    const char* digits = p;
    while (p != end_ && is_digit(*p)) {
        if (p - digits < kManyDigits) whole = whole * 10 + (*p - '0');
        ++p;
    }
    if (*digits == '0' && p - digits > 1) {
        fail("leading zero", digits);
        return Value::nil();
    }
    bool is_whole = true;
    auto take_digits = [&] {
        is_whole = false;
        const char* first = p;
        while (p != end_ && is_digit(*p)) ++p;
        if (p == first) fail("digit expected", p);
    };
    if (p != end_ && *p == '.') {
        ++p;
        take_digits();
    }
    if (p != end_ && (*p == 'e' || *p == 'E')) {
        ++p;
        if (p != end_ && (*p == '+' || *p == '-')) ++p;
        take_digits();
    }
    if (failed()) return Value::nil();
    at_ = p;
    if (is_whole && p - digits <= kManyDigits && !(negative && whole == 0)) {
        return Value::number(negative ? -whole : whole);
    }
    f64 real = 0;
    std::from_chars_result result = std::from_chars(start, p, real);
    if (result.ec == std::errc::result_out_of_range) {
        // Too large or too small? Where the first digit that counts stands decides, with the exponent.
        real = std::strtod(std::string(start, p).c_str(), nullptr);
        if (std::isinf(real)) fail("number too large", start);
    }
    return Value::real(real);
}

/// Reads the string whose quote stands at the front. Its text is a piece of the input, or is put together in the buffer.
bool Parser::scan_string(std::string_view* plain) {
    const char* start = ++at_;
    bool is_high = false;
    for (;;) {
        while (end_ - at_ >= 8) {
            u64 word;
            std::memcpy(&word, at_, 8);
            if (has_special(word)) break;
            is_high |= (word & 0x8080808080808080) != 0;
            at_ += 8;
        }
        while (at_ != end_ && kClasses.of[static_cast<u8>(*at_)] != kSpecial) {
            is_high |= kClasses.of[static_cast<u8>(*at_)] == kHigh;
            ++at_;
        }
        if (at_ == end_) {
            fail("unterminated string", start - 1);
            return false;
        }
        if (*at_ != '"') break;
        std::string_view text(start, static_cast<std::size_t>(at_ - start));
        if (is_high && !utf8::is_valid(text)) break;
        ++at_;
        *plain = text;
        return true;
    }
    at_ = start;
    buffer_.clear();
    unescape_into_buffer();
    *plain = {buffer_.data(), buffer_.size()};
    return !failed();
}

void Parser::unescape_into_buffer() {
    const char* start = at_;
    auto append = [&](std::string_view text) { buffer_.insert(buffer_.end(), text.begin(), text.end()); };
    while (at_ != end_) {
        const char* run = at_;
        while (at_ != end_ && kClasses.of[static_cast<u8>(*at_)] == kPlain) ++at_;
        append({run, static_cast<std::size_t>(at_ - run)});
        if (at_ == end_) break;
        if (*at_ == '"') {
            ++at_;
            return;
        }
        if (*at_ == '\\') {
            unescape(&at_);
            if (failed()) return;
        } else if (static_cast<u8>(*at_) < 32) {
            return fail("control character in string");
        } else {
            std::string_view rest(at_, static_cast<std::size_t>(end_ - at_));
            std::size_t size = utf8::decode(rest).size;
            append(size == 0 ? kReplacementText : rest.substr(0, size));
            at_ += size == 0 ? 1 : size;
        }
    }
    fail("unterminated string", start - 1);
}

/// Four hexadecimal digits.
bool Parser::read_hex(const char* p, const char* end, u32* code) {
    if (end - p < 4) return false;
    std::from_chars_result result = std::from_chars(p, p + 4, *code, 16);
    return result.ec == std::errc() && result.ptr == p + 4;
}

/// The escape at *p, into the buffer.
void Parser::unescape(const char** p) {
    const char* start = *p;
    if (end_ - start < 2) return fail("unterminated string", start);
    *p += 2;
    switch (start[1]) {
        case '"':
        case '\\':
        case '/': return buffer_.push_back(start[1]);
        case 'b': return buffer_.push_back('\b');
        case 'f': return buffer_.push_back('\f');
        case 'n': return buffer_.push_back('\n');
        case 'r': return buffer_.push_back('\r');
        case 't': return buffer_.push_back('\t');
        case 'u': break;
        default: return fail("bad escape", start);
    }
    u32 code = 0;
    if (!read_hex(*p, end_, &code)) return fail("bad escape", start);
    *p += 4;
    if (code >= 0xD800 && code <= 0xDBFF) {
        // The other half must be the next escape; if it is not, that one stands for itself.
        u32 low = 0;
        bool has_low = end_ - *p >= 6 && (*p)[0] == '\\' && (*p)[1] == 'u' && read_hex(*p + 2, end_, &low);
        if (has_low && low >= 0xDC00 && low <= 0xDFFF) {
            code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
            *p += 6;
        }
    }
    if (utf8::is_surrogate(code)) code = utf8::kReplacement;
    char bytes[utf8::kMaxEncodedSize];
    std::size_t size = utf8::encode(code, bytes);
    buffer_.insert(buffer_.end(), bytes, bytes + size);
}

}  // namespace

Result<Value> read_json(State& st, std::string_view text, JsonProblem* problem) {
    return Parser(st, text, problem).read();
}

}  // namespace gs::stdlib
