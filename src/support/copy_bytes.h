// memcpy and memcmp without the call for short texts: most pieces of text are shorter than the call takes.
#pragma once

#include <cstring>

#include "support/types.h"

namespace gs {

inline void copy_bytes(char* to, const char* from, size_t n) {
    if (n > 16) {
        std::memcpy(to, from, n);
    } else if (n >= 8) {
        u64 head, tail;
        std::memcpy(&head, from, 8);
        std::memcpy(&tail, from + n - 8, 8);
        std::memcpy(to, &head, 8);
        std::memcpy(to + n - 8, &tail, 8);
    } else if (n >= 4) {
        u32 head, tail;
        std::memcpy(&head, from, 4);
        std::memcpy(&tail, from + n - 4, 4);
        std::memcpy(to, &head, 4);
        std::memcpy(to + n - 4, &tail, 4);
    } else if (n != 0) {
        char middle = from[n / 2], last = from[n - 1];
        to[0] = from[0];
        to[n / 2] = middle;
        to[n - 1] = last;
    }
}

/// Whether n bytes are equal, no less than a Word and no more than two: their first and last ones, which may overlap.
template <class Word>
bool equal_ends(const char* a, const char* b, size_t n) {
    Word head_a, head_b, tail_a, tail_b;
    std::memcpy(&head_a, a, sizeof(Word));
    std::memcpy(&head_b, b, sizeof(Word));
    std::memcpy(&tail_a, a + n - sizeof(Word), sizeof(Word));
    std::memcpy(&tail_b, b + n - sizeof(Word), sizeof(Word));
    return ((head_a ^ head_b) | (tail_a ^ tail_b)) == 0;
}

/// The same for memcmp: whether n bytes are equal.
inline bool equal_bytes(const char* a, const char* b, size_t n) {
    if (n > 16) return std::memcmp(a, b, n) == 0;
    if (n >= 8) return equal_ends<u64>(a, b, n);
    if (n >= 4) return equal_ends<u32>(a, b, n);
    return n == 0 || (a[0] == b[0] && a[n / 2] == b[n / 2] && a[n - 1] == b[n - 1]);
}

}  // namespace gs
