// Processes that a script starts, and waiting for them while other goroutines go on.
#pragma once

#include <sys/types.h>

#include "runtime/result.h"
#include "runtime/state.h"

namespace gs::stdlib {

/// How a process ended.
struct ProcessEnd {
    enum class How : u8 { Exit, Signal, Unknown };
    How how = How::Exit;
    int number = 0;  // status, signal, or the error number that tells why the end is unknown
};

/// How a process is to be started.
struct Spawn {
    const char* program;  // a path
    char* const* arguments;
    char* const* environment = nullptr;  // null: that of the program
    const char* directory = nullptr;  // null: that of the program
    int input = -1, output = -1, error = -1;  // its standard streams; negative: those of the program
    bool own_group = false;  // it leads a process group of its own
};

/// A running process, or none. If its owner goes away without having waited, somebody else collects its remains later.
class ChildProcess {
public:
    ChildProcess() = default;
    ~ChildProcess() { abandon(); }
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    /// 0, or the error number.
    int start(const Spawn& spawn);
    /// Starts `/bin/sh -c command`. A descriptor that is not negative becomes its standard input or output; the others are
    /// those of the program. 0, or the error number.
    int start_shell(const char* command, int input, int output);
    bool is_running() const { return process_ > 0; }
    /// Waits for its end. Fails if the wait was cut off; then it may be called again.
    rt::Result<ProcessEnd> wait(rt::State& st);

    pid_t id() const { return process_; }
    /// Whether it has ended; then it is none any more.
    bool collect(ProcessEnd* end);
    /// Becomes readable when the process ends; -1 if the system has no such thing. Belongs to this object.
    int exit_descriptor();

private:
    void abandon();

    pid_t process_ = -1;
    int descriptor_ = -1;  // becomes readable when the process ends; -1: not made yet, or the system has no such thing
};

/// The three results of os.execute: true or nil, "exit" or "signal", and the number. If the end is unknown: nil and a
/// message.
rt::Ret give_end(rt::State& st, ProcessEnd end);

}  // namespace gs::stdlib
