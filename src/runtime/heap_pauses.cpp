#include "runtime/heap_pauses.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>

namespace gs::rt {

namespace {

double mebibytes(std::size_t bytes) { return static_cast<double>(bytes) / (1024 * 1024); }

}  // namespace

double PauseLog::now() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
}

void PauseLog::Group::add(double milliseconds) {
    ++count;
    longest = std::max(longest, milliseconds);
    total += milliseconds;
}

void PauseLog::count(double milliseconds) {
    all_.add(milliseconds);
    double place = std::log2(std::max(milliseconds * 1000, 1.0)) * 8;
    ++classes_[std::min(static_cast<u32>(place), kClasses - 1)];
}

void PauseLog::collection(const char* kind, const char* reason, std::size_t live, std::size_t freed,
                          double milliseconds) {
    count(milliseconds);
    std::fprintf(stderr, "gc: %s (%s) live %.1f MiB freed %.1f MiB pause %.2f ms\n", kind, reason, mebibytes(live),
                 mebibytes(freed), milliseconds);
}

void PauseLog::slice(const char* phase, double milliseconds) {
    count(milliseconds);
    if (phase_ != phase) end_group();
    phase_ = phase;
    group_.add(milliseconds);
    cycle_.add(milliseconds);
}

void PauseLog::end_group() {
    if (group_.count == 0) return;
    std::fprintf(stderr, "gc: %s, %u slices, longest %.2f ms, total %.2f ms\n", phase_, group_.count, group_.longest,
                 group_.total);
    group_ = {};
}

void PauseLog::end_cycle(const char* reason, std::size_t live, std::size_t freed) {
    end_group();
    std::fprintf(stderr, "gc: full (%s) live %.1f MiB freed %.1f MiB, %u slices, longest %.2f ms, total %.2f ms\n",
                 reason, mebibytes(live), mebibytes(freed), cycle_.count, cycle_.longest, cycle_.total);
    cycle_ = {};
}

// The least length (the upper end of its class) that so large a part of the pauses does not exceed.
double PauseLog::share(double part) const {
    u64 wanted = static_cast<u64>(std::ceil(part * all_.count)), seen = 0;
    for (u32 i = 0; i < kClasses; ++i) {
        seen += classes_[i];
        if (seen >= wanted) return std::min(std::exp2((i + 1) / 8.0) / 1000, all_.longest);
    }
    return all_.longest;
}

void PauseLog::report() const {
    if (all_.count == 0) return;
    std::fprintf(stderr, "gc: %u pauses, half %.3f ms, 99%% %.3f ms, longest %.3f ms, total %.1f ms\n", all_.count,
                 share(0.5), share(0.99), all_.longest, all_.total);
}

}  // namespace gs::rt
