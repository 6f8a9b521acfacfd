// What a program may do outside of itself: the sets of libraries, and the host's permission.
#include <cstddef>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <memory>
#include <string>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
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

/// From now on this process dies of SIGSYS when it tries to open a file or a socket or to start a process.
bool forbid_outside_calls() {
    constexpr u32 kForbidden[] = {
#ifdef SYS_open
        SYS_open,       SYS_creat,   SYS_fork,     SYS_vfork,    SYS_unlink,    SYS_rename,  SYS_mkdir,
#endif
        SYS_openat,     SYS_openat2, SYS_unlinkat, SYS_renameat, SYS_renameat2, SYS_mkdirat, SYS_socket,
        SYS_socketpair, SYS_connect, SYS_bind,     SYS_execve,   SYS_execveat,  SYS_kill,
    };
    std::vector<sock_filter> program = {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr))};
    for (u32 call : kForbidden) {
        program.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 1));
        program.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS));
    }
    program.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
    sock_fprog filter{static_cast<unsigned short>(program.size()), program.data()};
    return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

constexpr int kNoFilter = 77;

/// Calls every function that a program can reach with what a file, a command or an address would look like, in a process
/// that may do nothing outside. How the process ends.
int try_everything(u32 sets) {
    pid_t child = ::fork();
    if (child != 0) {
        int status = 0;
        ::waitpid(child, &status, 0);
        return status;
    }
    rt::Options options;
    options.modules_from_disk = false;
    options.hooks.print = [](std::string_view) {};
    auto st = embed::create_state(options, embed::EngineKind::Vm, sets);
    // The time zone and the settings of OpenSSL are read once, whoever asks first.
    run(*st, "return tostring(time.now().tz) .. hash.sha256(\"x\") .. uuid.v4()");
    if (!forbid_outside_calls()) ::_exit(kNoFilter);
    std::string count = run(*st, R"(
        seen, count := {}, 0
        arguments := {
            {}, {"/etc/passwd"}, {"/tmp/gs-never", "w"}, {"/tmp/gs-never", "text"}, {"127.0.0.1:9", func() {}}, {"true"},
            {"http://127.0.0.1:9/"}, {{"/bin/sh", "-c", "true"}}, {{url: "http://127.0.0.1:9/"}}, {"/tmp", "/tmp/gs-never"}
        }
        skipped := {[coroutine.yield]: true, [collectgarbage]: true}
        func visit(v) {
            if type(v) == "table" {
                if seen[v] { return }
                seen[v] = true
                for _, x := range v { visit(x) }
            } elseif type(v) == "function" && !seen[v] && !skipped[v] {
                seen[v] = true
                for _, list := range arguments { pcall(v, table.unpack(list)) }
                count++
            }
        }
        libraries := {}
        for _, v := range _G { table.insert(libraries, v) }
        for _, v := range libraries { visit(v) }
        return count)");
    ::_exit(std::atoi(count.c_str()) > 150 ? 0 : 1);
}

TEST(LibrarySetTest, SafeTriesInVain) {
    int status = try_everything(stdlib::kSafe);
    if (WIFEXITED(status) && WEXITSTATUS(status) == kNoFilter) GTEST_SKIP() << "no seccomp here";
    EXPECT_TRUE(WIFEXITED(status)) << "signal " << WTERMSIG(status);
    EXPECT_EQ(WEXITSTATUS(status), 0);
    // The same does not go well with a set that reaches outside: the test can fail.
    status = try_everything(stdlib::kApp);
    EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS) << status;
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
        {"net.get(\"http://a:81/x\")", "net.connect a:81"},
        {"net.request({url: \"https://[::1]/\"})", "net.connect ::1:443"},
        {"http.get(\"http://A/\")", "net.connect a:80"},
        {"net.dial(\"a:1\")", "net.connect a:1"},
        {"net.listen(\"127.0.0.1:0\")", "net.listen 127.0.0.1:0"},
        {"http.listen(\":0\", func() {})", "http.listen :0"},
        {"http.newRouter().listen()", "http.listen :8080"},
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
