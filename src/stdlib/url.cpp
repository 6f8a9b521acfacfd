// The library `url`: URLs taken apart, put together and resolved, as RFC 3986 has it.
//
// A URL is cut into pieces of its text first (UrlParts), with escapes and all. What a script gets are the pieces decoded; the
// text put together again, and the result of resolving, are made from the pieces as they are, so that escapes survive.
#include "stdlib/url.h"

#include <algorithm>
#include <string>
#include <vector>

#include "runtime/native_args.h"
#include "stdlib/modules.h"
#include "stdlib/text_builder.h"
#include "stdlib/value_list.h"

namespace gs::stdlib {

using namespace rt;

namespace {

// ---- bytes and escapes ----------------------------------------------------------------------------------------------

constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_unreserved(char c) {
    return is_letter(c) || is_digit(c) || c == '-' || c == '_' || c == '.' || c == '~';
}
bool is_one_of(char c, std::string_view set) { return set.find(c) != set.npos; }

/// The value of a hexadecimal digit, or -1.
constexpr int hex_value(char c) {
    if (is_digit(c)) return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}
bool is_escape(std::string_view text) {
    return text.size() >= 3 && text[0] == '%' && hex_value(text[1]) >= 0 && hex_value(text[2]) >= 0;
}

/// The first bad escape of a text: up to three bytes; empty if all are well.
std::string_view bad_escape(std::string_view text) {
    for (std::size_t at = text.find('%'); at != text.npos; at = text.find('%', at + 3)) {
        if (!is_escape(text.substr(at))) return text.substr(at, 3);
    }
    return {};
}

void append_escape(std::string& out, char byte) {
    constexpr const char* kDigits = "0123456789ABCDEF";
    u8 code = static_cast<u8>(byte);
    out += '%';
    out += kDigits[code >> 4];
    out += kDigits[code & 15];
}

/// Decodes a text whose escapes are well.
std::string decoded(std::string_view text, bool plus_is_space) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%') {
            out += static_cast<char>(hex_value(text[i + 1]) << 4 | hex_value(text[i + 2]));
            i += 2;
        } else {
            out += plus_is_space && text[i] == '+' ? ' ' : text[i];
        }
    }
    return out;
}

/// Escapes what is neither unreserved nor in `keep`.
void append_encoded(std::string& out, std::string_view text, std::string_view keep) {
    for (char c : text) {
        if (is_unreserved(c) || is_one_of(c, keep)) {
            out += c;
        } else {
            append_escape(out, c);
        }
    }
}

/// The same for text that may hold escapes already: those stay.
void append_repaired(std::string& out, std::string_view text, std::string_view keep) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (is_unreserved(text[i]) || is_one_of(text[i], keep) || is_escape(text.substr(i))) {
            out += text[i];
        } else {
            append_escape(out, text[i]);
        }
    }
}

/// A text as part of a query.
void append_query_text(TextBuilder& out, std::string_view text) {
    constexpr const char* kDigits = "0123456789ABCDEF";
    for (char c : text) {
        if (is_unreserved(c)) {
            out.push(c);
        } else if (c == ' ') {
            out.push('+');
        } else {
            u8 code = static_cast<u8>(c);
            char escape[] = {'%', kDigits[code >> 4], kDigits[code & 15]};
            out.append(escape, sizeof escape);
        }
    }
}

// What may stand in the parts of a URL beside unreserved characters and escapes.
constexpr std::string_view kUserBytes = "!$&'()*+,;=";
constexpr std::string_view kPasswordBytes = "!$&'()*+,;=:";
constexpr std::string_view kHostBytes = "!$&'()*+,;=:";  // the colon: in brackets
constexpr std::string_view kPathBytes = "!$&'()*+,;=:@/";
constexpr std::string_view kFragmentBytes = "!$&'()*+,;=:@/?";

// ---- taking apart ---------------------------------------------------------------------------------------------------

struct UrlParts {
    std::string scheme;  // lower case
    bool has_authority = false, has_user = false, has_password = false, in_brackets = false, has_port = false;
    bool has_query = false;
    std::string_view authority, user, password, host, port, path, query, fragment;
};

