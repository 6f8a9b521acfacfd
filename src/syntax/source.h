// The text of a chunk as the lexer sees it.
#pragma once

#include <string_view>

namespace gs::syntax {

// A byte-order mark counts as absent.
inline std::string_view without_byte_order_mark(std::string_view text) {
    constexpr std::string_view kMark = "\xEF\xBB\xBF";
    return text.starts_with(kMark) ? text.substr(kMark.size()) : text;
}

// The number of bytes of a first line that begins with `#!`, without its newline; 0 if there is none.
inline size_t length_of_interpreter_line(std::string_view text) {
    if (!text.starts_with("#!")) return 0;
    size_t end = text.find('\n');
    return end == std::string_view::npos ? text.size() : end;
}

}  // namespace gs::syntax
