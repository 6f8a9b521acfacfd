// When something is worth compiling, and how much of a program's time that may take.
//
// Machine code pays if it runs often enough afterwards, which nobody knows. So the VM runs a thing for about as long as
// compiling it will take: if the program ends then, it has lost a factor of two at most, and if it goes on, it has lost
// nothing worth mentioning. And all compilations together get no more than a fixed time at the start, and later a share of the time
// that the program has run. What does not fit waits, and asks again when its counter has run out the next time; so
// what is hottest asks most often, and is first to get what there is.
//
// Only speed depends on this, never what a program means.
#pragma once

#include <chrono>

#include "support/types.h"

namespace gs::jit {

/// Calls of a function, or passes of a loop, until it is compiled. Compiling takes time in proportion to its words; a call takes
/// less than that, since most words of a long function stand on ways that are not gone. `hot` is what it takes without words.
u32 runs_until_hot(u32 hot, u32 words);

/// The same for something whose code has been thrown away so many times: each time it takes longer, because the VM learns more,
/// and because what was wrong so often will be wrong again.
u32 runs_until_again(u32 hot, u32 thrown_away);

class Budget {
public:
    using Time = std::chrono::nanoseconds;

    /// What the process has used of a processor until now. Not the time of day: on a busy machine a short compilation may seem
    /// to take long.
    static Time now();

    /// Whether something of so many words of bytecode may be compiled now, `run` after the start of the program.
    bool allows(u32 words, Time run) const;
    /// That has been done, and took so long.
    void spend(u32 words, Time took);
    Time spent() const { return spent_; }
    /// A guess from what the others have taken.
    Time estimate(u32 words) const;

    /// With half of it, programs that need many functions for a quarter of a second were slower than in the VM: they went to and
    /// fro between code that had been compiled in time and the rest.
    static constexpr Time kAtStart = std::chrono::milliseconds(20);
    static constexpr u32 kOneIn = 20;  // of the time since the start

private:
    // Before anything is known.
    static constexpr Time kFirstGuess = std::chrono::microseconds(5);  // for a word
    static constexpr u32 kFirstWords = 200;  // how much that guess counts

    Time spent_{};
    u64 words_ = 0;
};

}  // namespace gs::jit
