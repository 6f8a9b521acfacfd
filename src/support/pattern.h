// Patterns: the small matching language of string.find, match, gmatch and gsub (string.md). It works on bytes.
//
//     Pattern pattern;
//     std::string error = pattern.compile("(%w+)=(%w+)");     // "" if well-formed
//     Matcher matcher(pattern, "  key=value");
//     if (matcher.find(0) == Matcher::Outcome::Match) ...     // matcher.start(), end(), capture(0), capture(1)
//
// A Pattern is the checked and translated form; it does not refer to the pattern's text, may be kept and used again, and
// compiling does not allocate unless the pattern is long. A Matcher holds the state of one search through one subject.
// Callers that search for text without special characters should ask has_specials first and use find_plain.
#pragma once

#include <bit>
#include <memory>
#include <string>
#include <string_view>

#include "support/number_text.h"
#include "support/small_vector.h"
#include "support/types.h"

namespace gs {

inline constexpr size_t kNotFound = static_cast<size_t>(-1);

/// Does `pattern` hold a byte with a meaning of its own? If not, a plain search finds the same.
bool has_specials(std::string_view pattern);

/// Position of the first `needle` in `text` at or after `from`, or kNotFound. Linear time.
size_t find_plain(std::string_view text, std::string_view needle, size_t from);

/// A set of bytes.
struct ByteSet {
    u64 words[4] = {};

    constexpr bool has(u8 byte) const { return (words[byte >> 6] >> (byte & 63) & 1) != 0; }
    constexpr void add(u8 byte) { words[byte >> 6] |= u64{1} << (byte & 63); }
    constexpr void add(const ByteSet& other) {
        for (int i = 0; i < 4; ++i) words[i] |= other.words[i];
    }
    constexpr void invert() {
        for (u64& word : words) word = ~word;
    }
    static constexpr u32 kNone = 256;
    /// The byte, if it is the only one.
    constexpr u32 only() const {
        u32 found = kNone;
        for (u32 i = 0; i < 4; ++i) {
            if (words[i] == 0) continue;
            if (found != kNone || (words[i] & (words[i] - 1)) != 0) return kNone;
            found = i * 64 + static_cast<u32>(std::countr_zero(words[i]));
        }
        return found;
    }
    constexpr bool meets(const ByteSet& other) const {
        u64 common = 0;
        for (int i = 0; i < 4; ++i) common |= words[i] & other.words[i];
        return common != 0;
    }
};

class Pattern {
public:
    static constexpr u32 kMaxCaptures = 32;

    /// Whether a `^` at the front means "here" (find, match, gsub) or is an ordinary byte (gmatch).
    enum class Caret : u8 { Anchors, Literal };

    /// Translates `text`. Returns the error message, or "" if there is none; after an error the pattern is not usable.
    [[nodiscard]] std::string compile(std::string_view text, Caret caret = Caret::Anchors);

    bool anchored() const { return anchored_; }
    u32 capture_count() const { return captures_; }

private:
    friend class PatternCompiler;
    friend class Matcher;

    enum class Op : u8 {
        End,  // the match is complete
        EndAnchor,  // `$`
        OpenCapture,  // `(`; byte = number of the capture
        CloseCapture,  // `)`
        Position,  // `()`
        BackReference,  // `%1`; byte = number of the capture
        Balance,  // `%bxy`; byte = x, operand = y
        Frontier,  // `%f[set]`
        Byte,  // from here on: a single-byte item and how often. This one: a certain byte, once
        One,
        Optional,  // `?`
        Star,  // `*`
        Plus,  // `+`
        Lazy,  // `-`
    };

    /// How a single-byte item is tested.
    enum class Single : u8 { Any, Byte, Set };

    struct Node {
        Op op;
        Single single;
        u8 byte;
        /// For repeats: number of the entry of follows_, from 1; what follows is tried only where that allows it. 0: anywhere.
        u8 follow;
        u32 operand : 31;
        /// For `?`, `*`, `+`: what follows can not begin with a byte of this item, so giving bytes back never helps.
        u32 keeps : 1;
    };

    /// Where what follows a repeat can match: in front of one of these bytes, or (`at_end`) at the end of the subject.
    struct Follow {
        ByteSet bytes;
        bool at_end;
        bool is_byte;  // just this one
        u8 byte;
    };

    const ByteSet& set(const Node& node) const;
    bool accepts(const Node& node, u8 byte) const {
        switch (node.single) {
            case Single::Any: return true;
            case Single::Byte: return node.byte == byte;
            case Single::Set: return set(node).has(byte);
        }
        return false;
    }
    bool needs_byte(const Node& node) const { return node.op == Op::Byte || node.op == Op::One || node.op == Op::Plus; }

    SmallVector<Node, 24> nodes_;
    SmallVector<ByteSet, 2> sets_;  // those written in the pattern; the classes have static ones
    SmallVector<Follow, 4> follows_;
    u32 captures_ = 0;
    u32 first_ = 0;  // index of the item that must take the first byte of any match, or kNoFirst
    bool anchored_ = false;
    bool back_references_ = false;
    /// A match begins with all of a run of bytes, so if it fails at the run's start it fails inside the run as well.
    bool begins_with_run_ = false;

