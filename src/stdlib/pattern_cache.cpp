#include "stdlib/pattern_cache.h"

#include <cstring>
#include <memory>

namespace gs::stdlib {

namespace {

constexpr u32 kEntries = 64;
/// Translating costs a multiple of the text, and a program has no use for a pattern like this.
constexpr size_t kMaxPatternSize = size_t{1} << 24;

/// Tells texts apart: its length, its beginning and its end. That is all of a text of up to 16 bytes.
struct Key {
    u64 head = 0, tail = 0;
    size_t size = 0;
    Pattern::Caret caret = Pattern::Caret::Anchors;

    bool operator==(const Key&) const = default;
    u32 place() const {
        u64 mixed = (head ^ (tail << 7 | tail >> 57) ^ size * 31 ^ static_cast<u64>(caret)) * 0x9E3779B97F4A7C15;
        return static_cast<u32>(mixed >> 58);
    }
};
static_assert(kEntries == 1 << (64 - 58));
constexpr size_t kKeyBytes = 16;

Key key_of(std::string_view text, Pattern::Caret caret) {
    Key key{0, 0, text.size(), caret};
    const char* bytes = text.data();
    if (text.size() >= 8) {
        std::memcpy(&key.head, bytes, 8);
        std::memcpy(&key.tail, bytes + text.size() - 8, 8);
    } else if (text.size() >= 4) {
        std::memcpy(&key.head, bytes, 4);
        std::memcpy(&key.tail, bytes + text.size() - 4, 4);
    } else {
        for (char c : text) key.head = key.head << 8 | static_cast<u8>(c);
    }
    return key;
}

struct Entry {
    Key key;
    bool valid = false;
    Pattern pattern;
    std::string text;
};

/// The entries of this thread. A plain pointer beside their owner, because every access to a thread's variable with a
/// constructor first asks whether it has run.
constinit thread_local Entry* entries = nullptr;

Entry* make_entries() {
    thread_local std::unique_ptr<Entry[]> owner;
    owner = std::make_unique<Entry[]>(kEntries);
    return owner.get();
}

const Pattern* compile_into(Entry& entry, const Key& key, std::string_view text, std::string* error) {
    if (text.size() > kMaxPatternSize) {
        *error = Matcher::kTooComplexMessage;
        return nullptr;
    }
    entry.valid = false;
    *error = entry.pattern.compile(text, key.caret);
    if (!error->empty()) return nullptr;
    entry.text = text;
    entry.key = key;
    entry.valid = true;
    return &entry.pattern;
}

}  // namespace

const Pattern* find_pattern(std::string_view text, Pattern::Caret caret, std::string* error) {
    if (entries == nullptr) [[unlikely]]
        entries = make_entries();
    Key key = key_of(text, caret);
    Entry& entry = entries[key.place()];
    bool same = entry.valid && entry.key == key && (text.size() <= kKeyBytes || entry.text == text);
    return same ? &entry.pattern : compile_into(entry, key, text, error);
}

}  // namespace gs::stdlib
