// How matching works.
//
// A pattern is a sequence of items without alternatives, so there are few kinds of choice: how many bytes a repeat takes.
// `run` walks the items in a loop and recurses only at a repeat whose choice may have to be taken back. Each open choice
// and each parenthesis passed counts as one step; a match that would need more than kMaxSteps gives up, which bounds the
// recursion too.
//
// Captures need no undoing. Items are passed in order, so on the way from any choice to the end every capture opened
// behind the choice is written again before anything can read it, and those before it are not touched.
//
// Three shortcuts keep the common patterns from backtracking at all:
//   - a repeat whose set has no byte in common with what must follow ("%w+=") takes all it can and is done;
//   - otherwise the rest is tried only in front of bytes that it can begin with ("(.-)%s*$" stops at spaces and the end);
//   - a search only stops at bytes that can begin a match, and not twice in a run that a match takes as a whole.
//
// Backtracking alone can take time in the n-th power of the subject's length for n repeats. So a matcher that has failed
// often starts to remember, for each repeat and position, that going on from there is hopeless. This is sound because
// without back references the rest of a match depends on nothing else.
#include "support/pattern.h"

#include <cstring>
#include <new>

#include "support/assert.h"

namespace gs {
namespace {

/// As in Lua, where the match itself is one of 200.
constexpr u32 kMaxSteps = 200;
constexpr u32 kFailuresBeforeRemembering = 20000;
/// Items behind a repeat that are looked at to find out what can follow it: enough for real patterns, and compiling takes
/// linear time.
constexpr u32 kLookAhead = 4;
constexpr size_t kMaxRememberedBits = size_t{1} << 28;  // 32 MiB

constexpr char kClassLetters[] = "acdglpsuwx";
constexpr u32 kClasses = 10;

constexpr bool in_class(char letter, u8 byte) {
    bool lower = byte >= 'a' && byte <= 'z';
    bool upper = byte >= 'A' && byte <= 'Z';
    bool digit = byte >= '0' && byte <= '9';
    bool graph = byte > 32 && byte < 127;
    switch (letter) {
        case 'a': return lower || upper;
        case 'c': return byte < 32 || byte == 127;
        case 'd': return digit;
        case 'g': return graph;
        case 'l': return lower;
        case 'p': return graph && !lower && !upper && !digit;
        case 's': return byte == 32 || (byte >= 9 && byte <= 13);
        case 'u': return upper;
        case 'w': return lower || upper || digit;
        case 'x': return digit || (byte >= 'a' && byte <= 'f') || (byte >= 'A' && byte <= 'F');
        default: return false;
    }
}

struct ClassSets {
    ByteSet sets[2 * kClasses];  // each class, then its complement
};

constexpr ClassSets make_class_sets() {
    ClassSets out;
    for (u32 c = 0; c < kClasses; ++c) {
        for (u32 byte = 0; byte < 256; ++byte) {
            if (in_class(kClassLetters[c], static_cast<u8>(byte))) out.sets[2 * c].add(static_cast<u8>(byte));
        }
        out.sets[2 * c + 1] = out.sets[2 * c];
        out.sets[2 * c + 1].invert();
    }
    return out;
}

constexpr ClassSets kClassSets = make_class_sets();
constexpr u32 kNoClass = 2 * kClasses;

/// Index into kClassSets for the letter behind a `%`, or kNoClass.
u32 class_index(char letter) {
    char lower = static_cast<char>(letter | 0x20);
    if (lower < 'a' || lower > 'z') return kNoClass;
    const char* place = std::strchr(kClassLetters, lower);
    if (place == nullptr) return kNoClass;
    return 2 * static_cast<u32>(place - kClassLetters) + (letter == lower ? 0 : 1);
}

constexpr ByteSet kSpecials = [] {
    ByteSet set;
    for (char c : std::string_view("^$*+?.()[%-")) set.add(static_cast<u8>(c));
    return set;
}();

}  // namespace

bool has_specials(std::string_view pattern) {
    for (char c : pattern) {
        if (kSpecials.has(static_cast<u8>(c))) return true;
    }
    return false;
}

size_t find_plain(std::string_view text, std::string_view needle, size_t from) {
    if (from > text.size() || needle.size() > text.size() - from) return kNotFound;
    if (needle.empty()) return from;
    auto position = [&text](const void* found) {
        return found == nullptr ? kNotFound : static_cast<size_t>(static_cast<const char*>(found) - text.data());
    };
    const char* s = text.data() + from;
    const char* last = text.data() + text.size() - needle.size();
    // Going from one first byte to the next is quickest as long as few of them mislead; memmem takes linear time, but more of
    // it to begin.
    for (int tries = 0; tries < 8; ++tries) {
        s = static_cast<const char*>(std::memchr(s, static_cast<u8>(needle[0]), static_cast<size_t>(last - s) + 1));
        if (s == nullptr || std::memcmp(s, needle.data(), needle.size()) == 0) return position(s);
        if (s == last) return kNotFound;
        ++s;
    }
    return position(memmem(s, static_cast<size_t>(text.data() + text.size() - s), needle.data(), needle.size()));
}

// ---- Compiling -----------------------------------------------------------------------------------------------------

const ByteSet& Pattern::set(const Node& node) const {
    return node.operand < kNoClass ? kClassSets.sets[node.operand] : sets_[node.operand - kNoClass];
}

class PatternCompiler {
public:
    PatternCompiler(Pattern& pattern, std::string_view text) : out_(pattern), p_(text.data()), end_(p_ + text.size()) {}