    static constexpr u32 kNoFirst = 0xFFFFFFFF;
};

class Matcher {
public:
    enum class Outcome : u8 { Match, NoMatch, TooComplex };

    static constexpr const char* kTooComplexMessage = "pattern too complex";
    /// `length` of a position capture.
    static constexpr size_t kPositionCapture = static_cast<size_t>(-1);

    struct Capture {
        size_t start;  // 0-based
        size_t length;
        bool is_position() const { return length == kPositionCapture; }
    };

    /// Both must outlive the matcher.
    Matcher(const Pattern& pattern, std::string_view subject);

    /// Matches at `position` only.
    Outcome match_at(size_t position);

    /// First match that begins at `from` or, unless the pattern is anchored, after it. A match that ends at `skip_end`
    /// does not count: gmatch and gsub pass the end of the match before, to skip an empty match there.
    Outcome find(size_t from, size_t skip_end = kNotFound);

    // The latest match.
    size_t start() const { return start_; }
    size_t end() const { return end_; }
    u32 capture_count() const { return pattern_.captures_; }
    /// The capture with this index (0-based); index 0 of a pattern without captures is the whole match.
    Capture capture(u32 index) const;
    std::string_view text(const Capture& capture) const { return subject_.substr(capture.start, capture.length); }
    std::string_view subject() const { return subject_; }

private:
    using Node = Pattern::Node;

    const char* run(const Node* node, const char* s, u32 steps);
    const char* repeat(const Node* node, const char* s, u32 steps);
    const char* repeat_lazily(const Node* node, const char* s, u32 steps);
    const char* attempt(const Node* node, const char* s, u32 steps);
    const char* longest_run(const Node* node, const char* s) const;
    const char* balanced(const Node* node, const char* s) const;
    const char* same_as_capture(u32 index, const char* s) const;
    const char* next_candidate(const char* s) const;
    const char* give_up();
    bool at_frontier(const Node* node, const char* s) const;
    bool accepts(const Node& node, const char* s) const {
        return s < subject_end_ && pattern_.accepts(node, static_cast<u8>(*s));
    }
    /// Whether what follows the repeat `node` can match at `s`, as far as one byte tells.
    bool may_follow(const Node& node, const char* s) const {
        if (node.follow == 0) return true;
        const Pattern::Follow& follow = pattern_.follows_[node.follow - 1];
        return s < subject_end_ ? follow.bytes.has(static_cast<u8>(*s)) : follow.at_end;
    }
    void remember_failures();
    size_t failure_bit(const Node* node, const char* s) const;

    const Pattern& pattern_;
    std::string_view subject_;
    const char* subject_end_;
    size_t start_ = 0;
    size_t end_ = 0;
    bool gave_up_ = false;
    u32 failures_ = 0;  // attempts that led nowhere, until failed_ exists
    std::unique_ptr<u64[]> failed_;  // one bit per node and position
    Capture captures_[Pattern::kMaxCaptures];
};

/// What a `%` in the replacement text of gsub stands for.
struct ReplacementPart {
    enum class Kind : u8 { Percent, Match, Capture, Invalid };

    Kind kind;
    u32 index = 0;  // of a capture
};
ReplacementPart replacement_part(char behind_percent);

/// Appends the replacement text `replacement` of gsub to `out`, with `%0` ... `%9` and `%%` replaced. Returns the error
/// message, or "". The sink has append(const char*, size_t), as std::string has.
template <typename Sink>
[[nodiscard]] std::string append_replacement(Sink& out, std::string_view replacement, const Matcher& matcher) {
    auto append = [&out](std::string_view text) { out.append(text.data(), text.size()); };
    for (size_t i = 0; i < replacement.size(); ++i) {
        size_t percent = replacement.find('%', i);
        append(replacement.substr(i, percent - i));
        if (percent == std::string_view::npos) break;
        i = percent + 1;
        ReplacementPart part = replacement_part(i < replacement.size() ? replacement[i] : '\0');
        switch (part.kind) {
            case ReplacementPart::Kind::Percent: append("%"); break;
            case ReplacementPart::Kind::Match:
                append(matcher.subject().substr(matcher.start(), matcher.end() - matcher.start()));
                break;
            case ReplacementPart::Kind::Capture: {
                if (part.index != 0 && part.index >= matcher.capture_count()) {
                    return std::string("invalid capture index %") + replacement[i] + " in replacement string";
                }
                Matcher::Capture capture = matcher.capture(part.index);
                if (capture.is_position()) {
                    char digits[kNumberTextSize];
                    append({digits, format_int(static_cast<i64>(capture.start) + 1, digits)});
                } else {
                    append(matcher.text(capture));
                }
                break;
            }
            case ReplacementPart::Kind::Invalid: return "invalid use of '%' in replacement string";
        }
    }
    return {};
}

}  // namespace gs
