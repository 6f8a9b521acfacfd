// The small programs of bench/suite.txt, timed inside of one process: no start-up, no compilation, one call of the program's
// main function after another. What bench/run measures is what somebody waits for; this is what warm code takes.
//
// A program is the file in bench/programs, with its sizes in the global `arg` and with a `print` that keeps the text, so that an
// iteration writes nothing. The label of each result is that text: it has to be the same in every engine.
#include <chrono>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>

#include <benchmark/benchmark.h>

#include "embed/engines.h"
#include "runtime/call.h"
#include "runtime/coroutine.h"
#include "runtime/ops.h"
#include "runtime/strings.h"

namespace {

using namespace gs;

struct Program {
    const char* name;  // as the suite calls it, with its sizes
    const char* file;
    const char* sizes;  // elements of a list
};

constexpr Program kPrograms[] = {
    {"HeavyLoop(100K)", "heavy_loop", "100000"},          {"FibIterative(30)", "fib_iterative", "30, 1"},
    {"FunctionCalls(10K)", "function_calls", "10000, 1"}, {"FibRecursive(20)", "fib_recursive", "20, 1"},
    {"Ackermann(3,4)", "ackermann", "3, 4, 1"},
};

struct Engine {
    const char* name;
    embed::EngineKind kind;
};

constexpr Engine kEngines[] = {
    {"tree", embed::EngineKind::Tree},
    {"vm", embed::EngineKind::Vm},
    {"jit", embed::EngineKind::Jit},
};

std::string text_of(const Program& program) {
    std::ifstream file(std::string(GS_PROGRAM_FOLDER "/") + program.file + ".gs");
    std::ostringstream text;
    text << "arg = {" << program.sizes << "}; print = func(x) { result = tostring(x) }\n" << file.rdbuf();
    return text.str();
}

/// A global of the program; nil if there was an error.
rt::Value global(rt::State& st, const char* name) {
    auto value = rt::get_global(st, rt::intern(st, name));
    return value.ok() ? *value : rt::Value::nil();
}

bool run_once(rt::State& st, rt::Value main) { return rt::call(st, main, {}).ok(); }

/// Runs the program as it is, which defines its functions, and then its main function until nothing new gets hot.
bool warm_up(rt::State& st, const Program& program) {
    constexpr auto kTime = std::chrono::milliseconds(200);
    syntax::Diagnostic error;
    auto chunk = embed::load_chunk(st, text_of(program), program.file, embed::ChunkForm::Statements, &error);
    if (!chunk.ok() || !run_once(st, rt::Value::function(*chunk))) return false;
    rt::Value main = global(st, "main");
    for (auto start = std::chrono::steady_clock::now(); std::chrono::steady_clock::now() - start < kTime;) {
        if (!run_once(st, main)) return false;
    }
    return true;
}

void measure(benchmark::State& state, const Program& program, embed::EngineKind engine) {
    std::unique_ptr<rt::State> st = embed::create_state({}, engine);
    bool finished = rt::run_main(*st, [&] {
        if (!warm_up(*st, program)) return state.SkipWithError(rt::error_report(*st).c_str());
        rt::Value main = global(*st, "main");
        for (auto _ : state) {
            if (!run_once(*st, main)) return state.SkipWithError(rt::error_report(*st).c_str());
        }
        state.SetLabel(rt::plain_text(*st, global(*st, "result")));
    });
    if (!finished) state.SkipWithError("all goroutines are asleep");
}

bool register_all() {
    for (const Program& program : kPrograms) {
        for (const Engine& engine : kEngines) {
            std::string name = std::string(program.name) + "/" + engine.name;
            benchmark::RegisterBenchmark(name.c_str(), measure, program, engine.kind)->Unit(benchmark::kMicrosecond);
        }
    }
    return true;
}

const bool registered = register_all();

}  // namespace
