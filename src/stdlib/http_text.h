// The texts of HTTP: names of headers, reasons, dates, escapes. For the client (`net`) and the server (`http`).
#pragma once

#include <string>
#include <string_view>

#include "runtime/library.h"
#include "runtime/state.h"

namespace gs::stdlib {

/// A token of RFC 9110: what methods and names of headers are made of.
bool is_http_token(std::string_view text);
/// Whether a header could carry it: no CR, LF or NUL.
bool is_header_value(std::string_view text);
/// `x-trace-id` as `X-Trace-Id`.
void make_canonical(char* name, std::size_t size);
std::string canonical_name(std::string_view name);
bool equal_ignoring_case(std::string_view a, std::string_view b);

/// The standard reason of a status, or an empty text.
std::string_view reason_of(int status);
/// `Sun, 06 Nov 1994 08:49:37 GMT`
std::string http_date(i64 seconds);
/// The moment such a text names, or -1.
i64 read_http_date(std::string_view text);

/// Decodes percent escapes; false if one is broken.
bool decode_percent(std::string_view text, bool plus_is_space, std::string* out);
/// Escapes what may not stand in a URL, as far as it is not escaped already.
std::string repair_url(std::string_view text);
/// A path without `.` and `..` elements and double slashes; a slash at the end stays.
std::string clean_url_path(std::string_view path);

/// A table for headers: its metatable finds a name in whatever case.
rt::Table* make_header_table(rt::State& st);
/// Adds a header; `name` is canonical. Several of one name are joined with `, `.
rt::Status add_header(rt::State& st, rt::Table* headers, std::string_view name, std::string_view value);

/// Gives a table methods that are bound to it when they are first read: those of `rows`, which must live for ever. `key`
/// tells one class from another.
void set_method_metatable(rt::State& st, rt::Table* table, const char* key, std::span<const rt::FnRow> rows);

/// To be called once for each State before the others.
void open_http_text(rt::State& st);

}  // namespace gs::stdlib
