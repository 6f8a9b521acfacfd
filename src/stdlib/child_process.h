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

/// A running process, or none. If its owner goes away without having waited, somebody else collects its remains later.
class ChildProcess {
public:
    ChildProcess() = default;
    ~ChildProcess() { abandon(); }
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    /// Starts `/bin/sh -c command`. A descriptor that is not negative becomes its standard input or output; the others are
    /// those of the program. 0, or the error number.
    int start_shell(const char* command, int input, int output);
    bool is_running() const { return process_ > 0; }
    /// Waits for its end. Fails if the wait was cut off; then it may be called again.
    rt::Result<ProcessEnd> wait(rt::State& st);

private:
    void abandon();

    pid_t process_ = -1;
    int descriptor_ = -1;  // becomes readable when the process ends; -1: not made yet, or the system has no such thing
};

/// The three results of os.execute: true or nil, "exit" or "signal", and the number. If the end is unknown: nil and a
/// message.
rt::Ret give_end(rt::State& st, ProcessEnd end);

}  // namespace gs::stdlib
