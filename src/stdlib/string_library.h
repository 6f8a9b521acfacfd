// The files that make up the library `string`, and what they share.
#pragma once

#include <string_view>

#include "runtime/state.h"

namespace gs::stdlib {

/// Plain searching, splitting, trimming and padding (string_plain.cpp).
void add_plain_functions(rt::State& st, rt::Table* library);
/// find, match, gmatch, gsub (string_pattern.cpp).
void add_pattern_functions(rt::State& st, rt::Table* library);
/// format (string_format.cpp).
void add_format_function(rt::State& st, rt::Table* library);
/// pack, unpack, packsize (string_pack.cpp).
void add_pack_functions(rt::State& st, rt::Table* library);

/// Bytes `from` up to but not including `to`, counted from 0; empty if `from` is not below `to`.
struct ByteRange {
    u64 from, to;
    bool empty() const { return from >= to; }
    u64 size() const { return empty() ? 0 : to - from; }
};

/// What the indices i through j mean in a text (or list) of this length: counted from 1, both included, negative ones from the
/// end; then i below 1 is 1, and j above the length is the length.
inline ByteRange resolve_range(u64 length, i64 i, i64 j) {
    i64 n = static_cast<i64>(length);
    if (i < 0) i += n + 1;
    if (j < 0) j += n + 1;
    if (i < 1) i = 1;
    if (j > n) j = n;
    return j < i ? ByteRange{0, 0} : ByteRange{static_cast<u64>(i - 1), static_cast<u64>(j)};
}

/// The text without the white space at its ends, as string.trim has it (string_plain.cpp).
std::string_view trim_white_space(std::string_view text);

/// Fills `size` bytes with repetitions of a text that is not empty, cut at the end.
void fill_repeating(char* out, u64 size, std::string_view text);

/// Replaces the first `limit` occurrences of `old`, which is not empty; sets how many there were.
rt::Result<rt::String*> replace_plain(rt::State& st, rt::String* subject, std::string_view old, std::string_view text,
                                      u64 limit, u64* count);

// Shared with utf8, which offers them too.
rt::Ret string_upper(rt::State& st, rt::Args args);
rt::Ret string_lower(rt::State& st, rt::Args args);
rt::Ret string_reverse(rt::State& st, rt::Args args);

}  // namespace gs::stdlib
