// The library `os`: process, environment, files by name. Time: os_time.cpp.
#include <cstdio>
#include <unistd.h>

#include "runtime/native_args.h"
#include "stdlib/child_process.h"
#include "stdlib/environment.h"
#include "stdlib/file.h"
#include "stdlib/modules.h"
#include "stdlib/option_word.h"
#include "stdlib/os_library.h"
#include "stdlib/system.h"
#include "stdlib/text_builder.h"

namespace gs::stdlib {

using namespace rt;

namespace {

// ---- process ------------------------------------------------------------------------------------------------------

/// Ends the process here and now, on whatever stack this is. Nothing is unwound, so no deferred call runs.
Ret os_exit(State& st, Args args) {
    ArgReader in(st, args);
    i64 status = 0;
    if (in[0].is_boolean()) {
        status = in[0].is_true() ? 0 : 1;
    } else if (in.given(0)) {
        switch (read_integer(in[0], &status)) {
            case NumberCheck::Ok: break;
            case NumberCheck::NoInteger: return in.error(0, ArgReader::kNoInteger);
            case NumberCheck::NotANumber: return in.type_error(0, "number or boolean");
        }
    }
    st.heap->run_all_finalizers();
    library_data<OpenFiles>(st).flush(true);
    if (!finish_output() && status == 0) status = 1;
    if (st.before_exit) st.before_exit();
    ::_exit(static_cast<int>(status & 0xFF));
}

/// A process that os.execute waits for. It belongs to the script heap, because the wait may never return.
const UserdataType kExecutedType = class_of<ChildProcess>("process");

Ret os_execute(State& st, Args args) {
    ArgReader in(st, args);
    String* command = TRY(in.string_or_null(0));
    if (command == nullptr) return Value::boolean(::access("/bin/sh", X_OK) == 0);
    TRY(ask_permission(st, "process.run", view(command)));

    Userdata* object = make_object<ChildProcess>(st, kExecutedType);
    auto& process = *reinterpret_cast<ChildProcess*>(object->payload);
    flush_before_process(st);
    bool has_nul = view(command).find('\0') != std::string_view::npos;
    int error = has_nul ? EINVAL : process.start_shell(std::string(view(command)).c_str(), -1, -1);
    if (error != 0) return system_failure(st, "execute", view(command), error);
    return give_end(st, TRY(process.wait(st)));
}

Ret os_args(State& st, Args) {
    Table* list = make_table(st);
    i64 position = 0;
    for (const std::string& argument : st.options.command_line) {
        Value text = TRY(string_value(st, argument));
        TRY(raw_set_int(st, list, ++position, text));
    }
    return Value::table(list);
}

Ret os_getpid(State&, Args) { return Value::integer(::getpid()); }

Ret os_hostname(State& st, Args) {
    char name[256] = {};
    if (::gethostname(name, sizeof name - 1) < 0) return fail_with(st, "gethostname: " + system_reason(errno));
    return TRY(string_value(st, name));
}

Ret os_setlocale(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view locale = TRY(in.text_or(0, ""));
    std::string_view category = TRY(in.text_or(1, "all"));
    TRY(option_word(in, 1, category, {"all", "collate", "ctype", "monetary", "numeric", "time"}));
    bool is_ours = locale.empty() || locale == "C" || locale == "POSIX";
    return is_ours ? Value::string(intern(st, "C")) : Value::nil();
}

// ---- environment --------------------------------------------------------------------------------------------------

Ret os_getenv(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view name = TRY(in.text(0));
    TRY(ask_permission(st, "os.env", name));
    auto value = environment_variable(name);
    return value ? TRY(string_value(st, *value)) : Value::nil();
}

/// True, or nil and `OPERATION: REASON`.
Ret environment_changed(State& st, const char* operation, int error) {
    if (error == 0) return Value::boolean(true);
    return fail_with(st, std::string(operation) + ": " + system_reason(error));
}

Ret os_setenv(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view name = TRY(in.text(0));
    std::string_view value = TRY(in.text(1));
    TRY(ask_permission(st, "os.env", name));
    return environment_changed(st, "setenv", set_environment_variable(name, value));
}

Ret os_unsetenv(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view name = TRY(in.text(0));
    TRY(ask_permission(st, "os.env", name));
    return environment_changed(st, "unsetenv", unset_environment_variable(name));
}

bool is_name_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// A variable in a text: what stands behind a `$`.
struct Reference {
    std::string_view name;
    std::size_t size = 0;     // bytes behind the `$`
    bool is_variable = true;  // false: the `$` is nothing special
};
Reference read_reference(std::string_view text) {
    if (text.starts_with('{')) {
        std::size_t end = text.find('}');
        if (end == text.npos) return {{}, 1};
        return {text.substr(1, end - 1), end + 1};
    }
    if (!text.empty() && std::string_view("*#$@!?-0123456789").find(text[0]) != std::string_view::npos) {
        return {text.substr(0, 1), 1};
    }
    std::size_t length = 0;
    while (length < text.size() && is_name_byte(text[length])) ++length;
    return {text.substr(0, length), length, length > 0};
}

Ret os_expand(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view text = TRY(in.text(0));
    TextBuilder out(st);
    while (!text.empty()) {
        std::size_t dollar = text.find('$');
        out.append(text.substr(0, dollar));
        if (dollar == text.npos) break;
        text.remove_prefix(dollar + 1);
        Reference reference = read_reference(text);
        text.remove_prefix(reference.size);
        if (!reference.is_variable) {
            out.push('$');
        } else if (!reference.name.empty()) {
            TRY(ask_permission(st, "os.env", reference.name));
            out.append(environment_variable(reference.name).value_or(""));
        }
    }
    return TRY(out.finish_value());
}

// ---- files --------------------------------------------------------------------------------------------------------

Ret os_remove(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view name = TRY(in.text(0));
    TRY(ask_permission(st, "fs.write", name));
    int error = SystemPath(name).attempt([](const char* path) { return std::remove(path); });
    return done_or_failure(st, "remove", name, error);
}

Ret os_rename(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view from = TRY(in.text(0));
    std::string_view to = TRY(in.text(1));
    return rename_file(st, from, to);
}

Ret os_tmpname(State& st, Args) {
    TRY(ask_permission(st, "fs.write", "<tmpname>"));
    int error = 0;
    auto create = [&] { return make_string(st, create_temporary(st, temporary_directory(), "gscript_", &error)); };
    String* path = TRY(create());
    if (error != 0) return raise_system(st, "open", view(path), error);
    return Value::string(path);
}

constexpr FnRow kFunctions[] = {
    {"os.exit", os_exit},         {"os.execute", os_execute},     {"os.args", os_args},     {"os.getpid", os_getpid},
    {"os.hostname", os_hostname}, {"os.setlocale", os_setlocale}, {"os.getenv", os_getenv}, {"os.setenv", os_setenv},
    {"os.unsetenv", os_unsetenv}, {"os.expand", os_expand},       {"os.remove", os_remove}, {"os.rename", os_rename},
    {"os.tmpname", os_tmpname},
};

}  // namespace

void open_os(State& st) {
    register_class(st, kExecutedType, {});
    Table* library = register_library(st, "os", kFunctions);
    add_clock_functions(st, library);
}

}  // namespace gs::stdlib
