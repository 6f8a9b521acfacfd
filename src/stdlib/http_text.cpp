#include "stdlib/http_text.h"

#include <array>
#include <cstdio>
#include <cstring>
#include <ctime>

#include "runtime/native_args.h"
#include "support/hex.h"

namespace gs::stdlib {

using namespace rt;

namespace {

constexpr bool is_token_byte(char c) {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) return true;
    return c != '\0' && std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}
constexpr std::array<bool, 256> make_token_table() {
    std::array<bool, 256> table{};
    for (int i = 0; i < 256; ++i) table[static_cast<std::size_t>(i)] = is_token_byte(static_cast<char>(i));
    return table;
}
constexpr std::array<bool, 256> kTokenBytes = make_token_table();

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c & ~32) : c; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 32) : c; }

struct Reason {
    int status;
    const char* text;
};
constexpr Reason kReasons[] = {
    {100, "Continue"},
    {101, "Switching Protocols"},
    {102, "Processing"},
    {103, "Early Hints"},
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {203, "Non-Authoritative Information"},
    {204, "No Content"},
    {205, "Reset Content"},
    {206, "Partial Content"},
    {207, "Multi-Status"},
    {208, "Already Reported"},
    {226, "IM Used"},
    {300, "Multiple Choices"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {305, "Use Proxy"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {402, "Payment Required"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {407, "Proxy Authentication Required"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {411, "Length Required"},
    {412, "Precondition Failed"},
    {413, "Request Entity Too Large"},
    {414, "Request URI Too Long"},
    {415, "Unsupported Media Type"},
    {416, "Requested Range Not Satisfiable"},
    {417, "Expectation Failed"},
    {418, "I'm a teapot"},
    {421, "Misdirected Request"},
    {422, "Unprocessable Entity"},
    {423, "Locked"},
    {424, "Failed Dependency"},
    {425, "Too Early"},
    {426, "Upgrade Required"},
    {428, "Precondition Required"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {451, "Unavailable For Legal Reasons"},
    {500, "Internal Server Error"},
    {501,
     "Not Implemen"
     "ted"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
    {505, "HTTP Version Not Supported"},
    {506, "Variant Also Negotiates"},
    {507, "Insufficient Storage"},
    {508, "Loop Detected"},
    {510, "Not Extended"},
    {511, "Network Authentication Required"},
};

constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

bool is_escape(std::string_view text) {
    return text.size() >= 3 && text[0] == '%' && hex_digit(text[1]) >= 0 && hex_digit(text[2]) >= 0;
}

/// __index of header tables: the name in its canonical form.
Ret find_header(State& st, Args args) {
    ArgReader in(st, args);
    if (!in[0].is_table() || !in[1].is_string()) return Value::nil();
    auto look = [&] {
        std::string name = canonical_name(view(in[1]));
        return make_string(st, name);
    };
    String* name = TRY(look());
    return raw_get_string(st, in[0].as_table(), name);
}
constexpr FnRow kHeaderIndex{"headers.__index", find_header};

/// The metatables of the classes that are plain tables.
struct HttpTables final : LibraryData {
    static constexpr std::size_t kMost = 4;
    struct Entry {
        const char* key;
        std::span<const FnRow> rows;
        Table* metatable;
    };
    explicit HttpTables(State& st) { st.heap->add_root(trace, this); }
    static void trace(Tracer& tracer, void* self) {
        auto* tables = static_cast<HttpTables*>(self);
        tracer.pointer(tables->headers);
        for (std::size_t i = 0; i < tables->count; ++i) tracer.pointer(tables->entries[i].metatable);
    }
    Table* headers = nullptr;
    Entry entries[kMost] = {};
    std::size_t count = 0;
};

/// __index of tables with methods; upvalue 0 is the number of the class.
Ret find_method(State& st, Args args) {
    ArgReader in(st, args);
    if (!in[0].is_table() || !in[1].is_string()) return Value::nil();
    auto& entry = library_data<HttpTables>(st).entries[native_upvalue(st, 0).as_int()];
    std::string_view name = view(in[1]);
    for (const FnRow& row : entry.rows) {
        if (std::strchr(row.name, '.') + 1 != name) continue;
        Native* method = bind_method(st, &row, in[0]);
        TRY(raw_set(st, in[0].as_table(), in[1], Value::function(method)));
        return Value::function(method);
    }
    return Value::nil();
}
constexpr FnRow kMethodIndex{"methods.__index", find_method};

}  // namespace

// ---- names and values ---------------------------------------------------------------------------------------------

bool is_http_token(std::string_view text) {
    if (text.empty()) return false;
    for (char c : text) {
        if (!kTokenBytes[static_cast<u8>(c)]) return false;
    }
    return true;
}

bool is_header_value(std::string_view text) { return text.find_first_of(std::string_view("\r\n\0", 3)) == text.npos; }

void make_canonical(char* name, std::size_t size) {
    bool first = true;
    for (std::size_t i = 0; i < size; ++i) {
        name[i] = first ? upper(name[i]) : lower(name[i]);
        first = name[i] == '-';
    }
}

std::string canonical_name(std::string_view name) {
    std::string out(name);
    make_canonical(out.data(), out.size());
    return out;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (lower(a[i]) != lower(b[i])) return false;
    }
    return true;
}

std::string_view reason_of(int status) {
    for (const Reason& reason : kReasons) {
        if (reason.status == status) return reason.text;
    }
    return {};
}

// ---- dates --------------------------------------------------------------------------------------------------------

std::string http_date(i64 seconds) {
    tm parts{};
    time_t when = seconds;
    if (::gmtime_r(&when, &parts) == nullptr) return {};
    char text[64];
    int size =
        std::snprintf(text, sizeof text, "%s, %02d %s %04d %02d:%02d:%02d GMT", kDays[parts.tm_wday], parts.tm_mday,
                      kMonths[parts.tm_mon], parts.tm_year + 1900, parts.tm_hour, parts.tm_min, parts.tm_sec);
    return {text, static_cast<std::size_t>(size)};
}

i64 read_http_date(std::string_view text) {
    // The one form that everybody has been told to send since 1999: Sun, 06 Nov 1994 08:49:37 GMT
    tm parts{};
    char month[4] = {}, zone[4] = {};
    std::string copy(text);
    if (copy.size() != 29 || std::sscanf(copy.c_str() + 5, "%2d %3s %4d %2d:%2d:%2d %3s", &parts.tm_mday, month,
                                         &parts.tm_year, &parts.tm_hour, &parts.tm_min, &parts.tm_sec, zone) != 7) {
        return -1;
    }
    parts.tm_year -= 1900;
    parts.tm_mon = -1;
    for (int i = 0; i < 12; ++i) {
        if (std::strcmp(month, kMonths[i]) == 0) parts.tm_mon = i;
    }
    if (parts.tm_mon < 0 || std::strcmp(zone, "GMT") != 0) return -1;
    return ::timegm(&parts);
}

// ---- URLs ---------------------------------------------------------------------------------------------------------

bool decode_percent(std::string_view text, bool plus_is_space, std::string* out) {
    out->clear();
    out->reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%') {
            if (!is_escape(text.substr(i))) return false;
            *out += static_cast<char>(hex_digit(text[i + 1]) << 4 | hex_digit(text[i + 2]));
            i += 2;
        } else {
            *out += plus_is_space && text[i] == '+' ? ' ' : text[i];
        }
    }
    return true;
}

std::string repair_url(std::string_view text) {
    constexpr const char* kDigits = "0123456789ABCDEF";
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        u8 byte = static_cast<u8>(text[i]);
        bool bad = byte <= 0x20 || byte >= 0x7F || std::string_view("\"<>\\^{|}`").find(text[i]) != text.npos;
        if (text[i] == '%') bad = !is_escape(text.substr(i));
        if (!bad) {
            out += text[i];
            continue;
        }
        out += '%';
        out += kDigits[byte >> 4];
        out += kDigits[byte & 15];
    }
    return out;
}

std::string clean_url_path(std::string_view path) {
    std::string out;
    for (std::size_t at = 0; at < path.size();) {
        std::size_t end = std::min(path.find('/', at), path.size());
        std::string_view element = path.substr(at, end - at);
        if (element == "..") {
            std::size_t slash = out.rfind('/');
            out.resize(slash == out.npos ? 0 : slash);
        } else if (!element.empty() && element != ".") {
            out += '/';
            out += element;
        }
        at = end + 1;
    }
    if (path.ends_with('/') || out.empty()) out += '/';
    return out;
}

// ---- tables -------------------------------------------------------------------------------------------------------

Table* make_header_table(State& st) {
    Table* table = make_table(st, 4);
    set_metatable(st, table, library_data<HttpTables>(st).headers);
    return table;
}

Status add_header(State& st, Table* headers, std::string_view name, std::string_view value) {
    String* key = TRY(make_string(st, name));
    Value before = raw_get_string(st, headers, key);
    String* text = TRY(make_string(st, value));
    if (before.is_string()) {
        String* joined = TRY(string_append(st, before.as_string(), TRY(make_string(st, ", "))));
        text = TRY(string_append(st, joined, text));
    }
    return raw_set_string(st, headers, key, Value::string(text));
}

void set_method_metatable(State& st, Table* table, const char* key, std::span<const FnRow> rows) {
    auto& tables = library_data<HttpTables>(st);
    for (std::size_t i = 0; i < tables.count; ++i) {
        if (tables.entries[i].key == key) return set_metatable(st, table, tables.entries[i].metatable);
    }
    Table* metatable = make_table(st, 2);
    Native* index = make_native(st, &kMethodIndex, {Value::integer(static_cast<i64>(tables.count))});
    set_field(st, metatable, "__index", Value::function(index));
    tables.entries[tables.count++] = {key, rows, metatable};
    set_metatable(st, table, metatable);
}

void open_http_text(State& st) {
    auto& tables = library_data<HttpTables>(st);
    if (tables.headers != nullptr) return;
    tables.headers = make_table(st, 2);
    set_field(st, tables.headers, "__index", Value::function(make_native(st, &kHeaderIndex)));
}

}  // namespace gs::stdlib
