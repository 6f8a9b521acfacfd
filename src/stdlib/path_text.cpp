#include "stdlib/path_text.h"

#include <algorithm>

#include "support/utf8.h"

namespace gs::stdlib {
namespace {

/// A stray byte is greater than every code point.
constexpr u32 kStrayByte = utf8::kMaxCodePoint + 1;

/// Takes the first unit off a text that is not empty.
u32 take_unit(std::string_view* text) {
    size_t size = 0;
    i32 code = utf8::unit_at(*text, size);
    u32 unit = code >= 0 ? static_cast<u32>(code) : kStrayByte + static_cast<u8>((*text)[0]);
    text->remove_prefix(size);
    return unit;
}

/// A unit of a set, which a backslash may protect. False if there is none.
bool take_set_unit(std::string_view* text, u32* unit) {
    if (text->empty() || text->front() == '-' || text->front() == ']') return false;
    if (text->front() == '\\') text->remove_prefix(1);
    if (text->empty()) return false;
    *unit = take_unit(text);
    return true;
}

/// Takes the first element off a path: everything up to the next slash, which goes too.
std::string_view take_element(std::string_view* path) {
    std::size_t slash = path->find('/');
    std::string_view element = path->substr(0, slash);
    path->remove_prefix(slash == path->npos ? path->size() : slash + 1);
    return element;
}

}  // namespace

std::string clean_path(std::string_view path) {
    std::string out;
    bool rooted = is_absolute(path);
    if (rooted) out = "/";
    std::size_t fixed = out.size();  // up to here nothing can be taken back: the root, or leading ".." elements
    while (!path.empty()) {
        std::string_view element = take_element(&path);
        if (element.empty() || element == ".") continue;
        if (element == "..") {
            if (out.size() > fixed) {
                std::size_t slash = out.rfind('/');
                out.resize(slash == out.npos ? 0 : std::max(slash, fixed));
                continue;
            }
            if (rooted) continue;
        }
        if (!out.empty() && !out.ends_with('/')) out += '/';
        out += element;
        if (element == "..") fixed = out.size();
    }
    return out.empty() ? "." : out;
}

std::string_view last_element(std::string_view path) {
    if (path.empty()) return ".";
    std::size_t end = path.find_last_not_of('/');
    if (end == path.npos) return "/";
    path = path.substr(0, end + 1);
    return path.substr(name_position(path));
}

std::optional<std::string> relative_path(std::string_view base, std::string_view path) {
    std::string from = clean_path(base), to = clean_path(path);
    if (from == to) return ".";
    if (is_absolute(from) != is_absolute(to)) return std::nullopt;
    if (from == ".") from.clear();
    if (to == ".") to.clear();

    std::string_view rest_from = from, rest_to = to;
    for (;;) {
        std::string_view next_from = rest_from, next_to = rest_to;
        if (next_from.empty() || next_to.empty() || take_element(&next_from) != take_element(&next_to)) break;
        rest_from = next_from;
        rest_to = next_to;
    }
    std::string out;
    while (!rest_from.empty()) {
        std::string_view element = take_element(&rest_from);
        if (element == "..") return std::nullopt;
        if (element.empty()) continue;  // the root
        out += out.empty() ? ".." : "/..";
    }
    while (!rest_to.empty()) {
        std::string_view element = take_element(&rest_to);
        if (element.empty()) continue;
        if (!out.empty()) out += '/';
        out += element;
    }
    return out.empty() ? "." : out;
}

// ---- patterns -----------------------------------------------------------------------------------------------------

bool NamePattern::parse_set(std::string_view* rest) {
    Token token{Token::Kind::Set};
    token.first = ranges_.size();
    if (rest->starts_with('^')) {
        token.kind = Token::Kind::ExceptSet;
        rest->remove_prefix(1);
    }
    do {
        Range range{};
        if (!take_set_unit(rest, &range.low)) return false;
        range.high = range.low;
        if (rest->starts_with('-')) {
            rest->remove_prefix(1);
            if (!take_set_unit(rest, &range.high)) return false;
        }
        ranges_.push_back(range);
    } while (!rest->starts_with(']'));
    rest->remove_prefix(1);
    token.count = ranges_.size() - token.first;
    tokens_.push_back(token);
    return true;
}

bool NamePattern::parse(std::string_view pattern) {
    tokens_.clear();
    ranges_.clear();
    while (!pattern.empty()) {
        switch (pattern[0]) {
            case '*':
                pattern.remove_prefix(1);
                if (tokens_.empty() || tokens_.back().kind != Token::Kind::Run) tokens_.push_back({Token::Kind::Run});
                continue;
            case '?':
                pattern.remove_prefix(1);
                tokens_.push_back({Token::Kind::Any});
                continue;
            case '[':
                pattern.remove_prefix(1);
                if (!parse_set(&pattern)) return false;
                continue;
            case '\\':
                pattern.remove_prefix(1);
                if (pattern.empty()) return false;
                break;
            default: break;
        }
        Token token{Token::Kind::Unit};
        token.unit = take_unit(&pattern);
        tokens_.push_back(token);
    }
    return true;
}

bool NamePattern::accepts(const Token& token, u32 unit) const {
    switch (token.kind) {
        case Token::Kind::Unit: return unit == token.unit;
        case Token::Kind::Any:
        case Token::Kind::Run: return unit != '/';
        case Token::Kind::Set:
        case Token::Kind::ExceptSet: {
            auto first = ranges_.begin() + static_cast<std::ptrdiff_t>(token.first);
            bool found = std::any_of(first, first + static_cast<std::ptrdiff_t>(token.count),
                                     [&](const Range& range) { return range.low <= unit && unit <= range.high; });
            return found == (token.kind == Token::Kind::Set);
        }
    }
    return false;
}

// All ways to match are followed at once: a position in the pattern is active if what stands before it can match what has
// been read of the name. So a pattern with many runs takes no more than its length for each unit of the name. The active
// positions are kept in ascending order without repetitions.
bool NamePattern::matches(std::string_view name) const {
    std::vector<std::size_t> active, next;
    auto add = [&](std::vector<std::size_t>& list, std::size_t position) {
        for (;; ++position) {
            if (list.empty() || list.back() < position) list.push_back(position);
            // A run may match nothing.
            if (position == tokens_.size() || tokens_[position].kind != Token::Kind::Run) return;
        }
    };
    add(active, 0);
    while (!name.empty()) {
        u32 unit = take_unit(&name);
        next.clear();
        for (std::size_t position : active) {
            if (position == tokens_.size() || !accepts(tokens_[position], unit)) continue;
            add(next, tokens_[position].kind == Token::Kind::Run ? position : position + 1);
        }
        if (next.empty()) return false;
        std::swap(active, next);
    }
    return active.back() == tokens_.size();
}

}  // namespace gs::stdlib