    std::string compile() {
        while (p_ < end_ && error_.empty()) item();
        if (error_.empty() && depth_ > 0) fail("unfinished capture");
        emit(Op::End);
        if (error_.empty()) link();
        return std::move(error_);
    }

private:
    using Op = Pattern::Op;
    using Single = Pattern::Single;
    using Node = Pattern::Node;

    void fail(std::string message) { error_ = std::move(message); }

    Node& emit(Op op, u8 byte = 0) { return out_.nodes_.emplace_back(Node{op, Single::Any, byte, 0, 0, 0}); }

    void item() {
        switch (*p_) {
            case '(': return open();
            case ')': return close();
            case '%': return escape();
            case '$':
                if (p_ + 1 == end_) {
                    ++p_;
                    emit(Op::EndAnchor);
                    return;
                }
                break;
            default: break;
        }
        single();
    }

    void open() {
        if (out_.captures_ == Pattern::kMaxCaptures) return fail("too many captures");
        u8 number = static_cast<u8>(out_.captures_++);
        ++p_;
        if (p_ < end_ && *p_ == ')') {
            ++p_;
            closed_ |= u32{1} << number;
            emit(Op::Position, number);
        } else {
            open_[depth_++] = number;
            emit(Op::OpenCapture, number);
        }
    }

    void close() {
        if (depth_ == 0) return fail("invalid pattern capture");
        ++p_;
        u8 number = open_[--depth_];
        closed_ |= u32{1} << number;
        emit(Op::CloseCapture, number);
    }

    void escape() {
        char c = p_ + 1 < end_ ? p_[1] : 0;
        if (c == 'b' || c == 'f' || (c >= '0' && c <= '9')) {
            p_ += 2;
            if (c == 'b') return balance();
            if (c == 'f') return frontier();
            return back_reference(c);
        }
        single();  // which also reports a `%` at the end
    }

    void balance() {
        if (end_ - p_ < 2) return fail("malformed pattern (missing arguments to '%b')");
        emit(Op::Balance, static_cast<u8>(p_[0])).operand = static_cast<u8>(p_[1]);
        p_ += 2;
    }

    void frontier() {
        if (p_ == end_ || *p_ != '[') return fail("missing '[' after '%f' in pattern");
        Node node{Op::Frontier, Single::Any, 0, 0, 0, 0};
        if (bracket_set(node)) out_.nodes_.push_back(node);
    }

    void back_reference(char digit) {
        u32 number = static_cast<u32>(digit - '1');  // wraps for %0, which is never a capture
        if (number >= out_.captures_ || (closed_ >> number & 1) == 0) {
            return fail(std::string("invalid capture index %") + digit);
        }
        out_.back_references_ = true;
        emit(Op::BackReference, static_cast<u8>(number));
    }