constexpr const char* kBadEscape = "invalid URL escape";

/// What is wrong with a user, password or host; null if nothing.
const char* authority_problem(std::string_view text) {
    if (!bad_escape(text).empty()) return kBadEscape;
    if (text.find_first_of(" \\^|{}") != text.npos) return "invalid character in authority";
    return nullptr;
}

const char* split_authority(UrlParts& parts) {
    std::string_view host = parts.authority;
    std::size_t at = host.rfind('@');
    if (at != host.npos) {
        parts.has_user = true;
        parts.user = host.substr(0, at);
        host.remove_prefix(at + 1);
        std::size_t colon = parts.user.find(':');
        if (colon != parts.user.npos) {
            parts.has_password = true;
            parts.password = parts.user.substr(colon + 1);
            parts.user = parts.user.substr(0, colon);
        }
    }
    std::size_t end = host.find(':');
    if (host.starts_with('[')) {
        parts.in_brackets = true;
        end = host.find(']');
        if (end == host.npos) return "missing ']' in host";
        parts.host = host.substr(1, end - 1);
        ++end;
    } else {
        parts.host = host.substr(0, end);
    }
    if (end < host.size()) {
        parts.has_port = true;
        parts.port = host.substr(end + 1);
        if (host[end] != ':' || !std::all_of(parts.port.begin(), parts.port.end(), is_digit)) return "invalid port";
    }
    for (std::string_view text : {parts.user, parts.password, parts.host}) {
        if (const char* problem = authority_problem(text)) return problem;
    }
    for (std::size_t i = parts.host.find('%'); i != parts.host.npos; i = parts.host.find('%', i + 3)) {
        if (hex_value(parts.host[i + 1]) < 8) return "invalid URL escape in host";
    }
    return nullptr;
}

/// Takes a URL apart. Returns what is wrong with it, or null.
const char* split_url(std::string_view text, UrlParts& parts) {
    for (char c : text) {
        if (static_cast<u8>(c) < 32 || c == 127) return "invalid control character in URL";
    }
    std::size_t mark = text.find('#');
    if (mark != text.npos) {
        parts.fragment = text.substr(mark + 1);
        text = text.substr(0, mark);
    }
    mark = text.find('?');
    if (mark != text.npos) {
        parts.has_query = true;
        parts.query = text.substr(mark + 1);
        text = text.substr(0, mark);
    }
    std::size_t colon = text.find(':');
    if (colon == 0) return "missing protocol scheme";
    if (colon != text.npos && is_letter(text[0])) {
        std::string_view scheme = text.substr(0, colon);
        auto fits = [](char c) { return is_letter(c) || is_digit(c) || is_one_of(c, "+-."); };
        if (std::all_of(scheme.begin(), scheme.end(), fits)) {
            parts.scheme = scheme;
            for (char& c : parts.scheme) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 32) : c;
            text.remove_prefix(colon + 1);
        }
    }
    if (text.starts_with("//")) {
        std::size_t end = std::min(text.find('/', 2), text.size());
        parts.has_authority = true;
        parts.authority = text.substr(2, end - 2);
        text.remove_prefix(end);
        if (const char* problem = split_authority(parts)) return problem;
    } else if (parts.scheme.empty() && text.substr(0, text.find('/')).find(':') != text.npos) {
        return "first path element contains a colon";
    }
    parts.path = text;
    if (!bad_escape(text).empty() || !bad_escape(parts.fragment).empty()) return kBadEscape;
    return nullptr;
}

/// The text of a URL from its parts, with whatever may not stand there escaped.
std::string joined_parts(const UrlParts& parts) {
    std::string out;
    if (!parts.scheme.empty()) out += parts.scheme + ":";
    if (parts.has_authority) {
        out += "//";
        append_repaired(out, parts.user, kUserBytes);
        if (parts.has_password) out += ':';
        append_repaired(out, parts.password, kPasswordBytes);
        if (parts.has_user) out += '@';
        if (parts.in_brackets) out += '[';
        append_repaired(out, parts.host, kHostBytes);
        if (parts.in_brackets) out += ']';
        if (parts.has_port) out += ':';
        out += parts.port;
    } else if (parts.path.starts_with("//")) {
        out += "/.";  // or the path would be taken for an authority
    }
    append_repaired(out, parts.path, kPathBytes);
    if (parts.has_query) {
        out += '?';
        out += parts.query;
    }
    if (!parts.fragment.empty()) out += '#';
    append_repaired(out, parts.fragment, kFragmentBytes);
    return out;
}

