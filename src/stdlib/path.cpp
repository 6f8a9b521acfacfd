// The library `path`: paths as text.
#include <string>

#include "runtime/native_args.h"
#include "stdlib/modules.h"
#include "stdlib/path_text.h"
#include "stdlib/system.h"

namespace gs::stdlib {

using namespace rt;

namespace {

Ret path_clean(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view path = TRY(in.text(0));
    return TRY(string_value(st, clean_path(path)));
}

/// The texts stay in the argument slots until all are read: numbers become strings on the way.
Ret path_join(State& st, Args args) {
    ArgReader in(st, args);
    for (u32 i = 0; i < in.count(); ++i) {
        String* element = TRY(in.string(i));
        stack_bottom(st)[args.offset + i] = Value::string(element);
    }
    auto join = [&] {
        std::string out;
        for (u32 i = 0; i < in.count(); ++i) {
            std::string_view element = view(in[i]);
            if (element.empty()) continue;
            if (!out.empty()) out += '/';
            out += element;
        }
        return string_value(st, out.empty() ? out : clean_path(out));
    };
    return TRY(join());
}

Ret path_dir(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view path = TRY(in.text(0));
    return TRY(string_value(st, clean_path(path.substr(0, name_position(path)))));
}

Ret path_base(State& st, Args args) {
    ArgReader in(st, args);
    return TRY(string_value(st, last_element(TRY(in.text(0)))));
}

Ret path_ext(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view path = TRY(in.text(0));
    std::string_view name = path.substr(name_position(path));
    std::size_t dot = name.rfind('.');
    return TRY(string_value(st, dot == name.npos ? "" : name.substr(dot)));
}

Ret path_split(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view path = TRY(in.text(0));
    std::size_t position = name_position(path);
    Value directory = TRY(string_value(st, path.substr(0, position)));
    return give(st, {directory, TRY(string_value(st, path.substr(position)))});
}

Ret path_is_abs(State& st, Args args) {
    ArgReader in(st, args);
    return Value::boolean(is_absolute(TRY(in.text(0))));
}

Ret path_abs(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view path = TRY(in.text(0));
    if (is_absolute(path)) return TRY(string_value(st, clean_path(path)));
    auto join = [&] {
        std::string current = current_directory();
        if (current.empty()) return fail_with(st, "getcwd: " + system_reason(errno));
        current += '/';
        current += path;
        auto text = string_value(st, clean_path(current));
        return text.ok() ? Ret(*text) : Ret(kFailed);
    };
    return join();
}

Ret path_rel(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view base = TRY(in.text(0));
    std::string_view path = TRY(in.text(1));
    if (auto found = relative_path(base, path)) return TRY(string_value(st, *found));
    std::string message = "Rel: can't make ";
    message += path;
    message += " relative to ";
    message += base;
    return fail_with(st, message);
}

Ret path_match(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view text = TRY(in.text(0));
    std::string_view name = TRY(in.text(1));
    NamePattern pattern;
    if (pattern.parse(text)) return Value::boolean(pattern.matches(name));
    Value message = TRY(string_value(st, NamePattern::kSyntaxError));
    return give(st, {Value::boolean(false), message});
}

constexpr FnRow kFunctions[] = {
    {"path.clean", path_clean}, {"path.join", path_join},   {"path.dir", path_dir},      {"path.base", path_base},
    {"path.ext", path_ext},     {"path.split", path_split}, {"path.isAbs", path_is_abs}, {"path.abs", path_abs},
    {"path.rel", path_rel},     {"path.match", path_match},
};

}  // namespace

void open_path(State& st) {
    Table* library = register_library(st, "path", kFunctions);
    set_field(st, library, "separator", Value::string(intern(st, "/")));
    set_field(st, library, "listSeparator", Value::string(intern(st, ":")));
}

}  // namespace gs::stdlib
