#include "support/utf8.h"

#include <cstring>

#include "support/assert.h"

namespace gs::utf8 {
namespace {

constexpr u64 kHighBits = 0x8080808080808080;

/// Bytes at the front of `text` that are ASCII, rounded down to a multiple of 8.
size_t ascii_blocks(std::string_view text) {
    size_t done = 0;
    for (; text.size() - done >= 8; done += 8) {
        u64 block;
        std::memcpy(&block, text.data() + done, 8);
        if ((block & kHighBits) != 0) break;
    }
    return done;
}

}  // namespace

Decoded decode(std::string_view text, Range range) {
    if (text.empty()) return {};
    u32 lead = static_cast<u8>(text[0]);
    if (lead < 0x80) return {lead, 1};
    // The lead byte has a one bit for each byte of the sequence: 110xxxxx is the first of two. FE and FF are never used.
    if (lead < 0xC2 || lead > 0xFD) return {};
    u32 size = 2;
    while ((lead & (0x80u >> size)) != 0) ++size;
    if (text.size() < size) return {};
    u32 code = lead & (0x7Fu >> size);
    for (u32 i = 1; i < size; ++i) {
        if (!is_continuation(text[i])) return {};
        code = code << 6 | (static_cast<u8>(text[i]) & 0x3Fu);
    }
    // The smallest code that needs this many bytes; below it the form is too long. (C0 and C1 were refused above.)
    static constexpr u32 kLeast[] = {0, 0, 0x80, 0x800, 0x10000, 0x200000, 0x4000000};
    if (code < kLeast[size]) return {};
    if (range == Range::Strict && !is_code_point(code)) return {};
    return {code, size};
}

size_t encode(u32 code, char* out) {
    GS_ASSERT(code <= kMaxLaxCode);
    if (code < 0x80) {
        out[0] = static_cast<char>(code);
        return 1;
    }
    size_t size = code < 0x800 ? 2 : code < 0x10000 ? 3 : code < 0x200000 ? 4 : code < 0x4000000 ? 5 : 6;
    for (size_t i = size - 1; i > 0; --i) {
        out[i] = static_cast<char>(0x80 | (code & 0x3F));
        code >>= 6;
    }
    u32 length_bits = 0xFFu << (8 - size) & 0xFFu;
    out[0] = static_cast<char>(length_bits | code);
    return size;
}

size_t unit_size(std::string_view text) {
    GS_ASSERT(!text.empty());
    u32 size = decode(text).size;
    return size == 0 ? 1 : size;
}

size_t last_unit_size(std::string_view text) {
    GS_ASSERT(!text.empty());
    // A sequence that ends here begins at the nearest byte that is no continuation; that byte is never inside another.
    size_t most = text.size() < 4 ? text.size() : 4;
    for (size_t size = 1; size <= most; ++size) {
        if (is_continuation(text[text.size() - size])) continue;
        return decode(text.substr(text.size() - size)).size == size ? size : 1;
    }
    return 1;
}

i32 unit_at(std::string_view text, size_t& size) {
    GS_ASSERT(!text.empty());
    Decoded decoded = decode(text);
    size = decoded.size == 0 ? 1 : decoded.size;
    return decoded.size == 0 ? -1 : static_cast<i32>(decoded.code);
}

size_t count_units(std::string_view text) {
    size_t units = 0;
    while (!text.empty()) {
        size_t ascii = ascii_blocks(text);
        units += ascii;
        text.remove_prefix(ascii);
        // One block's worth of units at a time, then look for plain text again.
        for (int i = 0; i < 8 && !text.empty(); ++i, ++units) text.remove_prefix(unit_size(text));
    }
    return units;
}

size_t skip_units(std::string_view text, size_t units) {
    size_t done = 0;
    for (; units > 0 && done < text.size(); --units) done += unit_size(text.substr(done));
    return done;
}

void reverse(std::string_view text, char* out) {
    out += text.size();
    while (!text.empty()) {
        size_t size = unit_size(text);
        out -= size;
        std::memcpy(out, text.data(), size);
        text.remove_prefix(size);
    }
}

bool is_valid(std::string_view text) {
    while (!text.empty()) {
        text.remove_prefix(ascii_blocks(text));
        for (int i = 0; i < 8 && !text.empty(); ++i) {
            u32 size = decode(text).size;
            if (size == 0) return false;
            text.remove_prefix(size);
        }
    }
    return true;
}

Count count_between(std::string_view text, size_t from, size_t to_exclusive, Range range) {
    size_t count = 0;
    while (from < to_exclusive) {
        u32 size = decode(text.substr(from), range).size;
        if (size == 0) return {false, from};
        from += size;
        ++count;
    }
    return {true, count};
}

Offset offset(std::string_view text, i64 n, size_t position) {
    GS_ASSERT(position <= text.size());
    using Result = Offset::Result;
    // The end of the text counts as a place where a character may begin.
    auto inside = [text](size_t at) { return at < text.size() && is_continuation(text[at]); };
    if (n == 0) {
        while (position > 0 && inside(position)) --position;
        return {Result::Found, position};
    }
    if (inside(position)) return {Result::StartsInsideSequence, 0};
    for (; n < 0 && position > 0; ++n) {
        do --position;
        while (position > 0 && inside(position));
    }
    // Counted from `position`, which is itself the first.
    for (; n > 1 && position < text.size(); --n) {
        do ++position;
        while (inside(position));
    }
    if (n == 0 || n == 1) return {Result::Found, position};
    return {Result::NoSuchCharacter, 0};
}

}  // namespace gs::utf8
