// The hash of strings, seeded so that a script's input can not be made to collide on purpose.
//
// The core step multiplies two 64-bit words to 128 bits and folds the halves: every bit of both words reaches the
// result. Texts of up to 16 bytes, which nearly all keys are, take one such step over two overlapping loads; longer ones
// one step per 16 bytes. Nothing outside the text is read.
#pragma once

#include <cstring>
#include <string_view>

#include "support/types.h"

namespace gs {

namespace detail {

inline u64 load_word(const char* bytes) {
    u64 word;
    std::memcpy(&word, bytes, 8);
    return word;
}

inline u64 load_half_word(const char* bytes) {
    u32 word;
    std::memcpy(&word, bytes, 4);
    return word;
}

inline u64 multiply_and_fold(u64 a, u64 b) {
    unsigned __int128 product = static_cast<unsigned __int128>(a) * b;
    return static_cast<u64>(product) ^ static_cast<u64>(product >> 64);
}

// Odd and without pattern; they keep zeros in the text from zeroing the product.
inline constexpr u64 kHashA = 0x9E3779B97F4A7C15;
inline constexpr u64 kHashB = 0xD6E8FEB86659FD93;
inline constexpr u64 kHashC = 0xA0761D6478BD642F;

}  // namespace detail

/// Hash of `text`; all 64 bits are usable.
inline u64 hash_bytes(std::string_view text, u64 seed) {
    const char* p = text.data();
    size_t size = text.size();
    // The length is part of the first factor: "\0" and "\0\0" load the same words.
    u64 state = seed ^ (size * detail::kHashC);
    u64 low = 0, high = 0;
    if (size > 16) [[unlikely]] {
        for (size_t left = size; left > 16; left -= 16, p += 16) {
            state = detail::multiply_and_fold(detail::load_word(p) ^ detail::kHashA ^ state,
                                              detail::load_word(p + 8) ^ detail::kHashB ^ seed);
        }
        // The last 16 bytes, which may overlap those before.
        low = detail::load_word(text.data() + size - 16);
        high = detail::load_word(text.data() + size - 8);
    } else if (size >= 8) {
        low = detail::load_word(p);
        high = detail::load_word(p + size - 8);
    } else if (size >= 4) {
        low = detail::load_half_word(p);
        high = detail::load_half_word(p + size - 4);
    } else if (size > 0) {
        low = static_cast<u64>(static_cast<u8>(p[0])) << 16 | static_cast<u64>(static_cast<u8>(p[size / 2])) << 8 |
              static_cast<u8>(p[size - 1]);
    }
    return detail::multiply_and_fold(low ^ detail::kHashA ^ state, high ^ detail::kHashB ^ seed);
}

}  // namespace gs