    void single() {
        Node node{Op::One, Single::Byte, static_cast<u8>(*p_), 0, 0, 0};
        if (*p_ == '[') {
            if (!bracket_set(node)) return;
        } else if (*p_ == '.') {
            ++p_;
            node.single = Single::Any;
        } else if (*p_ == '%') {
            if (p_ + 1 == end_) return fail("malformed pattern (ends with '%')");
            node.byte = static_cast<u8>(p_[1]);
            if (u32 index = class_index(p_[1]); index != kNoClass) {
                node.single = Single::Set;
                node.operand = index;
            }
            p_ += 2;
        } else {
            ++p_;
        }
        if (p_ < end_) {
            switch (*p_) {
                case '?': node.op = Op::Optional; break;
                case '*': node.op = Op::Star; break;
                case '+': node.op = Op::Plus; break;
                case '-': node.op = Op::Lazy; break;
                default: break;
            }
            if (node.op != Op::One) ++p_;
        }
        if (node.op == Op::One && node.single == Single::Byte) node.op = Op::Byte;
        out_.nodes_.push_back(node);
    }

    /// Reads `[...]` at p_ into a set of its own.
    bool bracket_set(Node& node) {
        const char* close = set_end();
        if (close == nullptr) {
            fail("malformed pattern (missing ']')");
            return false;
        }
        ByteSet set;
        const char* p = p_ + 1;
        bool inverted = *p == '^';
        if (inverted) ++p;
        while (p < close) {
            if (*p == '%') {
                u32 index = class_index(p[1]);
                if (index != kNoClass) {
                    set.add(kClassSets.sets[index]);
                } else {
                    set.add(static_cast<u8>(p[1]));
                }
                p += 2;
            } else if (close - p > 2 && p[1] == '-') {
                for (u32 byte = static_cast<u8>(p[0]); byte <= static_cast<u8>(p[2]); ++byte)
                    set.add(static_cast<u8>(byte));
                p += 3;
            } else {
                set.add(static_cast<u8>(*p++));
            }
        }
        if (inverted) set.invert();
        node.single = Single::Set;
        node.operand = kNoClass + out_.sets_.size();
        out_.sets_.push_back(set);
        p_ = close + 1;
        return true;
    }

    /// The `]` that closes the set at p_, or null. One that comes first is a member, as is one behind a `%`.
    const char* set_end() const {
        const char* p = p_ + 1;
        if (p < end_ && *p == '^') ++p;
        bool first = true;
        while (p < end_) {
            if (*p == ']' && !first) return p;
            first = false;
            p += *p == '%' ? 2 : 1;
        }
        return nullptr;
    }

    /// Works out the shortcuts, now that every item knows what follows it.
    void link() {
        SmallVector<Node, 24>& nodes = out_.nodes_;
        for (u32 i = 0; i < nodes.size(); ++i) {
            Node& node = nodes[i];
            if (node.op < Op::Optional) continue;
            node.keeps = node.op != Op::Lazy && rest_avoids(i + 1, bytes_of(node)) ? 1 : 0;
            if (!node.keeps) node.follow = follow_of(i + 1);
        }
        u32 first = skip_parentheses(0);
        out_.first_ = out_.needs_byte(nodes[first]) ? first : Pattern::kNoFirst;
        out_.begins_with_run_ = nodes[first].op == Op::Plus && nodes[first].keeps && !out_.back_references_;
    }

    u32 skip_parentheses(u32 i) const {
        while (out_.nodes_[i].op >= Op::OpenCapture && out_.nodes_[i].op <= Op::Position) ++i;
        return i;
    }

    ByteSet bytes_of(const Node& node) const {
        ByteSet set;
        switch (node.single) {
            case Single::Any: set.invert(); break;
            case Single::Byte: set.add(node.byte); break;
            case Single::Set: set = out_.set(node); break;
        }
        return set;
    }

