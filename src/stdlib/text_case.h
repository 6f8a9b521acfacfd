// Case and white space of Unicode text, as string and utf8 need them. Case mapping is the simple one: one code point for
// one code point, without regard to language and neighbours.
#pragma once

#include <string_view>

#include "runtime/state.h"

namespace gs::stdlib {

enum class Case : u8 { Upper, Lower };

u32 map_case(u32 code, Case to);
/// The string with every code point mapped; bytes that are not UTF-8 stay.
rt::Result<rt::Value> map_case(rt::State& st, std::string_view text, Case to);

/// Unicode white space.
bool is_white_space(u32 code);
/// Are all bytes below 128?
bool is_ascii(std::string_view text);

}  // namespace gs::stdlib
