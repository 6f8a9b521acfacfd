// The files that make up the library `string`, and what they share.
#pragma once

#include <string_view>

#include "runtime/state.h"
#include "runtime/substring.h"

namespace gs::stdlib {

using rt::ByteRange;
using rt::resolve_range;

/// Plain searching, splitting, trimming and padding (string_plain.cpp).
void add_plain_functions(rt::State& st, rt::Table* library);
/// find, match, gmatch, gsub (string_pattern.cpp).
void add_pattern_functions(rt::State& st, rt::Table* library);
/// format (string_format.cpp).
void add_format_function(rt::State& st, rt::Table* library);
/// pack, unpack, packsize (string_pack.cpp).
void add_pack_functions(rt::State& st, rt::Table* library);

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
