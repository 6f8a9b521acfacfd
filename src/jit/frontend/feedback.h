// What is known about single instructions beyond their form in the stream: which speculations have failed there. Exit
// counters fill it in, the next compilation consults it, so that no function is compiled and left for ever.
#pragma once

#include <map>
#include <vector>

#include "jit/ir/graph.h"
#include "runtime/cache.h"

namespace gs::jit {

/// Bits: what has turned out wrong at an instruction.
enum Failed : u16 {
    kNotI32 = 1,  // no int32, or an int32 that overflowed
    kNotInt = 2,  // no int at all, or one that left 48 bits
    kNotReal = 4,  // no double
    kNotNumber = 8,
    kNotThat = 16,  // another type, shape, function, or a nil
    kRuns = 32,  // an instruction that had never run before
    kNotTag = 64,  // a value of another type (kNotThat as well)
    kNotBits = 256,  // not the same function or object each time (kNotThat as well)
    kAsked = 128,  // a metamethod had a say (kNotThat as well)
    kNotOne = 512,  // takes open values, and there was not one
    kNotWhole = 2048,  // an element missed in a list that has others (kNotThat as well)
    kUnseen = 1024,  // a call of a function that nobody could see, because its guard stood in front of a loop
};

struct Site {
    u16 failed = 0;
    u16 times = 0;  // how often code has been thrown away for it, or for it among others
};

/// By instruction.
class Feedback {
public:
    u16 failed(const rt::Word* pc) const {
        auto found = sites_.find(pc);
        return found == sites_.end() ? 0 : found->second.failed;
    }
    u32 times(const rt::Word* pc) const {
        auto found = sites_.find(pc);
        return found == sites_.end() ? 0 : found->second.times;
    }
    Site& at(const rt::Word* pc) { return sites_[pc]; }
    /// Takes note that an operation made for that instruction has failed.
    void blame(const rt::Word* pc, Op op);
    /// Forgets the instructions of a function that has died.
    void forget(const rt::Word* begin, const rt::Word* end) {
        sites_.erase(sites_.lower_bound(begin), sites_.lower_bound(end));
    }

private:
    std::map<const rt::Word*, Site> sites_;
};

}  // namespace gs::jit