/// A query as a table. Pairs that do not decode are left out; the first of them is the result in `problem`.
Result<Table*> query_table(State& st, std::string_view query, std::string_view* problem) {
    Table* table = make_table(st);
    while (!query.empty()) {
        std::size_t end = std::min(query.find('&'), query.size());
        std::string_view pair = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        if (pair.empty()) continue;
        if (pair.find(';') != pair.npos || !bad_escape(pair).empty()) {
            if (problem->empty()) *problem = pair;
            continue;
        }
        std::size_t equals = pair.find('=');
        std::string_view value = equals == pair.npos ? "" : pair.substr(equals + 1);
        String* key = TRY(make_string(st, decoded(pair.substr(0, equals), true)));
        if (!raw_get_string(st, table, key).is_nil()) continue;
        Value text = TRY(string_value(st, decoded(value, true)));
        TRY(raw_set_string(st, table, key, text));
    }
    return table;
}

Ret url_parse(State& st, Args args) {
    std::string_view text = TRY(ArgReader(st, args).text(0));
    UrlParts parts;
    if (const char* problem = split_url(text, parts)) return fail_with(st, problem);
    Table* url = make_table(st, 9);
    auto set = [&](std::string_view name, std::string_view part) -> Status {
        set_field(st, url, name, TRY(string_value(st, part)));
        return {};
    };
    TRY(set("scheme", parts.scheme));
    TRY(set("host", decoded(parts.host, false)));
    TRY(set("port", parts.port));
    TRY(set("path", decoded(parts.path, false)));
    std::string_view ignored;
    set_field(st, url, "query", Value::table(TRY(query_table(st, parts.query, &ignored))));
    TRY(set("fragment", decoded(parts.fragment, false)));
    if (parts.has_user) TRY(set("user", decoded(parts.user, false)));
    if (parts.has_password) TRY(set("password", decoded(parts.password, false)));
    TRY(set("raw", joined_parts(parts)));
    return Value::table(url);
}

Ret url_get_host(State& st, Args args) {
    std::string_view text = TRY(ArgReader(st, args).text(0));
    UrlParts parts;
    if (const char* problem = split_url(text, parts)) return fail_with(st, problem);
    return TRY(string_value(st, decoded(parts.host, false)));
}

Ret url_get_path(State& st, Args args) {
    std::string_view text = TRY(ArgReader(st, args).text(0));
    UrlParts parts;
    if (const char* problem = split_url(text, parts)) return fail_with(st, problem);
    return TRY(string_value(st, decoded(parts.path, false)));
}

Ret url_is_valid(State& st, Args args) {
    std::string_view text = TRY(ArgReader(st, args).text(0));
    UrlParts parts;
    return Value::boolean(split_url(text, parts) == nullptr && !parts.scheme.empty() && !parts.authority.empty());
}

// ---- queries and building -------------------------------------------------------------------------------------------

struct Pair {
    Value key, value;
};

