// How long the collector has stopped the program: what --gc-log tells.
#pragma once

#include <cstddef>

#include "support/types.h"

namespace gs::rt {

class PauseLog {
public:
    /// A pause of a minor collection, or of a whole full one.
    void collection(const char* kind, const char* reason, std::size_t live, std::size_t freed, double milliseconds);
    /// A pause of one slice of a full collection. Slices are told together: one line for all between two minor collections.
    void slice(const char* phase, double milliseconds);
    /// The line for the slices since the last one; then, with the reason why it had begun, for the collection that they made.
    void end_group();
    void end_cycle(const char* reason, std::size_t live, std::size_t freed);
    /// At the end of the program: how the pauses were distributed.
    void report() const;

    /// Time of this thread in milliseconds: what else runs on the machine must not change what the collector does.
    static double now();

private:
    struct Group {
        u32 count = 0;
        double longest = 0, total = 0;
        void add(double milliseconds);
    };
    void count(double milliseconds);
    double share(double part) const;

    Group all_, group_, cycle_;
    const char* phase_ = "";
    // By length: eight classes for each doubling, from a microsecond on.
    static constexpr u32 kClasses = 8 * 24;
    u32 classes_[kClasses] = {};
};

}  // namespace gs::rt
