// encoding.iniEncode and iniDecode: tables of texts, with one level of sections.
#include "runtime/native_args.h"
#include "stdlib/encoding_library.h"
#include "stdlib/string_library.h"
#include "stdlib/text_builder.h"

namespace gs::stdlib {

using namespace rt;

namespace {

// ---- writing --------------------------------------------------------------------------------------------------------

/// `key=value`. The text of a value may come from script code.
Status append_entry(State& st, TextBuilder& out, Value key, Value value) {
    Value text = TRY(tostring(st, value));
    out.append(view(key));
    out.push('=');
    out.append(view(text));
    out.push('\n');
    return {};
}

Status append_section(State& st, TextBuilder& out, Value name, Table* section) {
    if (out.size() > 0) out.push('\n');
    out.push('[');
    out.append_value(name);
    out.append("]\n");
    Cursor cursor = cursor_start();
    Value key, value;
    while (!out.failed() && cursor_next(st, section, &cursor, &key, &value)) {
        if (key.is_string()) TRY(append_entry(st, out, key, value));
    }
    return {};
}

Ret ini_encode(State& st, Args args) {
    ArgReader in(st, args);
    Table* table = TRY(in.table(0));
    TextBuilder out(st);
    Value key, value;
    Cursor cursor = cursor_start();
    while (!out.failed() && cursor_next(st, table, &cursor, &key, &value)) {
        if (key.is_string() && !value.is_table()) TRY(append_entry(st, out, key, value));
    }
    cursor = cursor_start();
    while (!out.failed() && cursor_next(st, table, &cursor, &key, &value)) {
        if (key.is_string() && value.is_table()) TRY(append_section(st, out, key, value.as_table()));
    }
    return TRY(out.finish_value());
}

// ---- reading --------------------------------------------------------------------------------------------------------

/// The table of a section: a section that was there already is continued, anything else of that name gives way.
Result<Table*> open_section(State& st, Table* top, std::string_view name) {
    String* key = TRY(make_string(st, name));
    Value old = raw_get_string(st, top, key);
    if (old.is_table()) return old.as_table();
    Table* section = make_table(st);
    TRY(raw_set_string(st, top, key, Value::table(section)));
    return section;
}

Ret ini_decode(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view rest = TRY(in.text(0));
    Table* top = make_table(st);
    Table* current = top;
    while (!rest.empty()) {
        size_t end = rest.find('\n');
        std::string_view line = trim_white_space(rest.substr(0, end));
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        if (line.empty() || line[0] == ';' || line[0] == '#') continue;
        if (line.size() >= 2 && line.front() == '[' && line.back() == ']') {
            current = TRY(open_section(st, top, trim_white_space(line.substr(1, line.size() - 2))));
            continue;
        }
        size_t equals = line.find('=');
        if (equals == std::string_view::npos) continue;
        String* key = TRY(make_string(st, trim_white_space(line.substr(0, equals))));
        Value value = TRY(string_value(st, trim_white_space(line.substr(equals + 1))));
        TRY(raw_set_string(st, current, key, value));
    }
    return Value::table(top);
}

constexpr FnRow kFunctions[] = {
    {"encoding.iniEncode", ini_encode},
    {"encoding.iniDecode", ini_decode},
};

}  // namespace

void add_ini_functions(State& st, Table* library) { add_functions(st, library, kFunctions); }

}  // namespace gs::stdlib