/// Writes a table as a query, sorted by the texts of the keys, with `lead` in front unless it is empty. Those and the texts of the values may be made by script
/// code, so they are collected in a heap cell.
Status append_query(State& st, TextBuilder& out, Table* table, std::string_view lead) {
    Values* texts = TRY(make_values(st, 16));
    u32 used = 0;
    Cursor cursor = cursor_start();
    Value key, value;
    while (cursor_next(st, table, &cursor, &key, &value)) {
        if (used == texts->count) {
            Values* bigger = TRY(make_values(st, u64{used} * 2));
            std::copy_n(texts->item, used, bigger->item);
            texts = bigger;
        }
        Value key_text = TRY(tostring(st, key));
        st.heap->store(&texts->h, &texts->item[used], key_text);
        Value value_text = TRY(tostring(st, value));
        st.heap->store(&texts->h, &texts->item[used + 1], value_text);
        used += 2;
    }
    auto* first = reinterpret_cast<Pair*>(texts->item);
    std::sort(first, first + used / 2, [](const Pair& a, const Pair& b) {
        int order = string_compare(a.key.as_string(), b.key.as_string());
        return order != 0 ? order < 0 : view(a.value) < view(b.value);
    });
    st.heap->wrote_many(&texts->h);
    for (u32 i = 0; i < used && !out.failed(); i += 2) {
        out.append(i == 0 ? lead : "&");
        append_query_text(out, view(texts->item[i]));
        out.push('=');
        append_query_text(out, view(texts->item[i + 1]));
    }
    return {};
}

Ret url_query_encode(State& st, Args args) {
    Table* table = TRY(ArgReader(st, args).table(0));
    TextBuilder out(st);
    TRY(append_query(st, out, table, ""));
    return TRY(out.finish_value());
}

Ret url_query_decode(State& st, Args args) {
    std::string_view text = TRY(ArgReader(st, args).text(0));
    std::string_view problem;
    Table* table = TRY(query_table(st, text, &problem));
    if (problem.empty()) return Value::table(table);
    std::string_view escape = bad_escape(problem);
    if (escape.empty()) return fail_with(st, "invalid semicolon separator in query");
    return fail_with(st, std::string(kBadEscape) + " \"" + std::string(escape) + "\"");
}

Ret url_encode(State& st, Args args) {
    std::string_view text = TRY(ArgReader(st, args).text(0));
    TextBuilder out(st);
    append_query_text(out, text);
    return TRY(out.finish_value());
}

Ret url_decode(State& st, Args args) {
    std::string_view text = TRY(ArgReader(st, args).text(0));
    std::string_view escape = bad_escape(text);
    if (!escape.empty()) return fail_with(st, std::string(kBadEscape) + " \"" + std::string(escape) + "\"");
    return TRY(string_value(st, decoded(text, true)));
}

/// The fields that url.build reads.
struct BuildFields {
    std::string_view scheme, host, port, path, fragment;
    String *user = nullptr, *password = nullptr;
    Table* query = nullptr;
};

/// Everything in front of the query.
std::string build_front(const BuildFields& fields) {
    std::string out;
    if (!fields.scheme.empty()) out += std::string(fields.scheme) + ":";
    bool has_authority = !fields.host.empty() || fields.user != nullptr;
    if (has_authority || (!fields.scheme.empty() && fields.path.starts_with('/'))) out += "//";
    if (fields.user != nullptr) {
        constexpr std::string_view kKept = "$&+,;=";
        append_encoded(out, view(fields.user), kKept);
        if (fields.password != nullptr) {
            out += ':';
            append_encoded(out, view(fields.password), kKept);
        }
        out += '@';
    }
    if (!fields.host.empty()) {
        bool needs_brackets = fields.host.find(':') != fields.host.npos && !fields.host.starts_with('[');
        if (needs_brackets) out += '[';
        append_encoded(out, fields.host, "!$&'()*+,;=:[]");
        if (needs_brackets) out += ']';
        if (!fields.port.empty()) out += ":" + std::string(fields.port);
    }
    if (has_authority && !fields.path.empty() && !fields.path.starts_with('/')) out += '/';
    if (!has_authority && fields.scheme.empty()) {
        std::string_view element = fields.path.substr(0, fields.path.find('/'));
        if (element.find(':') != element.npos) out += "./";
    }
    append_encoded(out, fields.path, "$&+,/:;=@");
    return out;
}

