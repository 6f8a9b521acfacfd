// UTF-8: decoding, encoding, and walking through text that may not be UTF-8 at all.
//
// Two views of a byte string are needed. The strict one takes a well-formed sequence or reports where there is none. The
// tolerant one cuts every string into *units*: a well-formed sequence is one unit, and so is each byte that belongs to
// none. Unit boundaries are the same from both ends, so text can be walked backwards too.
//
// Well-formed means: shortest form, no surrogates, at most U+10FFFF. `Range::Lax` also takes surrogates and values up to
// 2^31 - 1 in up to six bytes, but never a form longer than needed.
#pragma once

#include <string_view>

#include "support/types.h"

namespace gs::utf8 {

inline constexpr u32 kMaxCodePoint = 0x10FFFF;
inline constexpr u32 kMaxLaxCode = 0x7FFFFFFF;
inline constexpr u32 kReplacement = 0xFFFD;
inline constexpr size_t kMaxEncodedSize = 6;

enum class Range : u8 { Strict, Lax };

constexpr bool is_surrogate(u32 code) { return code >= 0xD800 && code <= 0xDFFF; }
constexpr bool is_code_point(u32 code) { return code <= kMaxCodePoint && !is_surrogate(code); }
constexpr bool is_continuation(char byte) { return (static_cast<u8>(byte) & 0xC0) == 0x80; }

struct Decoded {
    u32 code = 0;
    u32 size = 0;  // bytes; 0 if there is no well-formed sequence
};

/// Decodes the sequence at the front of `text`.
Decoded decode(std::string_view text, Range range = Range::Strict);

/// Writes `code`, at most kMaxLaxCode, with as many bytes as it needs; returns how many. Surrogates are encoded too.
size_t encode(u32 code, char* out);

/// Length of the unit at the front of `text`, which must not be empty.
size_t unit_size(std::string_view text);

/// Length of the unit at the back of `text`, which must not be empty.
size_t last_unit_size(std::string_view text);

/// The code point of the unit at the front of `text`, or -1 if that unit is a stray byte. Sets `size`.
i32 unit_at(std::string_view text, size_t& size);

/// Number of units in `text`.
size_t count_units(std::string_view text);

/// Number of bytes that the first `units` units take, or all of `text` if it has fewer.
size_t skip_units(std::string_view text, size_t units);

/// Writes the units of `text` in reverse order to `out`, which has room for as many bytes.
void reverse(std::string_view text, char* out);

/// Is all of `text` well-formed?
bool is_valid(std::string_view text);

/// Counts the code points that begin from `from` on and before `to_exclusive` (0-based; the last sequence may end behind
/// that). If a sequence is ill-formed, `valid` is false and `value` is the position where it begins.
struct Count {
    bool valid;
    size_t value;
};
Count count_between(std::string_view text, size_t from, size_t to_exclusive, Range range);

/// Finds the n-th code point as utf8.offset does, with 0-based positions; `position` is at most text.size().
struct Offset {
    enum class Result : u8 { Found, NoSuchCharacter, StartsInsideSequence };
    Result result;
    size_t position;
};
Offset offset(std::string_view text, i64 n, size_t position);

}  // namespace gs::utf8