    /// The number of an entry of follows_ for a repeat in front of item `i`, or 0.
    u8 follow_of(u32 i) {
        Pattern::Follow follow{{}, false, false, 0};
        bool more = true;
        for (u32 looked = 0; more; ++i, ++looked) {
            if (looked == kLookAhead) return 0;
            i = skip_parentheses(i);
            const Node& node = out_.nodes_[i];
            switch (node.op) {
                case Op::EndAnchor:
                    follow.at_end = true;
                    more = false;
                    break;
                case Op::Balance:
                    follow.bytes.add(node.byte);
                    more = false;
                    break;
                case Op::Byte:
                case Op::One:
                case Op::Plus: more = false; [[fallthrough]];
                case Op::Optional:
                case Op::Star:
                case Op::Lazy: follow.bytes.add(bytes_of(node)); break;
                case Op::End:
                case Op::OpenCapture:
                case Op::CloseCapture:
                case Op::Position:
                case Op::BackReference:
                case Op::Frontier: return 0;
            }
        }
        constexpr u32 kMostFollows = 255;
        if (out_.follows_.size() == kMostFollows) return 0;
        if (u32 byte = follow.bytes.only(); byte != ByteSet::kNone && !follow.at_end) {
            follow.is_byte = true;
            follow.byte = static_cast<u8>(byte);
        }
        out_.follows_.push_back(follow);
        return static_cast<u8>(out_.follows_.size());
    }

    /// Is it impossible that the items from `i` on match at a byte of `bytes`, but fail behind a run of such bytes?
    bool rest_avoids(u32 i, const ByteSet& bytes) const {
        for (u32 looked = 0; looked < kLookAhead; ++looked) {
            const Node& node = out_.nodes_[skip_parentheses(i)];
            i = skip_parentheses(i) + 1;
            switch (node.op) {
                case Op::End:  // matches anywhere, so behind the run as well
                case Op::EndAnchor:  // where a byte follows it fails
                    return true;
                case Op::Balance: return !bytes.has(node.byte);
                case Op::Byte:
                case Op::One:
                case Op::Plus: return !bytes.meets(bytes_of(node));
                case Op::Optional:
                case Op::Star:
                case Op::Lazy:
                    if (bytes.meets(bytes_of(node))) return false;
                    break;  // takes nothing there; what follows decides
                case Op::OpenCapture:
                case Op::CloseCapture:
                case Op::Position:
                case Op::BackReference:
                case Op::Frontier: return false;
            }
        }
        return false;
    }