Ret url_build(State& st, Args args) {
    ArgReader in(st, args);
    OptionTable given(st, 0, TRY(in.table(0)));
    BuildFields fields;
    fields.scheme = TRY(given.text("scheme", ""));
    fields.host = TRY(given.text("host", ""));
    fields.port = TRY(given.text("port", ""));
    fields.path = TRY(given.text("path", ""));
    fields.query = TRY(given.table_field("query"));
    fields.fragment = TRY(given.text("fragment", ""));
    fields.user = TRY(given.string("user"));
    fields.password = TRY(given.string("password"));
    TextBuilder out(st);
    out.append(build_front(fields));
    if (fields.query != nullptr) {
        TRY(append_query(st, out, fields.query, "?"));
    }
    if (!fields.fragment.empty()) {
        std::string fragment = "#";
        append_encoded(fragment, fields.fragment, "$&+,/:;=@?!()*");
        out.append(fragment);
    }
    return TRY(out.finish_value());
}

// ---- resolving ------------------------------------------------------------------------------------------------------

/// Takes the elements `.` and `..` out of a path.
std::string without_dots(std::string_view path) {
    bool is_absolute = path.starts_with('/');
    if (is_absolute) path.remove_prefix(1);
    std::vector<std::string_view> kept;
    bool ends_in_dots = false;
    for (bool more = true; more;) {
        std::size_t slash = path.find('/');
        std::string_view element = path.substr(0, slash);
        more = slash != path.npos;
        if (more) path.remove_prefix(slash + 1);
        ends_in_dots = element == "." || element == "..";
        if (!ends_in_dots) {
            kept.push_back(element);
        } else if (element == ".." && !kept.empty()) {
            kept.pop_back();
        }
    }
    std::string out = is_absolute ? "/" : "";
    for (std::size_t i = 0; i < kept.size(); ++i) {
        if (i != 0) out += '/';
        out += kept[i];
    }
    if (ends_in_dots && !kept.empty()) out += '/';
    return out;
}

/// The path of a reference that has one, put in place of the last element of the base's.
std::string merged_path(const UrlParts& base, std::string_view path) {
    if (path.starts_with('/')) return std::string(path);
    if (base.has_authority && base.path.empty()) return "/" + std::string(path);
    return std::string(base.path.substr(0, base.path.rfind('/') + 1)) + std::string(path);  // npos + 1 is 0
}

std::string resolve(const UrlParts& base, const UrlParts& reference) {
    UrlParts target = reference;
    if (!reference.scheme.empty() || reference.has_authority) {
        if (reference.scheme.empty()) target.scheme = base.scheme;
        std::string path = without_dots(reference.path);
        target.path = path;
        return joined_parts(target);
    }
    target = base;
    target.fragment = reference.fragment;
    if (reference.has_query || !reference.path.empty()) {
        target.has_query = reference.has_query;
        target.query = reference.query;
    }
    bool needs_slash = !base.has_authority && (base.path.starts_with('/') || base.scheme.empty());
    std::string path = reference.path.empty() ? std::string(base.path) : merged_path(base, reference.path);
    if (needs_slash && !path.empty() && !path.starts_with('/')) path.insert(0, "/");
    path = without_dots(path);
    target.path = path;
    return joined_parts(target);
}

}  // namespace

bool join_urls(std::string_view base_text, std::string_view reference_text, std::string* out) {
    UrlParts base, reference;
    if (split_url(base_text, base) != nullptr || split_url(reference_text, reference) != nullptr) return false;
    *out = resolve(base, reference);
    return true;
}

namespace {

Ret url_join(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view base_text = TRY(in.text(0));
    std::string_view reference_text = TRY(in.text(1));
    UrlParts base, reference;
    if (const char* problem = split_url(base_text, base)) return fail_with(st, problem);
    if (const char* problem = split_url(reference_text, reference)) return fail_with(st, problem);
    return TRY(string_value(st, resolve(base, reference)));
}

constexpr FnRow kFunctions[] = {
    {"url.parse", url_parse},
    {"url.build", url_build},
    {"url.join", url_join},
    {"url.getHost", url_get_host},
    {"url.getPath", url_get_path},
    {"url.isValid", url_is_valid},
    {"url.encode", url_encode},
    {"url.decode", url_decode},
    {"url.queryEncode", url_query_encode},
    {"url.queryDecode", url_query_decode},
};

}  // namespace

void open_url(State& st) { register_library(st, "url", kFunctions); }

}  // namespace gs::stdlib
