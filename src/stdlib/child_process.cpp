#include "stdlib/child_process.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <mutex>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include "runtime/native_args.h"
#include "runtime/scheduler.h"
#include "stdlib/environment.h"
#include "stdlib/system.h"

namespace gs::stdlib {

using namespace rt;

namespace {

constexpr f64 kFirstDelay = 0.001, kLongestDelay = 0.02;

/// Processes without an owner. They are asked whether they have ended when the next one is started, so that no more of
/// them remain than were alive at that time.
class Orphans {
public:
    static Orphans& all() {
        static Orphans orphans;
        return orphans;
    }
    void add(pid_t process) {
        std::lock_guard lock(mutex_);
        processes_.push_back(process);
    }
    void bury() {
        std::lock_guard lock(mutex_);
        std::erase_if(processes_, [](pid_t process) { return ::waitpid(process, nullptr, WNOHANG) != 0; });
    }

private:
    std::mutex mutex_;
    std::vector<pid_t> processes_;
};

ProcessEnd end_of(int status) {
    if (WIFSIGNALED(status)) return {ProcessEnd::How::Signal, WTERMSIG(status)};
    return {ProcessEnd::How::Exit, WEXITSTATUS(status)};
}

}  // namespace

int ChildProcess::start(const Spawn& spawn) {
    Orphans::all().bury();
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    int streams[] = {spawn.input, spawn.output, spawn.error};
    for (int i = 0; i < 3; ++i) {
        if (streams[i] >= 0) ::posix_spawn_file_actions_adddup2(&actions, streams[i], i);
    }
    if (spawn.directory != nullptr) ::posix_spawn_file_actions_addchdir_np(&actions, spawn.directory);
    posix_spawnattr_t attributes;
    ::posix_spawnattr_init(&attributes);
    if (spawn.own_group) {
        ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
        ::posix_spawnattr_setpgroup(&attributes, 0);
    }
    std::unique_lock lock(environment_lock());
    char* const* environment = spawn.environment != nullptr ? spawn.environment : environ;
    int error = ::posix_spawn(&process_, spawn.program, &actions, &attributes, spawn.arguments, environment);
    lock.unlock();
    ::posix_spawnattr_destroy(&attributes);
    ::posix_spawn_file_actions_destroy(&actions);
    if (error != 0) process_ = -1;
    return error;
}

int ChildProcess::start_shell(const char* command, int input, int output) {
    char shell[] = "sh", option[] = "-c";
    char* arguments[] = {shell, option, const_cast<char*>(command), nullptr};
    return start({.program = "/bin/sh", .arguments = arguments, .input = input, .output = output});
}

bool ChildProcess::collect(ProcessEnd* end) {
    int status = 0;
    pid_t ended;
    do ended = ::waitpid(process_, &status, WNOHANG);
    while (ended < 0 && errno == EINTR);
    if (ended == 0) return false;
    *end = ended > 0 ? end_of(status) : ProcessEnd{ProcessEnd::How::Unknown, errno};
    process_ = -1;
    abandon();
    return true;
}

int ChildProcess::exit_descriptor() {
    if (descriptor_ < 0) descriptor_ = static_cast<int>(::syscall(SYS_pidfd_open, process_, 0));
    return descriptor_;
}

Result<ProcessEnd> ChildProcess::wait(State& st) {
    f64 delay = kFirstDelay;
    while (is_running()) {
        ProcessEnd end;
        if (collect(&end)) return end;
        if (exit_descriptor() >= 0) {
            TRY(wait_descriptor(st, descriptor_, false));
        } else {
            TRY(sleep_goroutine(st, delay));
            delay = std::min(delay * 2, kLongestDelay);
        }
    }
    // Somebody else has waited for it at the same time.
    return ProcessEnd{ProcessEnd::How::Unknown, ECHILD};
}

void ChildProcess::abandon() {
    if (descriptor_ >= 0) ::close(descriptor_);
    descriptor_ = -1;
    if (process_ > 0) Orphans::all().add(process_);
    process_ = -1;
}

Ret give_end(State& st, ProcessEnd end) {
    if (end.how == ProcessEnd::How::Unknown) return fail_with(st, "wait: " + system_reason(end.number));
    bool exited = end.how == ProcessEnd::How::Exit;
    Value success = exited && end.number == 0 ? Value::boolean(true) : Value::nil();
    return give(st, {success, Value::string(intern(st, exited ? "exit" : "signal")), Value::integer(end.number)});
}

}  // namespace gs::stdlib
