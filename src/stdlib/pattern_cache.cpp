#include "stdlib/pattern_cache.h"

#include <cstring>
#include <memory>

namespace gs::stdlib {

namespace {

constexpr u32 kEntries = 64;
/// Translating costs a multiple of the text, and a program has no use for a pattern like this.
constexpr size_t kMaxPatternSize = size_t{1} << 24;

struct Entry {
    std::string text;
    Pattern::Caret caret = Pattern::Caret::Anchors;
    bool valid = false;
    Pattern pattern;
};

/// Where a pattern stands if it is there: its length, its beginning and its end tell most patterns apart.
u32 place_of(std::string_view text, Pattern::Caret caret) {
    u64 head = 0, tail = 0;
    if (text.size() >= 8) {
        std::memcpy(&head, text.data(), 8);
        std::memcpy(&tail, text.data() + text.size() - 8, 8);
    } else if (!text.empty()) {
        std::memcpy(&head, text.data(), text.size());
    }
    u64 mixed = (head ^ (tail << 7 | tail >> 57) ^ text.size() * 31 ^ static_cast<u64>(caret)) * 0x9E3779B97F4A7C15;
    return static_cast<u32>(mixed >> 58);
}
static_assert(kEntries == 1 << (64 - 58));

}  // namespace

const Pattern* find_pattern(std::string_view text, Pattern::Caret caret, std::string* error) {
    thread_local std::unique_ptr<Entry[]> entries = std::make_unique<Entry[]>(kEntries);
    Entry& entry = entries[place_of(text, caret)];
    if (entry.valid && entry.caret == caret && entry.text == text) return &entry.pattern;
    if (text.size() > kMaxPatternSize) {
        *error = Matcher::kTooComplexMessage;
        return nullptr;
    }
    entry.valid = false;
    *error = entry.pattern.compile(text, caret);
    if (!error->empty()) return nullptr;
    entry.text = text;
    entry.caret = caret;
    entry.valid = true;
    return &entry.pattern;
}

}  // namespace gs::stdlib