    Pattern& out_;
    const char* p_;
    const char* end_;
    std::string error_;
    u32 depth_ = 0;  // captures that are open
    u32 closed_ = 0;  // bit per capture
    u8 open_[Pattern::kMaxCaptures];
};

std::string Pattern::compile(std::string_view text, Caret caret) {
    nodes_.clear();
    sets_.clear();
    follows_.clear();
    captures_ = 0;
    back_references_ = false;
    anchored_ = caret == Caret::Anchors && !text.empty() && text.front() == '^';
    if (anchored_) text.remove_prefix(1);
    return PatternCompiler(*this, text).compile();
}

// ---- Matching ------------------------------------------------------------------------------------------------------

Matcher::Matcher(const Pattern& pattern, std::string_view subject)
    // Null stands for "no match" below, so an empty subject needs an address too.
    : pattern_(pattern),
      subject_(subject.data() != nullptr ? subject : std::string_view("")),
      subject_end_(subject_.data() + subject_.size()) {}

Matcher::Outcome Matcher::match_at(size_t position) {
    GS_ASSERT(position <= subject_.size());
    gave_up_ = false;
    const char* end = run(pattern_.nodes_.data(), subject_.data() + position, 1);
    if (gave_up_) return Outcome::TooComplex;
    if (end == nullptr) return Outcome::NoMatch;
    start_ = position;
    end_ = static_cast<size_t>(end - subject_.data());
    return Outcome::Match;
}

Matcher::Outcome Matcher::find(size_t from, size_t skip_end) {
    if (from > subject_.size()) return Outcome::NoMatch;
    if (pattern_.anchored_) {
        Outcome outcome = match_at(from);
        return outcome == Outcome::Match && end_ == skip_end ? Outcome::NoMatch : outcome;
    }
    for (const char* s = subject_.data() + from; (s = next_candidate(s)) != nullptr; ++s) {
        Outcome outcome = match_at(static_cast<size_t>(s - subject_.data()));
        if (outcome == Outcome::TooComplex || (outcome == Outcome::Match && end_ != skip_end)) return outcome;
        if (s == subject_end_) break;
        if (pattern_.begins_with_run_) s = longest_run(&pattern_.nodes_[pattern_.first_], s) - 1;
    }
    return Outcome::NoMatch;
}

/// The first place at or behind `s` where a match can begin, or null.
const char* Matcher::next_candidate(const char* s) const {
    if (pattern_.first_ == Pattern::kNoFirst) return s;
    const Node& first = pattern_.nodes_[pattern_.first_];
    if (first.single == Pattern::Single::Byte) {
        size_t size = static_cast<size_t>(subject_end_ - s);
        return size == 0 ? nullptr : static_cast<const char*>(std::memchr(s, first.byte, size));
    }
    while (s < subject_end_ && !pattern_.accepts(first, static_cast<u8>(*s))) ++s;
    return s < subject_end_ ? s : nullptr;
}

Matcher::Capture Matcher::capture(u32 index) const {
    if (index == 0 && pattern_.captures_ == 0) return {start_, end_ - start_};
    GS_ASSERT(index < pattern_.captures_);
    return captures_[index];
}

const char* Matcher::give_up() {
    gave_up_ = true;
    return nullptr;
}

/// Matches the items from `node` on at `s`; returns the end of the match or null. `steps` counts this call.
const char* Matcher::run(const Node* node, const char* s, u32 steps) {
    using Op = Pattern::Op;
    for (;; ++node) {
        switch (node->op) {
            case Op::End: return s;
            case Op::EndAnchor:
                if (s != subject_end_) return nullptr;
                break;
            case Op::OpenCapture:
                if (++steps > kMaxSteps) return give_up();
                captures_[node->byte].start = static_cast<size_t>(s - subject_.data());
                break;
            case Op::CloseCapture: {
                if (++steps > kMaxSteps) return give_up();
                Capture& capture = captures_[node->byte];
                capture.length = static_cast<size_t>(s - subject_.data()) - capture.start;
                break;
            }
            case Op::Position:
                if (++steps > kMaxSteps) return give_up();
                captures_[node->byte] = {static_cast<size_t>(s - subject_.data()), kPositionCapture};
                break;
            case Op::BackReference:
                if ((s = same_as_capture(node->byte, s)) == nullptr) return nullptr;
                break;
            case Op::Balance:
                if ((s = balanced(node, s)) == nullptr) return nullptr;
                break;
            case Op::Frontier:
                if (!at_frontier(node, s)) return nullptr;
                break;
            case Op::Byte:
                if (s == subject_end_ || static_cast<u8>(*s) != node->byte) return nullptr;
                ++s;
                break;
            case Op::One:
                if (!accepts(*node, s)) return nullptr;
                ++s;
                break;
            case Op::Plus:
            case Op::Star:
            case Op::Optional:
            case Op::Lazy:
                if (!accepts(*node, s)) {
                    if (node->op == Op::Plus) return nullptr;
                    break;  // no bytes, and no choice
                }
                if (++steps > kMaxSteps) return give_up();
                if (node->keeps) {
                    s = node->op == Op::Optional ? s + 1 : longest_run(node, s);
                } else if (node->op == Op::Optional) {
                    if (may_follow(*node, s + 1)) {
                        if (const char* end = attempt(node, s + 1, steps)) return end;
                        if (gave_up_) return nullptr;
                    }
                    --steps;  // without the byte no choice is left open
                } else {
                    return node->op == Op::Lazy ? repeat_lazily(node, s, steps) : repeat(node, s, steps);
                }
                break;
        }
    }
}

/// A `*` or `+` whose first byte fits at `s`: as many bytes as possible, then fewer.
const char* Matcher::repeat(const Node* node, const char* s, u32 steps) {
    const char* least = node->op == Pattern::Op::Plus ? s + 1 : s;
    for (const char* t = longest_run(node, s);; --t) {
        if (may_follow(*node, t)) {
            if (const char* end = attempt(node, t, steps)) return end;
            if (gave_up_) return nullptr;
        }
        if (t == least) return nullptr;
    }
}

/// A `-`: no bytes, then more.
const char* Matcher::repeat_lazily(const Node* node, const char* s, u32 steps) {
    const Pattern::Follow* follow = node->follow != 0 ? &pattern_.follows_[node->follow - 1] : nullptr;
    bool jump = follow != nullptr && follow->is_byte && node->single == Pattern::Single::Any;
    for (;; ++s) {
        if (jump) {  // ".-x": straight to the next x
            size_t size = static_cast<size_t>(subject_end_ - s);
            if (size == 0) return nullptr;
            s = static_cast<const char*>(std::memchr(s, follow->byte, size));
            if (s == nullptr) return nullptr;
        }
        if (may_follow(*node, s)) {
            if (const char* end = attempt(node, s, steps)) return end;
            if (gave_up_) return nullptr;
        }
        if (!accepts(*node, s)) return nullptr;
    }
}

/// Tries what follows the repeat `node` at `s`.
const char* Matcher::attempt(const Node* node, const char* s, u32 steps) {
    if (failed_ == nullptr) [[likely]] {
        const char* end = run(node + 1, s, steps);
        if (end == nullptr && !gave_up_ && ++failures_ == kFailuresBeforeRemembering) remember_failures();
        return end;
    }
    size_t bit = failure_bit(node, s);
    if ((failed_[bit / 64] >> (bit % 64) & 1) != 0) return nullptr;
    const char* end = run(node + 1, s, steps);
    if (end == nullptr && !gave_up_) failed_[bit / 64] |= u64{1} << (bit % 64);
    return end;
}

/// Starts remembering, if that is sound for this pattern and the table is of a reasonable size.
void Matcher::remember_failures() {
    if (pattern_.back_references_ || subject_.size() >= kMaxRememberedBits / pattern_.nodes_.size()) return;
    size_t bits = pattern_.nodes_.size() * (subject_.size() + 1);
    failed_.reset(new (std::nothrow) u64[bits / 64 + 1]());
}

size_t Matcher::failure_bit(const Node* node, const char* s) const {
    size_t index = static_cast<size_t>(node - pattern_.nodes_.data());
    return index * (subject_.size() + 1) + static_cast<size_t>(s - subject_.data());
}

const char* Matcher::longest_run(const Node* node, const char* s) const {
    switch (node->single) {
        case Pattern::Single::Any: return subject_end_;
        case Pattern::Single::Byte:
            while (s < subject_end_ && static_cast<u8>(*s) == node->byte) ++s;
            return s;
        case Pattern::Single::Set: {
            const ByteSet& set = pattern_.set(*node);
            while (s < subject_end_ && set.has(static_cast<u8>(*s))) ++s;
            return s;
        }
    }
    GS_UNREACHABLE("all kinds of single items are handled");
}

const char* Matcher::balanced(const Node* node, const char* s) const {
    char open = static_cast<char>(node->byte);
    char close = static_cast<char>(node->operand);
    if (s == subject_end_ || *s != open) return nullptr;
    size_t depth = 1;
    while (++s < subject_end_) {
        if (*s == close) {  // tested first: with %bxx the second x closes
            if (--depth == 0) return s + 1;
        } else if (*s == open) {
            ++depth;
        }
    }
    return nullptr;
}

const char* Matcher::same_as_capture(u32 index, const char* s) const {
    const Capture& capture = captures_[index];
    if (capture.is_position() || capture.length > static_cast<size_t>(subject_end_ - s)) return nullptr;
    if (capture.length != 0 && std::memcmp(subject_.data() + capture.start, s, capture.length) != 0) return nullptr;
    return s + capture.length;
}

bool Matcher::at_frontier(const Node* node, const char* s) const {
    const ByteSet& set = pattern_.set(*node);
    u8 before = s == subject_.data() ? 0 : static_cast<u8>(s[-1]);
    u8 after = s == subject_end_ ? 0 : static_cast<u8>(*s);
    return !set.has(before) && set.has(after);
}

ReplacementPart replacement_part(char behind_percent) {
    using Kind = ReplacementPart::Kind;
    if (behind_percent == '%') return {Kind::Percent};
    if (behind_percent == '0') return {Kind::Match};
    if (behind_percent >= '1' && behind_percent <= '9') {
        return {Kind::Capture, static_cast<u32>(behind_percent - '1')};
    }
    return {Kind::Invalid};
}

}  // namespace gs
