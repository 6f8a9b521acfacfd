// The library `process`: running commands and looking at the own process. How commands run: command.cpp.
#include <cmath>
#include <cstring>
#include <unistd.h>

#include "runtime/native_args.h"
#include "stdlib/command.h"
#include "stdlib/environment.h"
#include "stdlib/modules.h"
#include "stdlib/system.h"
#include "stdlib/value_list.h"

namespace gs::stdlib {

using namespace rt;

namespace {

/// Holds a command while its goroutine waits.
struct Running {
    explicit Running(EventLoop& loop) : command(std::make_shared<Command>(loop)) {}
    ~Running() { command->abandon(); }
    std::shared_ptr<Command> command;
};

const UserdataType kRunningType = class_of<Running>("command");

// ---- arguments ----------------------------------------------------------------------------------------------------

constexpr std::string_view kSpace = " \t\n\v\f\r";

/// The words of a text, which quotes do not hold together.
std::vector<std::string> split_words(std::string_view text) {
    std::vector<std::string> words;
    for (;;) {
        std::size_t begin = text.find_first_not_of(kSpace);
        if (begin == text.npos) return words;
        text.remove_prefix(begin);
        std::size_t end = text.find_first_of(kSpace);
        words.emplace_back(text.substr(0, end));
        if (end == text.npos) return words;
        text.remove_prefix(end);
    }
}

/// Texts of Values. They are made first, by script code perhaps, and copied when none runs any more.
Result<Values*> texts_of_list(State& st, const Table* list) {
    Values* values = TRY(copy_list(st, list));
    for (u32 i = 0; i < values->count; ++i) {
        Value text = TRY(tostring(st, values->item[i]));
        st.heap->store(&values->h, &values->item[i], text);
    }
    return values;
}

std::vector<std::string> strings_of(const Values* values) {
    std::vector<std::string> out;
    for (u32 i = 0; values != nullptr && i < values->count; ++i) out.emplace_back(view(values->item[i]));
    return out;
}

/// The texts of the keys and values of a table, one after the other.
Result<Values*> texts_of_table(State& st, Table* table) {
    Values* out = TRY(make_values(st, 16));
    u32 used = 0;
    Cursor cursor = cursor_start();
    Value key, value;
    while (cursor_next(st, table, &cursor, &key, &value)) {
        if (used == out->count) {
            Values* bigger = TRY(make_values(st, u64{used} * 2));
            std::copy_n(out->item, used, bigger->item);
            out = bigger;
        }
        for (Value v : {key, value}) {
            Value text = TRY(tostring(st, v));
            st.heap->store(&out->h, &out->item[used++], text);
        }
    }
    out->count = used;
    return out;
}

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words) {
        if (!out.empty()) out += ' ';
        out += word;
    }
    return out;
}

// ---- running ------------------------------------------------------------------------------------------------------

/// Where a command's program is; empty if there is none of that name. A name with a slash is for the system to find.
std::string program_of(const std::string& name) { return name.find('/') != name.npos ? name : find_program(name); }

/// Starts a command: 0, or the error number.
int start(Running& running, CommandLine line) {
    line.program = program_of(line.words[0]);
    return line.program.empty() ? ENOENT : running.command->start(std::move(line));
}

/// What a command that has run to its end gave, checked for what does not fit into memory.
Status check_output(State& st, const Command& command) {
    if (command.out_of_memory()) return st.raise_memory();
    if (command.too_large()) return st.raise_text("resulting string too large");
    return {};
}

Result<Table*> result_table(State& st, int code, std::string_view output, std::string_view errors) {
    Value output_text = TRY(string_value(st, output));
    Value error_text = TRY(string_value(st, errors));
    constexpr u32 kFields = 4;
    Table* table = make_table(st, kFields);
    set_field(st, table, "ok", Value::boolean(code == 0));
    set_field(st, table, "code", Value::integer(code));
    set_field(st, table, "stdout", output_text);
    set_field(st, table, "stderr", error_text);
    return table;
}

/// Waits for a command that was started with this outcome, and gives its result table.
Ret wait_for_result(State& st, Running& running, int error) {
    constexpr int kNone = -1;
    if (error != 0) return Value::table(TRY(result_table(st, kNone, "", "")));
    Command& command = *running.command;
    TRY(command.wait(st));
    TRY(check_output(st, command));
    bool exited = !command.timed_out() && command.end().how == ProcessEnd::How::Exit;
    int code = exited ? command.end().number : kNone;
    return Value::table(TRY(result_table(st, code, command.output(), command.errors())));
}

/// The options of process.run, their texts as they were when the call began.
struct RunOptions {
    String *input = nullptr, *directory = nullptr;
    Values* variables = nullptr;
    f64 timeout = 0;
};

Result<RunOptions> read_options(State& st, const ArgReader& in) {
    OptionTable options = TRY(in.options(1));
    RunOptions out;
    if (!options.present()) return out;
    out.input = TRY(options.string("stdin"));
    Table* variables = TRY(options.table_field("env"));
    out.directory = TRY(options.string("dir"));
    out.timeout = TRY(options.real("timeout", 0));
    if (variables != nullptr) out.variables = TRY(texts_of_table(st, variables));
    return out;
}

