// Reading JSON into tables. simdjson finds the tokens, checks the structure and reads strings and numbers, by its On-Demand
// interface, which makes no tree of its own (Langdale and Lemire, "Parsing Gigabytes of JSON per Second", 2019).
//
// The walk has no recursion, so depth costs no native stack. Every array or object is stored into the one around it the
// moment it begins: the collector finds all of them through the outermost, which a member of the reader holds on the native
// stack, and the stack of what is open can be plain memory. Nothing here runs script code.
//
// The text is copied between two brackets, with room for simdjson behind them. So a lone scalar is an element like any
// other, and there is a token behind each value.
//
// simdjson refuses two things that the language takes, which are settled here: an escape of half a surrogate pair becomes
// U+FFFD, and so does each byte that is not UTF-8. Numbers are read here as well.
//
// simdjson is loaded when the first text is read: with the shared libraries that it needs, it would cost every start of the
// program half a millisecond. All that is called of it directly is its choice of an implementation for this CPU.
//
// The names of members repeat from object to object. A small cache in front of the string table spares making a string
// for each of them.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <dlfcn.h>
#include <simdjson.h>
#include <string>
#include <vector>

#include "runtime/native_args.h"
#include "stdlib/json.h"
#include "support/utf8.h"

namespace {

using Implementations = simdjson::internal::atomic_ptr<const simdjson::implementation>&();

/// Null if the library is not there.
Implementations* load_simdjson() {
    void* library = ::dlopen("libsimdjson.so.14", RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) return nullptr;
    return reinterpret_cast<Implementations*>(::dlsym(library, "_ZN8simdjson25get_active_implementationEv"));
}

Implementations* implementations() {
    static Implementations* found = load_simdjson();
    return found;
}

}  // namespace

/// What the inline part of simdjson calls, passed on to the library.
simdjson::internal::atomic_ptr<const simdjson::implementation>& simdjson::get_active_implementation() {
    return implementations()();
}

namespace gs::stdlib {

using namespace rt;
namespace ondemand = simdjson::ondemand;

namespace {

constexpr std::string_view kReplacementText = "\xEF\xBF\xBD";

constexpr bool is_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

/// Whether an iterator of simdjson's has come to the end. It does not look at what it is compared with.
template <typename Iterator>
bool ended(const Iterator& it) {
    return it == it;
}

/// `text` with U+FFFD for each byte that is not UTF-8.
std::string mended(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        std::size_t size = utf8::decode(text).size;
        result += size == 0 ? kReplacementText : text.substr(0, size);
        text.remove_prefix(size == 0 ? 1 : size);
    }
    return result;
}

/// Four hexadecimal digits.
bool read_hex(const char* p, const char* end, u32* code) {
    if (end - p < 4) return false;
    std::from_chars_result result = std::from_chars(p, p + 4, *code, 16);
    return result.ec == std::errc() && result.ptr == p + 4;
}

class Reader {
public:
    Reader(State& st, JsonProblem* problem) : st_(st), problem_(problem) {}
    Result<Value> read(std::string_view text);

private:
    /// An array or object that has begun.
    struct Open {
        Table* table;
        i64 index;  // arrays: of the next element; -1 for objects
        ondemand::array_iterator elements;
        ondemand::object_iterator members;
    };

    bool failed() const { return problem_->reason != nullptr; }
    void fail(const char* reason, const char* where);
    void fail_structure();
    Status fail_text(simdjson::error_code error);
    const char* find_bad_string() const;
    /// The token at which the walk stands, or stood when it met an error.
    const char* here() {
        const char* where = nullptr;
        return document_.current_location().get(where) ? end_ : where;
    }

    simdjson::error_code index(std::string_view text);
    Status read_all();
    Result<ondemand::value> next_value(Open* open);
    void advance();
    Status read_value(ondemand::value value);
    Status store(Value v);
    Result<Value> read_scalar(ondemand::value value, ondemand::json_type type, std::string_view token);
    Value read_number(std::string_view token);
    Result<String*> key_string(std::string_view text);
    std::string_view unescape(const char* at);
    const char* unescape_one(const char* at);

    static constexpr std::size_t kCachedKeys = 256, kCachedKeyLength = 32;
    static constexpr std::size_t kSafeDigits = 18;  // so many always fit 64 bits

