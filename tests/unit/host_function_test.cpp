// Functions of a host that go by the names of functions of the library that compiled code knows.
#include <string>

#include <gtest/gtest.h>

#include "embed/engines.h"
#include "runtime/call.h"
#include "runtime/coroutine.h"
#include "runtime/library.h"
#include "runtime/native_args.h"
#include "runtime/ops.h"

namespace gs {
namespace {

using rt::Args;
using rt::Ret;
using rt::State;
using rt::Value;

/// Ten times as much.
Ret host_floor(State& st, Args args) {
    rt::ArgReader in(st, args);
    return Value::integer(10 * in[0].as_int());
}

/// Calls its argument.
Ret host_upper(State& st, Args args) {
    rt::ArgReader in(st, args);
    return rt::call(st, in[0], {});
}

constexpr rt::FnRow kMath[] = {{"math.floor", host_floor}};
constexpr rt::FnRow kString[] = {{"string.upper", host_upper}};

std::string run(embed::EngineKind engine, const std::string& text) {
    jit::Settings settings;
    settings.hot = 1;
    auto st = embed::create_state({}, engine, stdlib::kAll, settings);
    rt::register_library(*st, "math", kMath);
    rt::register_library(*st, "string", kString);
    std::string out;
    rt::run_main(*st, [&] {
        syntax::Diagnostic error;
        auto function = embed::load_chunk(*st, text, "test", embed::ChunkForm::Statements, &error);
        ASSERT_TRUE(function.ok()) << error.message;
        Ret ret = rt::call(*st, Value::function(*function), {});
        out = ret.ok() ? rt::plain_text(*st, ret.first) : rt::error_report(*st);
    });
    return out;
}

void same_everywhere(const std::string& text, const std::string& expected) {
    EXPECT_EQ(run(embed::EngineKind::Tree, text), expected);
    EXPECT_EQ(run(embed::EngineKind::Vm, text), expected);
    EXPECT_EQ(run(embed::EngineKind::Jit, text), expected);
}

TEST(HostFunctionTest, IsNotTakenForAnOperation) {
    same_everywhere("sum := 0 for i := 1; i <= 200; i++ { sum += math.floor(i) } return sum", "201000");
}

TEST(HostFunctionTest, IsNotTakenForAQuietOne) {
    same_everywhere(R"(
func f(t) {
    sum := 0
    for i := 1; i <= 200; i++ {
        sum += t.x
        string.upper(func() { t.x += 1 })
        sum += t.x
    }
    return sum
}
return f({x: 0}))",
                    "40000");
}

TEST(HostFunctionTest, LibraryFunctionIsKnownUnderAnotherName) {
    same_everywhere(R"(
math.other = math.ceil
sum := 0
for i := 1; i <= 200; i++ { sum += math.other(i + 0.5) }
return sum)",
                    "20300");
}

}  // namespace
}  // namespace gs
