#include "cli/completion.h"

#include <algorithm>

#include "runtime/object.h"
#include "runtime/strings.h"
#include "runtime/table.h"

namespace gs::cli {
namespace {

constexpr std::string_view kWords[] = {
#define GS_WORD(Name, text) text,
#define GS_SYMBOL(Name, text)
#define GS_CONTEXTUAL(Name, text) text,
#include "syntax/tokens.def"
#undef GS_WORD
#undef GS_SYMBOL
#undef GS_CONTEXTUAL
};

bool is_name_byte(char c) {
    auto byte = static_cast<unsigned char>(c);
    return byte >= 128 || byte == '_' || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
           (byte >= 'A' && byte <= 'Z');
}

bool is_name(std::string_view text) {
    return !text.empty() && !(text[0] >= '0' && text[0] <= '9') && std::ranges::all_of(text, is_name_byte);
}

/// Cuts the name at the end of `text` off and returns it.
std::string_view take_name(std::string_view* text) {
    std::size_t start = text->size();
    while (start > 0 && is_name_byte((*text)[start - 1])) --start;
    std::string_view name = text->substr(start);
    text->remove_suffix(name.size());
    return name;
}

/// Where the fields of a value may be found: the table itself, then along `__index`.
class FieldTables {
public:
    FieldTables(rt::State& st, rt::Value v) : st_(st), value_(v) {}

    rt::Table* next() {
        if (++steps_ > kMaxSteps) return nullptr;
        rt::Value v = value_;
        value_ = v.is_string() ? rt::Value::nil() : rt::metamethod_of(st_, v, rt::Name::Index);
        if (v.is_table()) return v.as_table();
        if (v.is_string()) return st_.string_library;
        return value_.is_nil() ? nullptr : next();
    }

private:
    static constexpr int kMaxSteps = 100;
    rt::State& st_;
    rt::Value value_;
    int steps_ = 0;
};

rt::Value field_of(rt::State& st, rt::Value v, std::string_view name) {
    rt::String* key = rt::intern(st, name);
    FieldTables tables(st, v);
    while (rt::Table* table = tables.next()) {
        rt::Value field = rt::raw_get_string(st, table, key);
        if (!field.is_nil()) return field;
    }
    return rt::Value::nil();
}

void add_fields(rt::State& st, rt::Value v, std::string_view prefix, bool functions_only, Completion* out) {
    FieldTables tables(st, v);
    while (rt::Table* table = tables.next()) {
        rt::Value key, field;
        for (;;) {
            auto more = rt::raw_next(st, table, key, &key, &field);
            if (!more.ok() || !more.value()) break;
            if (!key.is_string() || (functions_only && !field.is_function())) continue;
            std::string_view name = rt::view(key);
            if (name.starts_with(prefix) && is_name(name)) out->words.emplace_back(name);
        }
    }
}

/// The value of `a.b.c` at the end of a text; nil if it is something else.
rt::Value value_of_path(rt::State& st, std::string_view text) {
    std::string_view name = take_name(&text);
    if (!is_name(name)) return rt::Value::nil();
    rt::Value object = rt::Value::table(st.globals);
    if (text.ends_with('.') && !text.ends_with("..")) {
        text.remove_suffix(1);
        object = value_of_path(st, text);
    }
    return object.is_nil() ? object : field_of(st, object, name);
}

}  // namespace

Completion complete(rt::State& st, std::string_view text) {
    Completion out;
    std::string_view prefix = take_name(&text);
    out.typed = prefix.size();
    bool dot = text.ends_with('.') && !text.ends_with(".."), colon = text.ends_with(':');
    rt::Value object;
    if (dot || colon) object = value_of_path(st, text.substr(0, text.size() - 1));
    if (!object.is_nil()) {
        add_fields(st, object, prefix, colon, &out);
    } else if (!dot && !prefix.empty()) {
        // A colon behind something unknown may stand in a constructor.
        for (std::string_view word : kWords) {
            if (word.starts_with(prefix)) out.words.emplace_back(word);
        }
        add_fields(st, rt::Value::table(st.globals), prefix, false, &out);
    }
    std::ranges::sort(out.words);
    out.words.erase(std::ranges::unique(out.words).begin(), out.words.end());
    return out;
}

}  // namespace gs::cli
