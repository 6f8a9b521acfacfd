#include "syntax/diagnostics.h"

#include "syntax/source.h"

namespace gs::syntax {

namespace {

// Line `number` of the text, counted from 1, without its line end.
std::string_view line_of(std::string_view text, u32 number) {
    text = without_byte_order_mark(text);
    for (u32 i = 1; i < number; i++) {
        size_t end = text.find('\n');
        if (end == std::string_view::npos) return {};
        text.remove_prefix(end + 1);
    }
    text = text.substr(0, text.find('\n'));
    if (text.ends_with('\r')) text.remove_suffix(1);
    return text;
}

// As wide as `text` is on the screen: tabs stay, every other character becomes a space.
std::string blank(std::string_view text) {
    std::string out;
    for (char c : text) {
        bool continues_character = (static_cast<u8>(c) & 0xC0) == 0x80;
        if (!continues_character) out += c == '\t' ? '\t' : ' ';
    }
    return out;
}

}  // namespace

std::string one_line(const Diagnostic& diagnostic, std::string_view chunk_name) {
    return std::string(chunk_name) + ":" + std::to_string(diagnostic.line) + ":" + std::to_string(diagnostic.column) +
           ": " + diagnostic.message;
}

std::string render(const Diagnostic& diagnostic, std::string_view chunk_name, std::string_view text) {
    std::string_view line = line_of(text, diagnostic.line);
    std::string out = one_line(diagnostic, chunk_name);
    out += '\n';
    out += line;
    out += '\n';
    out += blank(line.substr(0, diagnostic.column - 1));
    out += "^\n";
    if (!diagnostic.hint.empty()) out += "hint: " + diagnostic.hint + "\n";
    return out;
}

}  // namespace gs::syntax
