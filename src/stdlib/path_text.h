// Paths as text: what `path` offers to scripts and `fs` needs itself. Nothing here looks at the file system.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/types.h"

namespace gs::stdlib {

/// The shortest path that means the same; "." for the empty one.
std::string clean_path(std::string_view path);
/// The last element, slashes at the end ignored; "." for the empty path, "/" for one of slashes alone.
std::string_view last_element(std::string_view path);
/// Where the part behind the last slash begins.
inline std::size_t name_position(std::string_view path) { return path.rfind('/') + 1; }  // npos + 1 is 0
inline bool is_absolute(std::string_view path) { return path.starts_with('/'); }

/// The path that leads from `base` to `path` by names alone, if there is one.
std::optional<std::string> relative_path(std::string_view base, std::string_view path);

/// A pattern of path.match, translated once. A unit is a code point, or a byte that belongs to no well-formed sequence.
class NamePattern {
public:
    /// False if the pattern is wrong anywhere (kSyntaxError).
    bool parse(std::string_view pattern);
    /// Whether all of the name matches.
    bool matches(std::string_view name) const;
    /// Whether a text needs matching; others stand for themselves.
    static bool is_special(std::string_view text) { return text.find_first_of("*?[\\") != text.npos; }

    static constexpr const char* kSyntaxError = "syntax error in pattern";

private:
    struct Range {
        u32 low, high;
    };
    struct Token {
        enum class Kind : u8 { Unit, Any, Set, ExceptSet, Run };
        Kind kind;
        u32 unit = 0;  // Unit
        std::size_t first = 0, count = 0;  // of the ranges of a set
    };
    bool parse_set(std::string_view* rest);
    bool accepts(const Token& token, u32 unit) const;

    std::vector<Token> tokens_;
    std::vector<Range> ranges_;
};

}  // namespace gs::stdlib