Ret process_run(State& st, Args args) {
    ArgReader in(st, args);
    Value what = in[0];
    if (!what.is_table() && !what.is_string() && !what.is_number()) return in.type_error(0, "string or table");
    RunOptions options = TRY(read_options(st, in));
    Values* list = what.is_table() ? TRY(texts_of_list(st, what.as_table())) : nullptr;
    Value text = what.is_table() ? what : TRY(tostring(st, what));

    auto line = [&] {
        CommandLine out;
        out.words = list != nullptr ? strings_of(list) : split_words(view(text));
        std::vector<std::string> variables = strings_of(options.variables);
        for (std::size_t i = 0; i + 1 < variables.size(); i += 2) {
            out.variables.emplace_back(variables[i], variables[i + 1]);
        }
        if (options.input != nullptr) out.input = view(options.input);
        if (options.directory != nullptr) out.directory = view(options.directory);
        out.timeout = options.timeout;
        return out;
    };
    if (line().words.empty()) return st.raise_text("process.run: empty command");
    auto permitted = [&] { return ask_permission(st, "process.run", joined(line().words)); };
    TRY(permitted());
    Userdata* object = make_object<Running>(st, kRunningType, EventLoop::of(st));
    auto& running = *reinterpret_cast<Running*>(object->payload);
    auto run = [&] { return start(running, line()); };
    bool nowhere = options.directory != nullptr && options.directory->len == 0;
    return wait_for_result(st, running, nowhere ? ENOENT : run());
}

Ret process_shell(State& st, Args args) {
    ArgReader in(st, args);
    String* command = TRY(in.string(0));
    TRY(ask_permission(st, "process.run", view(command)));
    Userdata* object = make_object<Running>(st, kRunningType, EventLoop::of(st));
    auto& running = *reinterpret_cast<Running*>(object->payload);
    auto run = [&] {
        CommandLine line;
        line.words = {"/bin/sh", "-c", std::string(view(command))};
        return start(running, std::move(line));
    };
    return wait_for_result(st, running, run());
}

/// The C library's text for a signal, with its first letter in lower case.
std::string signal_text(int number) {
    const char* text = ::sigdescr_np(number);
    std::string out = text != nullptr ? text : "signal " + std::to_string(number);
    if (out[0] >= 'A' && out[0] <= 'Z') out[0] = static_cast<char>(out[0] | 32);
    return out;
}

std::string end_text(ProcessEnd end) {
    switch (end.how) {
        case ProcessEnd::How::Exit: return "exit status " + std::to_string(end.number);
        case ProcessEnd::How::Signal: return "signal: " + signal_text(end.number);
        case ProcessEnd::How::Unknown: break;
    }
    return "wait: " + system_reason(end.number);
}

Ret process_exec(State& st, Args args) {
    ArgReader in(st, args);
    TRY(in.string(0));
    Values* words = TRY(make_values(st, in.count()));
    for (u32 i = 0; i < in.count(); ++i) {
        Value text = TRY(tostring(st, in[i]));
        st.heap->store(&words->h, &words->item[i], text);
    }
    auto permitted = [&] { return ask_permission(st, "process.run", joined(strings_of(words))); };
    TRY(permitted());
    Userdata* object = make_object<Running>(st, kRunningType, EventLoop::of(st));
    auto& running = *reinterpret_cast<Running*>(object->payload);
    std::string_view name = view(words->item[0]);
    bool found = true;
    auto run = [&] {
        CommandLine line;
        line.words = strings_of(words);
        found = !program_of(line.words[0]).empty();
        return start(running, std::move(line));
    };
    int error = run();
    if (!found) return fail_with(st, "exec: \"" + std::string(name) + "\": executable file not found in $PATH");
    if (error != 0) return system_failure(st, "exec", name, error);
    Command& command = *running.command;
    TRY(command.wait(st));
    TRY(check_output(st, command));
    ProcessEnd end = command.end();
    bool success = end.how == ProcessEnd::How::Exit && end.number == 0;
    return success ? Ret(TRY(string_value(st, command.output()))) : fail_with(st, end_text(end));
}

// ---- looking ------------------------------------------------------------------------------------------------------

Ret process_which(State& st, Args args) {
    std::string_view name = TRY(ArgReader(st, args).text(0));
    TRY(ask_permission(st, "fs.read", name));
    auto find = [&] { return make_string(st, find_program(name)); };
    String* path = TRY(find());
    return path->len != 0 ? Value::string(path) : Value::nil();
}

Ret process_pid(State&, Args) { return Value::integer(::getpid()); }

Ret process_env(State& st, Args) {
    TRY(ask_permission(st, "os.env", "*"));
    auto list_variables = [&]() -> Result<Table*> {
        std::vector<std::string> variables;
        std::unique_lock lock(environment_lock());
        for (char** at = environ; *at != nullptr; ++at) variables.emplace_back(*at);
        lock.unlock();
        Table* table = make_table(st);
        for (std::string_view variable : variables) {
            std::size_t equals = variable.find('=');
            if (equals == variable.npos) continue;
            String* name = TRY(make_string(st, variable.substr(0, equals)));
            if (!raw_get_string(st, table, name).is_nil()) continue;  // the first counts, as for getenv
            Value value = TRY(string_value(st, variable.substr(equals + 1)));
            TRY(raw_set_string(st, table, name, value));
        }
        return table;
    };
    return Value::table(TRY(list_variables()));
}

constexpr FnRow kFunctions[] = {
    {"process.run", process_run},     {"process.exec", process_exec}, {"process.shell", process_shell},
    {"process.which", process_which}, {"process.pid", process_pid},   {"process.env", process_env},
};

}  // namespace

void open_process(State& st) {
    register_class(st, kRunningType, {});
    register_library(st, "process", kFunctions);
}

}  // namespace gs::stdlib
