#include "runtime/ticker.h"

#include <csignal>
#include <ctime>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace gs::rt {
namespace {

constexpr std::size_t kStackSize = 256 * 1024;

// Sleeps while *word == value, at most `nanoseconds` (negative: for ever), or until somebody calls wake_word.
void wait_word(std::atomic<u32>& word, u32 value, i64 nanoseconds) {
    timespec time{nanoseconds / 1'000'000'000, nanoseconds % 1'000'000'000};
    syscall(SYS_futex, &word, FUTEX_WAIT_PRIVATE, value, nanoseconds < 0 ? nullptr : &time, nullptr, 0);
}

void wake_word(std::atomic<u32>& word) { syscall(SYS_futex, &word, FUTEX_WAKE_PRIVATE, 1, nullptr, nullptr, 0); }

}  // namespace

Ticker::~Ticker() {
    if (!started_) return;
    state_.store(kStop);
    wake_word(state_);
    pthread_join(thread_, nullptr);
}

void Ticker::ask(i64 nanoseconds) {
    delay_.store(nanoseconds, std::memory_order_relaxed);
    state_.store(kAsked, std::memory_order_release);
    if (started_) return wake_word(state_);

    // Signals of the process are for the threads of the host.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, kStackSize);
    started_ = pthread_create(&thread_, &attributes, run, this) == 0;
    pthread_attr_destroy(&attributes);
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    if (!started_) {
        // No thread to be had: the turn is over at once. Slow, but nobody starves, and the next turn tries again.
        state_.store(kIdle);
        request_.fetch_or(bit_);
    }
}

void* Ticker::run(void* self) {
    auto& ticker = *static_cast<Ticker*>(self);
    for (;;) {
        u32 state = ticker.state_.load(std::memory_order_acquire);
        if (state == kStop) return nullptr;
        if (state == kIdle) {
            wait_word(ticker.state_, kIdle, -1);
            continue;
        }
        timespec start{};
        clock_gettime(CLOCK_MONOTONIC, &start);
        i64 delay = ticker.delay_.load(std::memory_order_relaxed), left = delay;
        while (left > 0 && ticker.state_.load() == kAsked) {
            wait_word(ticker.state_, kAsked, left);
            timespec now{};
            clock_gettime(CLOCK_MONOTONIC, &now);
            left = delay - ((now.tv_sec - start.tv_sec) * 1'000'000'000 + (now.tv_nsec - start.tv_nsec));
        }
        // Idle first: a turn that begins in between may ask for the next tick.
        if (!ticker.state_.compare_exchange_strong(state, kIdle)) continue;
        ticker.request_.fetch_or(ticker.bit_);
    }
}

}  // namespace gs::rt
