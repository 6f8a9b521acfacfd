#include "cli/program.h"

#include <cerrno>
#include <string>
#include <string_view>
#include <unistd.h>
#include <utility>

#include "cli/chunk.h"
#include "cli/dump.h"
#include "cli/repl.h"
#include "cli/start_pages.h"
#include "embed/engines.h"
#include "runtime/coroutine.h"
#include "runtime/heap.h"
#include "runtime/library.h"
#include "runtime/strings.h"
#include "runtime/table.h"
#include "stdlib/load.h"
#include "stdlib/output.h"
#include "stdlib/signals.h"
#include "stdlib/system.h"

namespace gs::cli {
namespace {

constexpr int kStatusError = 1, kStatusDeadlock = 2;
constexpr const char* kCodeName = "(command line)";
constexpr const char* kStandardInputName = "(stdin)";

/// The script of the command line as a text with a chunk name.
struct Script {
    std::string name, text;
};

/// Reads the script; false after an error, which has been reported.
bool read_script(const CommandLine& line, Script* script) {
    bool from_input = !line.has_script || line.script == "-";
    script->name = from_input ? kStandardInputName : line.script;
    bool ok = from_input ? stdlib::read_descriptor(0, &script->text) : stdlib::read_file(line.script, &script->text);
    if (ok) return true;
    stdlib::write_error("gscript: cannot open " + script->name + ": " + stdlib::system_reason(errno) + "\n");
    return false;
}

/// Makes the global `arg`; gives the arguments of the script's main chunk, which stay alive as long as that table.
std::vector<rt::Value> make_arguments(rt::State& st, const CommandLine& line) {
    rt::Table* table = rt::make_table(st);
    rt::set_global_constant(st, "arg", rt::Value::table(table));
    auto add = [&](i64 position, const std::string& text) {
        rt::Value v = rt::Value::string(rt::intern(st, text));
        (void)rt::raw_set_int(st, table, position, v);
        return v;
    };
    add(0, line.has_script ? line.script : "-");
    std::vector<rt::Value> arguments;
    arguments.reserve(line.arguments.size());
    for (const std::string& text : line.arguments) {
        arguments.push_back(add(static_cast<i64>(arguments.size()) + 1, text));
    }
    return arguments;
}

std::string directory_of(const std::string& path) {
    std::size_t slash = path.rfind('/');
    if (slash == std::string::npos) return {};
    return slash == 0 ? "/" : path.substr(0, slash);
}

bool wants_repl(const CommandLine& line) {
    return line.interactive || (!line.has_script && line.code.empty() && ::isatty(0));
}

bool wants_script(const CommandLine& line) { return line.has_script || (line.code.empty() && !wants_repl(line)); }

/// All texts of the command line, one after the other, up to the first that fails.
bool run_texts(rt::State& st, const CommandLine& line) {
    for (const std::string& code : line.code) {
        if (!run_chunk(st, code, kCodeName, {})) return false;
    }
    if (!wants_script(line)) return true;
    Script script;
    if (!read_script(line, &script)) return false;
    if (line.has_script && line.script != "-") st.main_directory = directory_of(line.script);
    return run_chunk(st, std::move(script.text), script.name, make_arguments(st, line));
}

/// A root that refers to nothing: programs that are over before the first collection need not give back anything.
void at_collection(rt::Tracer&, void* has_collected) {
    if (!std::exchange(*static_cast<bool*>(has_collected), true)) release_start_pages();
}

int dump_texts(const CommandLine& line) {
    for (const std::string& code : line.code) {
        if (!dump(line, code, kCodeName)) return kStatusError;
    }
    if (!wants_script(line)) return 0;
    Script script;
    return read_script(line, &script) && dump(line, script.text, script.name) ? 0 : kStatusError;
}

}  // namespace

int run_program(const CommandLine& line) {
    if (line.dump != Dump::None) return dump_texts(line);

    bool has_collected = false;
    std::unique_ptr<rt::State> st = embed::create_state(line.state, line.engine, stdlib::kAll, line.jit);
    st->heap->add_root(at_collection, &has_collected);
    bool repl = wants_repl(line);
    if (!repl) stdlib::own_signals(*st);
    int status = 0;
    bool finished = rt::run_main(*st, [&] {
        if (!run_texts(*st, line)) status = kStatusError;
        if (!repl) st->heap->run_all_finalizers();
    });
    if (!finished) status = kStatusDeadlock;
    if (repl) status = run_repl(*st);
    if (!stdlib::finish_output() && status == 0) status = kStatusError;
    return status;
}

}  // namespace gs::cli
