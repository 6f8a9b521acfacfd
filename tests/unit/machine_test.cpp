// Machine code against the evaluator: texts in tests/ir/run, and random graphs.
#include <filesystem>
#include <fstream>
#include <sstream>

#include "ir_fixture.h"
#include "random_graph.h"

#if defined(__x86_64__)

namespace gs::jit::test {
namespace {

using bytecode::FunctionBuilder;
using rt::Value;

class MachineTest : public GraphTest {
protected:
    using GraphTest::GraphTest;
    /// A function whose bytecode returns its first `count` registers: exits to word 0 show what they have written.
    rt::Function* show_registers(u16 params, u32 count) {
        FunctionBuilder b(st, info(params));
        b.return_n(0, static_cast<u16>(count));
        return finish(b, 16);
    }

    std::string run_list(Runner r, rt::Function* f, Graph& graph, const std::vector<Value>& v) {
        runner = r;
        switch (v.size()) {
            case 0: return run(f, graph, {});
            case 1: return run(f, graph, {v[0]});
            case 2: return run(f, graph, {v[0], v[1]});
            case 3: return run(f, graph, {v[0], v[1], v[2]});
            default: return run(f, graph, {v[0], v[1], v[2], v[3]});
        }
    }
};

// ---- tests/ir/run ---------------------------------------------------------------------------------------------------

/// A constant of a `; run:` line.
Value argument(rt::State& st, std::string text) {
    while (!text.empty() && text.front() == ' ') text.erase(0, 1);
    while (!text.empty() && text.back() == ' ') text.pop_back();
    if (text == "nil") return Value::nil();
    if (text == "true" || text == "false") return Value::boolean(text == "true");
    if (text == "{}") return Value::table(rt::make_table(st));
    if (text.find_first_of(".eni") != std::string::npos) return Value::real(std::stod(text));
    return Value::integer(std::stoll(text));
}

// `; run: f(1, 2.5) == CheckI32 2.5 1`: arguments, then the guard that failed, if any, and the values that come back. At word
// 0 of the bytecode stands a return of the first four registers.
TEST_F(MachineTest, Texts) {
    namespace fs = std::filesystem;
    u32 files = 0, lines = 0;
    for (const auto& entry : fs::directory_iterator(fs::path(GS_TEST_FOLDER) / "ir" / "run")) {
        if (entry.path().extension() != ".gir") continue;
        std::ifstream in(entry.path());
        std::stringstream text;
        text << in.rdbuf();
        rt::Function* f = show_registers(4, 4);
        ++files;
        std::string line;
        while (std::getline(text, line)) {
            constexpr std::string_view kStart = "; run: f(";
            if (!line.starts_with(kStart)) continue;
            std::size_t end = line.find(") == ");
            ASSERT_NE(end, std::string::npos) << entry.path() << ": " << line;
            std::vector<Value> args;
            std::stringstream list(line.substr(kStart.size(), end - kStart.size()));
            for (std::string one; std::getline(list, one, ',');) args.push_back(argument(st, one));
            std::string expected = line.substr(end + 5);
            for (Runner r : kRunners) {
                auto graph = graph_of(f, text.str());
                ASSERT_NE(graph, nullptr) << entry.path();
                EXPECT_EQ(run_list(r, f, *graph, args), expected) << entry.path() << ", " << name_of(r) << ": " << line;
                ++lines;
            }
        }
    }
    EXPECT_GE(files, 5u);
    EXPECT_GE(lines, 60u);
}

TEST_F(MachineTest, RandomGraphs) {
    rt::Function* f = show_registers(4, 8);
    const bytecode::FunctionData* data = bytecode::data_of(f);
    const std::vector<Value> lists[] = {
        {number(1), number(2), Value::real(2.5), Value::nil()},
        {number(-5), Value::real(1e10), number(2147483647), Value::boolean(true)},
        {number(rt::kMinInt), Value::real(-0.0), number(3), Value::boolean(false)},
    };
    u32 returned = 0, runs = 0;
    for (u32 seed = 0; seed < 300; ++seed) {
        for (const auto& args : lists) {
            std::string results[3];
            for (u32 r = 0; r < 3; ++r) {
                RandomGraph random(seed, data->code->insn, data);
                if (r == 0) {
                    ASSERT_EQ(verify(*random.graph), "") << print(*random.graph);
                }
                results[r] = run_list(kRunners[r], f, *random.graph, args);
            }
            ++runs;
            returned += std::count(results[0].begin(), results[0].end(), ' ') == 11;
            for (u32 r = 1; r < 3; ++r) {
                if (results[r] == results[0]) continue;
                RandomGraph random(seed, data->code->insn, data);
                FAIL() << "seed " << seed << ", " << name_of(kRunners[r]) << ": " << results[r] << "\ninstead of "
                       << results[0] << "\n"
                       << print(*random.graph);
            }
        }
    }
    EXPECT_GT(returned, runs / 10);
    EXPECT_GT(runs - returned, runs / 10);
}

}  // namespace
}  // namespace gs::jit::test

#endif
