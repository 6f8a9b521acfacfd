#include "stdlib/text_case.h"

#include <cstring>
#include <utf8proc.h>

#include "runtime/strings.h"
#include "stdlib/text_builder.h"
#include "support/utf8.h"

namespace gs::stdlib {

using namespace rt;

namespace {

constexpr u32 kSharpS = 0xDF;

/// Written so that the compiler can treat many bytes at once.
void map_ascii(std::string_view text, Case to, char* out) {
    char first = to == Case::Upper ? 'a' : 'A';
    for (size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        bool letter = static_cast<u8>(c - first) < 26;
        out[i] = static_cast<char>(c ^ (letter ? 0x20 : 0));
    }
}

}  // namespace

bool is_ascii(std::string_view text) {
    size_t i = 0;
    for (; i + 8 <= text.size(); i += 8) {
        u64 word;
        std::memcpy(&word, text.data() + i, 8);
        if ((word & 0x8080808080808080) != 0) return false;
    }
    for (; i < text.size(); ++i) {
        if (static_cast<u8>(text[i]) >= 128) return false;
    }
    return true;
}

bool is_white_space(u32 code) {
    if (code <= 0x20) return code == 0x20 || (code >= 9 && code <= 13);
    switch (code) {
        case 0x85:
        case 0xA0:
        case 0x1680:
        case 0x2028:
        case 0x2029:
        case 0x202F:
        case 0x205F:
        case 0x3000: return true;
        default: return code >= 0x2000 && code <= 0x200A;
    }
}

u32 map_case(u32 code, Case to) {
    // The library follows newer German spelling here; the simple mapping of Unicode leaves the letter alone.
    if (code == kSharpS) return code;
    auto c = static_cast<utf8proc_int32_t>(code);
    return static_cast<u32>(to == Case::Upper ? utf8proc_toupper(c) : utf8proc_tolower(c));
}

Result<Value> map_case(State& st, std::string_view text, Case to) {
    if (is_ascii(text)) {
        if (text.size() <= 64) {
            char small[64];
            map_ascii(text, to, small);
            return string_value(st, {small, text.size()});
        }
        char* out;
        String* mapped = TRY(make_string_uninitialized(st, text.size(), &out));
        map_ascii(text, to, out);
        return Value::string(mapped);
    }
    TextBuilder out(st);
    while (!text.empty()) {
        size_t size = 0;
        i32 code = utf8::unit_at(text, size);
        if (code < 0) {
            out.append(text.data(), size);
        } else {
            char encoded[utf8::kMaxEncodedSize];
            out.append(encoded, utf8::encode(map_case(static_cast<u32>(code), to), encoded));
        }
        text.remove_prefix(size);
    }
    return out.finish_value();
}

}  // namespace gs::stdlib
