// Live intervals: when a value needs a place. Essay in linear_scan.cpp.
#pragma once

#include <deque>

#include "jit/regalloc/program.h"

namespace gs::jit::regalloc {

/// Positions [from, to).
struct Range {
    u32 from, to;
};

struct UsePosition {
    u32 position;
    bool needs_register;
    bool counts;  // a reason to stay in a register: needs_register, and ends of loops and edges to phis
    u32 use;  // in Program::uses; kNone at ends of loops
};

/// A value, or a piece of one that stays in one place.
struct Interval {
    u32 value;
    std::vector<Range> ranges;  // ascending, with holes between them
    std::vector<UsePosition> uses;  // ascending
    Location place;
    Interval* next = nullptr;  // the following piece

    u32 start() const { return ranges.front().from; }
    u32 end() const { return ranges.back().to; }
    bool covers(u32 position) const;
    /// The first position at or behind `from` that both cover; kNone if there is none.
    u32 intersection(const Interval& other, u32 from) const;
    /// First use at or behind `from` that wants a register.
    u32 next_use(u32 from) const;
    u32 next_needed(u32 from) const;
};

/// One bit for each value.
class BitSet {
public:
    explicit BitSet(u32 size) : words_((size + 63) / 64) {}
    bool has(u32 i) const { return words_[i / 64] >> (i % 64) & 1; }
    void add(u32 i) { words_[i / 64] |= u64{1} << (i % 64); }
    void remove(u32 i) { words_[i / 64] &= ~(u64{1} << (i % 64)); }
    /// Whether that changed anything.
    bool unite(const BitSet& other) {
        u64 changed = 0;
        for (std::size_t i = 0; i < words_.size(); ++i) {
            changed |= other.words_[i] & ~words_[i];
            words_[i] |= other.words_[i];
        }
        return changed != 0;
    }
    /// The same with what is in `other` but not in `without`.
    bool unite(const BitSet& other, const BitSet& without) {
        u64 changed = 0;
        for (std::size_t i = 0; i < words_.size(); ++i) {
            u64 more = other.words_[i] & ~without.words_[i] & ~words_[i];
            changed |= more;
            words_[i] |= more;
        }
        return changed != 0;
    }
    template <class Visit>
    void each(Visit visit) const {
        for (std::size_t i = 0; i < words_.size(); ++i) {
            for (u64 rest = words_[i]; rest; rest &= rest - 1) {
                visit(static_cast<u32>(i * 64 + static_cast<u32>(__builtin_ctzll(rest))));
            }
        }
    }

private:
    std::vector<u64> words_;
};

struct Liveness {
    std::vector<BitSet> in;  // by block; results of phis excluded
    std::vector<BitSet> out;  // inputs of phis behind included
};

Liveness find_liveness(const Program& program);

/// Whole values with all their ranges and uses, by value; without ranges if it is never seen.
std::deque<Interval> build_intervals(const Program& program, const Liveness& liveness);

/// Everything that resolve() needs of what the scan has found.
struct Pieces {
    std::vector<Interval*> first;  // by value, null if there is none
    /// The piece that covers the position; null if the value is dead there. Quick for ascending positions.
    const Interval* at(u32 value, u32 position) const;
    mutable std::vector<const Interval*> last;  // by value: the piece that was found last
};

/// Gives slots out, and writes the moves that connect pieces and edges.
Allocation resolve(const Program& program, const Liveness& liveness, const Pieces& pieces);

}  // namespace gs::jit::regalloc
