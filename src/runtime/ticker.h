// The clock of preemption: a helper thread that raises kRequestPreempt some milliseconds after it was asked to. It exists
// only in programs that have ever had two goroutines with something to do, and sleeps unless asked. (A signal would do as
// well, but signals belong to the host program.)
#pragma once

#include <atomic>
#include <pthread.h>

#include "support/types.h"

namespace gs::rt {

class Ticker {
public:
    /// Raises `bit` in `request`.
    Ticker(std::atomic<u32>& request, u32 bit) : request_(request), bit_(bit) {}
    ~Ticker();
    Ticker(const Ticker&) = delete;
    Ticker& operator=(const Ticker&) = delete;

    /// Asks for one tick after `nanoseconds`; does nothing if one is under way.
    void want(i64 nanoseconds) {
        if (state_.load(std::memory_order_relaxed) == kIdle) ask(nanoseconds);
    }

private:
    // kAsked: the thread counts down. kStop: it ends.
    static constexpr u32 kIdle = 0, kAsked = 1, kStop = 2;
    void ask(i64 nanoseconds);
    static void* run(void* self);

    std::atomic<u32>& request_;
    const u32 bit_;
    std::atomic<u32> state_{kIdle};
    std::atomic<i64> delay_{0};
    pthread_t thread_{};
    bool started_ = false;
};

}  // namespace gs::rt
