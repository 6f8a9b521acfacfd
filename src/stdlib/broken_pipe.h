// Writing to a pipe that nobody reads any more.
#pragma once

#include <cerrno>
#include <csignal>
#include <ctime>

namespace gs::stdlib {

/// A command may have ended without reading everything. While one of these exists, that is an error of the write and no
/// signal that ends the program, whatever the host has set up.
class NoBrokenPipeSignal {
public:
    NoBrokenPipeSignal() {
        sigemptyset(&pipe_);
        sigaddset(&pipe_, SIGPIPE);
        sigset_t pending;
        sigpending(&pending);
        was_pending_ = sigismember(&pending, SIGPIPE) == 1;
        pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
    }
    ~NoBrokenPipeSignal() {
        int error = errno;
        timespec now{};
        if (!was_pending_) (void)sigtimedwait(&pipe_, nullptr, &now);
        pthread_sigmask(SIG_SETMASK, &before_, nullptr);
        errno = error;
    }
    NoBrokenPipeSignal(const NoBrokenPipeSignal&) = delete;
    NoBrokenPipeSignal& operator=(const NoBrokenPipeSignal&) = delete;

private:
    sigset_t pipe_, before_;
    bool was_pending_;
};

}  // namespace gs::stdlib
