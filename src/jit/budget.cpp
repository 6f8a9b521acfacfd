#include "jit/budget.h"

#include <algorithm>
#include <ctime>

namespace gs::jit {

u32 runs_until_hot(u32 hot, u32 words) {
    constexpr u32 kWordsThatDouble = 256;
    return static_cast<u32>(std::min<u64>(hot + u64{hot} * words / kWordsThatDouble, UINT32_MAX));
}

u32 runs_until_again(u32 hot, u32 thrown_away) {
    constexpr u32 kMostDoublings = 6;
    return hot / 4 << std::min(thrown_away - 1, kMostDoublings);
}

Budget::Time Budget::now() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + Time(time.tv_nsec);
}

bool Budget::allows(u32 words, Time run) const { return spent_ + estimate(words) <= std::max(kAtStart, run / kOneIn); }

void Budget::spend(u32 words, Time took) {
    spent_ += took;
    words_ += words;
}

Budget::Time Budget::estimate(u32 words) const {
    return (spent_ + kFirstGuess * kFirstWords) * words / (words_ + kFirstWords);
}

}  // namespace gs::jit
