#include "cli/interrupt.h"

#include <atomic>
#include <cerrno>

#include "runtime/scheduler.h"

namespace gs::cli {
namespace {

std::atomic<rt::State*> interrupted_state{nullptr};

/// Does only what a signal handler may: sets a bit that the running program looks at, and wakes it if it waits.
void interrupt(int) {
    int error = errno;
    if (rt::State* st = interrupted_state.load()) rt::request(*st, rt::kRequestInterrupt);
    errno = error;
}

}  // namespace

InterruptHandler::InterruptHandler(rt::State& st) : st_(st) {
    interrupted_state = &st;
    struct sigaction action = {};
    action.sa_handler = interrupt;
    sigaction(SIGINT, &action, &before_);
}

InterruptHandler::~InterruptHandler() {
    sigaction(SIGINT, &before_, nullptr);
    interrupted_state = nullptr;
    clear();
}

void InterruptHandler::clear() { st_.hot.request.fetch_and(~static_cast<u32>(rt::kRequestInterrupt)); }

}  // namespace gs::cli
