// What a program may do outside of itself: the sets of libraries, and the host's permission.
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "embed/engines.h"
#include "runtime/call.h"
#include "runtime/coroutine.h"
#include "runtime/ops.h"

namespace gs {
namespace {

/// The text of what a chunk returns, or the report of its error.
std::string run(rt::State& st, const std::string& text) {
    std::string out;
    rt::run_main(st, [&] {
        syntax::Diagnostic error;
        auto function = embed::load_chunk(st, text, "test", embed::ChunkForm::Statements, &error);
        if (!function.ok()) {
            out = "does not compile: " + error.message;
            return;
        }
        rt::Ret ret = rt::call(st, rt::Value::function(*function), {});
        out = ret.ok() ? rt::plain_text(st, ret.first) : rt::error_report(st);
    });
    return out;
}

TEST(LibrarySetTest, SafeReachesNothingOutside) {
    auto st = embed::create_state({}, embed::EngineKind::Vm, stdlib::kSafe);
    for (const char* name : {"io", "os", "fs", "path", "process", "net", "http", "dofile", "loadfile"}) {
        EXPECT_EQ(run(*st, std::string("return ") + name), "nil") << name;
    }
    EXPECT_EQ(run(*st, "return time.sleep"), "nil");
    EXPECT_EQ(run(*st, "return time.format(time.unix(0), \"%Y\")"), "1970");
}

TEST(LibrarySetTest, AppHasFilesAndProcesses) {
    auto st = embed::create_state({}, embed::EngineKind::Vm, stdlib::kApp);
    EXPECT_EQ(run(*st, "return type(io.open) .. type(os.exit) .. type(fs.stat) .. type(path.join) .. type(time.sleep)"),
              "functionfunctionfunctionfunctionfunction");
}

class PermissionTest : public testing::Test {
protected:
    void SetUp() override {
        rt::Options options;
        options.hooks.permit = [this](std::string_view what, std::string_view detail) {
            asked_.push_back(std::string(what) + " " + std::string(detail));
            return allowed_;
        };
        st_ = embed::create_state(options, embed::EngineKind::Vm);
    }
    /// Runs an expression and gives what the host was asked.
    std::vector<std::string> asked_for(const std::string& expression) {
        asked_.clear();
        answer_ = run(*st_, "ok, m := pcall(func() { return " + expression + " }); return ok || m");
        return asked_;
    }

    bool allowed_ = false;
    std::vector<std::string> asked_;
    std::string answer_;
    std::unique_ptr<rt::State> st_;
};

using Asked = std::vector<std::string>;

TEST_F(PermissionTest, RefusalIsAnErrorAndNothingHappens) {
    EXPECT_EQ(asked_for("fs.writefile(\"/tmp/gs-never\", \"x\")"), Asked{"fs.write /tmp/gs-never"});
    EXPECT_EQ(answer_, "permission denied: fs.write /tmp/gs-never");
    allowed_ = true;
    EXPECT_EQ(asked_for("assert(!fs.exists(\"/tmp/gs-never\"))"), Asked{"fs.read /tmp/gs-never"});
    EXPECT_EQ(answer_, "true");
}

TEST_F(PermissionTest, EveryFunctionAsks) {
    struct {
        const char* expression;
        const char* question;
    } rows[] = {
        {"dofile(\"a\")", "fs.read a"},
        {"io.open(\"a\")", "fs.read a"},
        {"io.open(\"a\", \"w\")", "fs.write a"},
        {"io.open(\"a\", \"r+\")", "fs.read a"},
        {"io.lines(\"a\")", "fs.read a"},
        {"io.input(\"a\")", "fs.read a"},
        {"io.output(\"a\")", "fs.write a"},
        {"io.popen(\"true\")", "process.run true"},
        {"io.tmpfile()", "fs.write <tmpfile>"},
        {"os.execute(\"true\")", "process.run true"},
        {"process.run(\"true  x\")", "process.run true x"},
        {"process.run({\"true\", 1})", "process.run true 1"},
        {"process.exec(\"true\", 1)", "process.run true 1"},
        {"process.shell(\"true\")", "process.run true"},
        {"process.which(\"true\")", "fs.read true"},
        {"process.env()", "os.env *"},
        {"os.getenv(\"A\")", "os.env A"},
        {"os.setenv(\"A\", \"x\")", "os.env A"},
        {"os.unsetenv(\"A\")", "os.env A"},
        {"os.expand(\"x$A\")", "os.env A"},
        {"os.remove(\"a\")", "fs.write a"},
        {"os.rename(\"a\", \"b\")", "fs.write a"},
        {"os.tmpname()", "fs.write <tmpname>"},
        {"fs.exists(\"a\")", "fs.read a"},
        {"fs.isfile(\"a\")", "fs.read a"},
        {"fs.isdir(\"a\")", "fs.read a"},
        {"fs.stat(\"a\")", "fs.read a"},
        {"fs.readdir(\"a\")", "fs.read a"},
        {"fs.glob(\"a*\")", "fs.read a*"},
        {"fs.cwd()", "fs.read ."},
        {"fs.readfile(\"a\")", "fs.read a"},
        {"fs.writefile(\"a\", \"\")", "fs.write a"},
        {"fs.appendfile(\"a\", \"\")", "fs.write a"},
        {"fs.copy(\"a\", \"b\")", "fs.read a"},
        {"fs.mkdir(\"a\")", "fs.write a"},
        {"fs.mkdirAll(\"a\")", "fs.write a"},
        {"fs.remove(\"a\")", "fs.write a"},
        {"fs.removeAll(\"a\")", "fs.write a"},
        {"fs.rename(\"a\", \"b\")", "fs.write a"},
        {"fs.tempfile(\"a\")", "fs.write a"},
        {"fs.chdir(\"a\")", "fs.write a"},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(asked_for(row.expression), Asked{row.question}) << row.expression;
        EXPECT_EQ(answer_, std::string("permission denied: ") + row.question);
    }
}

TEST_F(PermissionTest, BothEndsOfACopyAndARename) {
    allowed_ = true;
    EXPECT_EQ(asked_for("fs.copy(\"/nope/a\", \"/nope/b\")"), (Asked{"fs.read /nope/a", "fs.write /nope/b"}));
    EXPECT_EQ(asked_for("os.rename(\"/nope/a\", \"/nope/b\")"), (Asked{"fs.write /nope/a", "fs.write /nope/b"}));
    EXPECT_EQ(asked_for("io.open(\"/nope/a\", \"w+\")"), (Asked{"fs.read /nope/a", "fs.write /nope/a"}));
}

}  // namespace
}  // namespace gs
