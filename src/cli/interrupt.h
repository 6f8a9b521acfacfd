// Ctrl-C in the REPL.
#pragma once

#include <csignal>

#include "runtime/state.h"

namespace gs::cli {

/// While one exists, Ctrl-C does not end the process: it stops the running program with the uncatchable error
/// `interrupted`, or ends a wait for input. There may be one at a time.
class InterruptHandler {
public:
    explicit InterruptHandler(rt::State& st);
    ~InterruptHandler();
    InterruptHandler(const InterruptHandler&) = delete;
    InterruptHandler& operator=(const InterruptHandler&) = delete;

    /// Forgets a Ctrl-C that nobody has noticed.
    void clear();

private:
    rt::State& st_;
    struct sigaction before_ = {};
};

}  // namespace gs::cli