    State& st_;
    JsonProblem* problem_;
    std::string text_;  // in brackets, and zeros behind
    const char* end_ = nullptr;  // the closing bracket
    const char* separator_ = nullptr;  // where a comma or the end must stand: the token behind the last value
    ondemand::parser parser_;
    ondemand::document document_;
    std::vector<Open> open_;
    Value root_ = Value::nil();
    std::string buffer_;  // of a string that simdjson does not take
    String* key_ = nullptr;  // of the member whose value is due
    String* keys_[kCachedKeys] = {};
};

// ---- what is wrong, and where -------------------------------------------------------------------------------------------

void Reader::fail(const char* reason, const char* where) {
    if (failed()) return;
    std::string_view before(text_.data() + 1, static_cast<std::size_t>(where - text_.data() - 1));
    std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
    problem_->reason = reason;
    problem_->line = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1;
    problem_->column = utf8::count_units(before.substr(line_start)) + 1;
}

/// A token stands where another must.
void Reader::fail_structure() {
    const char* where = here();
    if (where >= end_) return fail("unexpected end", end_);
    bool is_array = open_.back().index >= 0;
    if (where == separator_) {
        if (open_.size() == 1) return fail("unexpected text after the value", where);
        return fail(is_array ? "',' or ']' expected" : "',' or '}' expected", where);
    }
    const char* before = where - 1;
    while (is_space(*before)) --before;
    fail(*before == '{' || *before == ',' ? "member name expected" : "':' expected", where);
}

/// The text cannot be cut into tokens.
Status Reader::fail_text(simdjson::error_code error) {
    switch (error) {
        case simdjson::MEMALLOC: return st_.raise_memory();
        case simdjson::UNCLOSED_STRING: fail("unterminated string", find_bad_string()); break;
        case simdjson::UNESCAPED_CHARS: fail("control character in string", find_bad_string()); break;
        default: fail("text too long", text_.data() + 1); break;
    }
    return {};
}

/// The control character in a string, or the beginning of the string that does not end.
const char* Reader::find_bad_string() const {
    const char* start = nullptr;
    for (const char* at = text_.data(); at < end_; ++at) {
        if (start == nullptr) {
            if (*at == '"') start = at;
        } else if (*at == '\\') {
            ++at;
        } else if (*at == '"') {
            start = nullptr;
        } else if (static_cast<u8>(*at) < 32) {
            return at;
        }
    }
    return start != nullptr ? start : end_;
}

// ---- structure ------------------------------------------------------------------------------------------------------------

simdjson::error_code Reader::index(std::string_view text) {
    text_.reserve(text.size() + 2 + simdjson::SIMDJSON_PADDING);
    text_.assign("[").append(text).append("]");
    std::size_t size = text_.size();
    text_.append(simdjson::SIMDJSON_PADDING, '\0');
    end_ = text_.data() + size - 1;
    return parser_.iterate(text_.data(), size, text_.size()).get(document_);
}

Result<Value> Reader::read(std::string_view text) {
    if (implementations() == nullptr)
        return st_.raise_text("libsimdjson.so.14 is not installed (Debian: libsimdjson14)");
    simdjson::error_code error = index(text);
    if (error == simdjson::UTF8_ERROR) error = index(mended(text));
    if (error != simdjson::SUCCESS) {
        TRY(fail_text(error));
    } else {
        TRY(read_all());
    }
    return failed() ? Value::nil() : root_;
}

/// Reads the one element of the outermost array.
Status Reader::read_all() {
    ondemand::array outermost;
    ondemand::array_iterator elements;
    if (document_.get_array().get(outermost) || outermost.begin().get(elements)) {
        fail("unexpected end", end_);
        return {};
    }
    open_.push_back({nullptr, 1, elements, {}});
    while (!failed()) {
        Open& open = open_.back();
        if (open.index >= 0 ? !ended(open.elements) : !ended(open.members)) {
            ondemand::value value = TRY(next_value(&open));
            if (!failed()) TRY(read_value(value));
        } else if (open_.size() > 1) {
            // It is a value of what it stands in.
            open_.pop_back();
            separator_ = here();
            advance();
        } else {
            if (separator_ == nullptr) {
                fail("unexpected end", end_);
            } else if (const char* more; !document_.current_location().get(more)) {
                fail("unexpected text after the value", separator_);
            }
            break;
        }
    }
    return {};
}

/// Goes on behind a value that has been read.
void Reader::advance() {
    Open& open = open_.back();
    if (open.index >= 0) {
        ++open.elements;
        ++open.index;
    } else {
        ++open.members;
    }
}

/// The next value in what is open; key_ is its name.
Result<ondemand::value> Reader::next_value(Open* open) {
    ondemand::value value;
    if (open->index >= 0) {
        if ((*open->elements).get(value)) {
            fail_structure();
        } else if (open_.size() == 1 && open->index == 2) {
            fail("unexpected text after the value", separator_);
        }
        return value;
    }
    ondemand::field member;
    if ((*open->members).get(member)) {
        fail_structure();
        return value;
    }
    const char* raw = member.key().raw();
    std::string_view text;
    if (member.unescaped_key().get(text)) text = unescape(raw);
    key_ = TRY(key_string(text));
    return member.value();
}

Result<String*> Reader::key_string(std::string_view text) {
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

Status Reader::store(Value v) {
    const Open& open = open_.back();
    if (open_.size() == 1) {
        root_ = v;
        return {};
    }
    if (open.index < 0) return raw_set_string(st_, open.table, key_, v);
    return raw_set_int(st_, open.table, open.index, v);
}

/// Reads a scalar, or begins an array or object.
Status Reader::read_value(ondemand::value value) {
    std::string_view token = value.raw_json_token();
    ondemand::json_type type;
    if (value.type().get(type)) {
        bool is_end = token.data() >= end_;
        fail(is_end ? "unexpected end" : "unexpected character", token.data());
        return {};
    }
    if (type != ondemand::json_type::array && type != ondemand::json_type::object) {
        Value v = TRY(read_scalar(value, type, token));
        separator_ = token.data() + token.size();
        if (failed()) return {};
        TRY(store(v));
        advance();
        return {};
    }
    if (open_.size() > kMaxJsonDepth) {
        fail("nesting too deep", token.data());
        return {};
    }
    Table* table = make_table(st_);
    TRY(store(Value::table(table)));
    Open open{table, -1, {}, {}};
    bool is_bad;
    if (type == ondemand::json_type::array) {
        open.index = 1;
        ondemand::array array;
        is_bad = value.get_array().get(array) || array.begin().get(open.elements);
    } else {
        ondemand::object object;
        is_bad = value.get_object().get(object) || object.begin().get(open.members);
    }
    open_.push_back(open);
    if (is_bad) fail_structure();
    return {};
}

// ---- scalars --------------------------------------------------------------------------------------------------------------

Result<Value> Reader::read_scalar(ondemand::value value, ondemand::json_type type, std::string_view token) {
    if (type == ondemand::json_type::string) {
        std::string_view text;
        if (value.get_string().get(text)) text = unescape(token.data() + 1);
        return Value::string(TRY(make_string(st_, text)));
    }
    while (is_space(token.back())) token.remove_suffix(1);
    if (type == ondemand::json_type::number) return read_number(token);
    if (token == "true") return Value::boolean(true);
    if (token == "false") return Value::boolean(false);
    if (token != "null") fail("unexpected character", token.data());
    return Value::nil();
}

/// Not by simdjson: version 3.0.1 reads some numbers of more digits than 64 bits hold wrongly.
Value Reader::read_number(std::string_view token) {
    const char *at = token.data(), *end = at + token.size();
    auto take_digits = [&] {
        const char* start = at;
        while (at != end && *at >= '0' && *at <= '9') ++at;
        return static_cast<std::size_t>(at - start);
    };
    bool is_negative = *at == '-';
    at += is_negative;
    const char* first = at;
    std::size_t digits = take_digits();
    bool is_form = digits != 0, is_whole = true;
    if (digits > 1 && *first == '0') {
        fail("leading zero", first);
        return Value::nil();
    }
    if (at != end && *at == '.') {
        ++at;
        is_form &= take_digits() != 0;
        is_whole = false;
    }
    if (at != end && (*at == 'e' || *at == 'E')) {
        ++at;
        if (at != end && (*at == '+' || *at == '-')) ++at;
        is_form &= take_digits() != 0;
        is_whole = false;
    }
    if (!is_form || at != end) {
        fail("malformed number", token.data());
        return Value::nil();
    }
    if (is_whole && digits <= kSafeDigits && !(is_negative && *first == '0')) {
        i64 whole = 0;
        std::from_chars(first, end, whole);
        return Value::number(is_negative ? -whole : whole);
    }
    f64 real = 0;
    std::from_chars_result result = std::from_chars(token.data(), end, real);
    if (result.ec == std::errc::result_out_of_range) {
        // Too large or too small? Where the first digit that counts stands decides, with the exponent.
        real = std::strtod(std::string(token).c_str(), nullptr);
        if (std::isinf(real)) fail("number too large", token.data());
    }
    return Value::real(real);
}

/// The text of a string that has an escape which simdjson refuses. `at` is behind its quote.
std::string_view Reader::unescape(const char* at) {
    buffer_.clear();
    while (*at != '"' && !failed()) {
        if (*at == '\\') {
            at = unescape_one(at);
        } else {
            buffer_ += *at++;
        }
    }
    return buffer_;
}

/// The escape at `at`, into the buffer; returns where it ends.
const char* Reader::unescape_one(const char* at) {
    static constexpr std::string_view kEscapes = "\"\\/bfnrt", kMeanings = "\"\\/\b\f\n\r\t";
    const char* next = at + 2;
    if (std::size_t plain = kEscapes.find(at[1]); plain != std::string_view::npos) {
        buffer_ += kMeanings[plain];
        return next;
    }
    u32 code = 0;
    if (at[1] != 'u' || !read_hex(next, end_, &code)) {
        fail("bad escape", at);
        return next;
    }
    next += 4;
    if (code >= 0xD800 && code <= 0xDBFF) {
        // The other half must be the next escape; if it is not, that one stands for itself.
        u32 low = 0;
        bool has_low = next[0] == '\\' && next[1] == 'u' && read_hex(next + 2, end_, &low);
        if (has_low && low >= 0xDC00 && low <= 0xDFFF) {
            code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
            next += 6;
        }
    }
    if (utf8::is_surrogate(code)) code = utf8::kReplacement;
    char bytes[utf8::kMaxEncodedSize];
    buffer_.append(bytes, utf8::encode(code, bytes));
    return next;
}

}  // namespace

void prepare_json() { (void)implementations(); }

Result<Value> read_json(State& st, std::string_view text, JsonProblem* problem) {
    return Reader(st, problem).read(text);
}

}  // namespace gs::stdlib
