// encoding.xmlEscape and xmlUnescape: text as it may stand in an XML document.
#include "runtime/native_args.h"
#include "stdlib/encoding_library.h"
#include "stdlib/text_builder.h"
#include "support/hex.h"
#include "support/utf8.h"

namespace gs::stdlib {

using namespace rt;

namespace {

/// What a character is written as, or nothing if it may stand there as it is.
std::string_view escape_of(char c) {
    switch (c) {
        case '&': return "&amp;";
        case '<': return "&lt;";
        case '>': return "&gt;";
        case '"': return "&#34;";
        case '\'': return "&#39;";
        case '\t': return "&#x9;";
        case '\n': return "&#xA;";
        case '\r': return "&#xD;";
        default: return {};
    }
}

/// Is a code point that has no escape allowed in XML 1.0? Of a stray byte the code is -1.
bool is_allowed(i32 code) { return code >= 0x20 && code != 0xFFFE && code != 0xFFFF; }

Ret xml_escape(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view text = TRY(in.text(0));
    TextBuilder out(st);
    size_t plain = 0;  // from here on nothing has been written
    for (size_t at = 0, size; at < text.size() && !out.failed(); at += size) {
        std::string_view escape = escape_of(text[at]);
        if (!escape.empty()) {
            size = 1;
        } else {
            if (is_allowed(utf8::unit_at(text.substr(at), size))) continue;
            escape = "\xEF\xBF\xBD";
        }
        out.append(text.substr(plain, at - plain));
        out.append(escape);
        plain = at + size;
    }
    out.append(text.substr(plain));
    return TRY(out.finish_value());
}

struct Reference {
    u32 code = 0;
    size_t size = 0;  // 0: none
};

/// `&#N;` or `&#xN;` at the front of `text`.
Reference read_numeric(std::string_view text) {
    bool hex = text.size() > 2 && text[2] == 'x';
    size_t first = hex ? 3 : 2, at = first;
    u32 code = 0;
    for (; at < text.size(); ++at) {
        int digit = hex_digit(text[at]);
        if (digit < 0 || (!hex && digit > 9)) break;
        // Once too large it stays too large, so that any number of digits may follow.
        if (code <= utf8::kMaxCodePoint) code = code * (hex ? 16 : 10) + static_cast<u32>(digit);
    }
    if (at == first || at == text.size() || text[at] != ';' || !utf8::is_code_point(code)) return {};
    return {code, at + 1};
}

/// The reference that `text`, which begins with `&`, begins with.
Reference read_reference(std::string_view text) {
    if (text.size() > 1 && text[1] == '#') return read_numeric(text);
    struct Named {
        std::string_view text;
        u32 code;
    };
    constexpr Named kNamed[] = {
        {"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}, {"&apos;", '\''},
    };
    for (const Named& named : kNamed) {
        if (text.starts_with(named.text)) return {named.code, named.text.size()};
    }
    return {};
}

Ret xml_unescape(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view text = TRY(in.text(0));
    TextBuilder out(st);
    while (!out.failed()) {
        size_t at = text.find('&');
        out.append(text.substr(0, at));
        if (at == std::string_view::npos) break;
        text.remove_prefix(at);
        Reference reference = read_reference(text);
        if (reference.size == 0) {
            out.push('&');
            text.remove_prefix(1);
            continue;
        }
        char encoded[utf8::kMaxEncodedSize];
        out.append(encoded, utf8::encode(reference.code, encoded));
        text.remove_prefix(reference.size);
    }
    return TRY(out.finish_value());
}

constexpr FnRow kFunctions[] = {
    {"encoding.xmlEscape", xml_escape},
    {"encoding.xmlUnescape", xml_unescape},
};

}  // namespace

void add_xml_functions(State& st, Table* library) { add_functions(st, library, kFunctions); }

}  // namespace gs::stdlib
