// Loading code (language.md 14). The engine compiles; here is where text comes from and where modules are kept.
//
// require keeps, under the name of each module, a table with the module's value in field 1 (the value may be nil), or
// `true` while the module is being loaded.
#include "stdlib/load.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/native_args.h"
#include "stdlib/file.h"
#include "stdlib/system.h"

namespace gs::stdlib {

using namespace rt;

namespace {

// ---- load -------------------------------------------------------------------------------------------------------

/// Result of a loader: the function, or nil and the error value.
Ret function_or_error(State& st, CatchScope& scope, Result<Function*> loaded) {
    if (loaded.ok()) return Value::function(*loaded);
    Value error;
    if (!scope.take(&error)) return kFailed;
    return give(st, {Value::nil(), error});
}

Result<Value> environment(ArgReader& in, u32 i) {
    Table* table = TRY(in.table_or_null(i));
    return table == nullptr ? Value::nil() : Value::table(table);
}

/// nil and a message if the mode does not allow text, which is all there is.
bool allows_text(std::string_view mode) { return mode.find('t') != mode.npos; }
Ret text_not_allowed(State& st, std::string_view mode) {
    return fail_with(st, "attempt to load a text chunk (mode is '" + std::string(mode) + "')");
}

std::string_view chunk_name(std::string_view given) {
    if (!given.empty() && (given[0] == '=' || given[0] == '@')) given.remove_prefix(1);
    return given;
}

/// Collects the pieces that a reader function gives. They are joined on the script heap, because the reader may never
/// return. False if a piece is no string.
Result<bool> read_pieces(State& st, Value reader, String** text) {
    *text = TRY(make_string(st, ""));
    for (;;) {
        Value piece = TRY_CALL(call(st, reader, {})).first;
        if (piece.is_nil() || (piece.is_string() && piece.as_string()->len == 0)) return true;
        if (!piece.is_string()) return false;
        *text = TRY(string_append(st, *text, piece.as_string()));
    }
}

Ret base_load(State& st, Args args) {
    ArgReader in(st, args);
    bool is_reader = !in[0].is_string();
    if (is_reader && !is_callable(st, in[0])) return in.type_error(0, "string or function");
    std::string_view name = chunk_name(TRY(in.text_or(1, "(load)")));
    std::string_view mode = TRY(in.text_or(2, "bt"));
    Value env = TRY(environment(in, 3));
    if (!allows_text(mode)) return text_not_allowed(st, mode);

    CatchScope scope(st);
    String* text = nullptr;
    if (is_reader) {
        Result<bool> read = read_pieces(st, in[0], &text);
        if (!read.ok()) return function_or_error(st, scope, kFailed);
        if (!*read) return fail_with(st, "reader function must return a string");
    } else {
        text = in[0].as_string();
    }
    return function_or_error(st, scope, st.engine->load(st, view(text), name, env));
}

// ---- files ------------------------------------------------------------------------------------------------------

/// The text of a file, or of standard input without a path, as a string of the script heap, so that nothing has to be
/// given back when loading fails. An error is raised: `cannot open PATH: REASON`.
Result<String*> file_text(State& st, const String* path) {
    int error = 0;
    String* text = nullptr;
    std::string_view name = "(stdin)";
    if (path == nullptr) {
        text = TRY(read_standard_input(st, &error));
    } else {
        name = view(path);
        TRY(ask_permission(st, "fs.read", name));
        SystemPath system_path(name);
        Descriptor descriptor;
        error = system_path.attempt([&](const char* chars) {
            descriptor = Descriptor(open_descriptor(st, chars, O_RDONLY));
            return descriptor.get();
        });
        if (error == 0) text = TRY(read_whole(st, descriptor.get(), &error));
    }
    if (error == 0) return text;
    return raise_system(st, "cannot open", name, error);
}

Result<Function*> load_path(State& st, const String* path, Value env) {
    String* text = TRY(file_text(st, path));
    return st.engine->load(st, view(text), path == nullptr ? "(stdin)" : view(path), env);
}

Ret base_loadfile(State& st, Args args) {
    ArgReader in(st, args);
    String* path = TRY(in.string_or_null(0));
    std::string_view mode = TRY(in.text_or(1, "bt"));
    Value env = TRY(environment(in, 2));
    CatchScope scope(st);
    if (!allows_text(mode)) {
        if (auto text = file_text(st, path); !text.ok()) return function_or_error(st, scope, kFailed);
        return text_not_allowed(st, mode);
    }
    return function_or_error(st, scope, load_path(st, path, env));
}

Ret base_dofile(State& st, Args args) {
    ArgReader in(st, args);
    String* path = TRY(in.string_or_null(0));
    Function* f = TRY(load_path(st, path, Value::nil()));
    return call(st, Value::function(f), {});
}

// ---- modules ----------------------------------------------------------------------------------------------------

/// Where a module was found.
struct ModuleText {
    String* path;
    String* text;
};

/// Asks the host, then looks into the directory of the main script and the current one. No path: there is no such module.
Result<ModuleText> find_module(State& st, std::string_view name) {
    std::string file, text;
    for (char c : name) file += c == '.' ? '/' : c;
    file += ".gs";

    std::string path;
    const HostHooks& hooks = st.options.hooks;
    if (hooks.loader && hooks.loader(name, &text)) {
        path = std::string(name);
    } else if (st.options.modules_from_disk && name.find('\0') == name.npos) {
        std::string beside_main = st.main_directory.empty() ? file : st.main_directory + "/" + file;
        if (read_file(beside_main, &text)) {
            path = beside_main;
        } else if (beside_main != file && read_file(file, &text)) {
            path = file;
        }
    }
    if (path.empty()) return ModuleText{nullptr, nullptr};
    String* path_string = TRY(make_string(st, path));
    return ModuleText{path_string, TRY(make_string(st, text))};
}

Failure module_error(State& st, const char* before, const String* name, const char* after) {
    auto build = [&] {
        std::string message = before;
        message += view(name);
        message += after;
        return make_string(st, message);
    };
    String* message = TRY(build());
    return st.raise(Value::string(message));
}

Result<Value> run_module(State& st, String* name) {
    ModuleText found = TRY(find_module(st, view(name)));
    if (found.path == nullptr) return module_error(st, "module '", name, "' not found");
    Function* f = TRY(st.engine->load(st, view(found.text), view(found.path), Value::nil()));
    Ret ret = TRY_CALL(call(st, Value::function(f), {Value::string(name)}));
    return ret.count == 0 ? Value::boolean(true) : ret.first;
}

Ret base_require(State& st, Args args) {
    ArgReader in(st, args);
    return TRY(require_module(st, TRY(in.string(0))));
}

constexpr FnRow kFunctions[] = {
    {"load", base_load},
    {"loadfile", base_loadfile},
    {"dofile", base_dofile},
    {"require", base_require},
};

}  // namespace

Result<Value> require_module(State& st, String* name) {
    name = intern(st, name);
    if (name == nullptr) return st.raise_memory();
    Value known = raw_get_string(st, st.loaded_modules, name);
    if (known.is_table()) return raw_get_int(known.as_table(), 1);
    if (known.is_true()) return module_error(st, "circular require of module '", name, "'");

    TRY(use_own_stack(st));
    TRY(raw_set_string(st, st.loaded_modules, name, Value::boolean(true)));
    Result<Value> loaded = run_module(st, name);
    if (!loaded.ok()) {
        // Removing a present key can not fail, so the pending error stays as it is.
        (void)raw_set_string(st, st.loaded_modules, name, Value::nil());
        return kFailed;
    }
    set_module(st, view(name), *loaded);
    return *loaded;
}

void set_module(State& st, std::string_view name, Value v) {
    Table* box = make_table(st);
    if (!v.is_nil() && !raw_set_int(st, box, 1, v).ok()) return;
    set_field(st, st.loaded_modules, name, Value::table(box));
}

bool read_descriptor(int descriptor, std::string* text) {
    char buffer[64 * 1024];
    for (;;) {
        ssize_t count = ::read(descriptor, buffer, sizeof buffer);
        if (count == 0) return true;
        if (count < 0) {
            if (errno == EINTR) continue;
            return false;
        }
        text->append(buffer, static_cast<std::size_t>(count));
    }
}

bool read_file(const std::string& path, std::string* text) {
    int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return false;
    bool ok = read_descriptor(descriptor, text);
    int error = errno;
    ::close(descriptor);
    errno = error;
    return ok;
}

void open_load(State& st) {
    add_functions(st, st.globals, kFunctions);
    Value load = raw_get_string(st, st.globals, intern(st, "load"));
    set_field(st, st.globals, "loadstring", load);
}

}  // namespace gs::stdlib
