// Live intervals: when a value needs a place. Essay in linear_scan.cpp.
#pragma once

#include <vector>

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
    SmallVector<Range, 2> ranges;  // ascending, with holes between them
    SmallVector<UsePosition, 4> uses;  // ascending
    Location place;
    Interval* next = nullptr;  // the following piece
    u32 same_until = 0;  // during the scan: the position up to which it stays in a range, or in a hole

    u32 start() const { return ranges.front().from; }
    u32 end() const { return ranges.back().to; }
    bool covers(u32 position) const;
    /// The first range that ends behind the position.
    const Range* range_at(u32 position) const;
    /// The first position at or behind `from` that both cover; kNone if there is none.
    u32 intersection(const Interval& other, u32 from) const;
    /// First use at or behind `from` that wants a register.
    u32 next_use(u32 from) const;
    u32 next_needed(u32 from) const;
};

/// A set of values for each block, of those that have a bit.
class BlockSets {
public:
    BlockSets() = default;
    BlockSets(std::size_t blocks, std::size_t bits) : row_((bits + 63) / 64), words_(blocks * row_) {}
    bool has(u32 block, u32 bit) const { return row(block)[bit / 64] >> (bit % 64) & 1; }
    void add(u32 block, u32 bit) { row(block)[bit / 64] |= u64{1} << (bit % 64); }
    /// Adds what another block has there, but for what is in `without`. Whether that changed anything.
    bool unite(u32 block, const BlockSets& sets, u32 other, const BlockSets* without = nullptr) {
        u64 changed = 0;
        u64* to = row(block);
        const u64 *from = sets.row(other), *not_these = without ? without->row(block) : nullptr;
        for (std::size_t i = 0; i < row_; ++i) {
            u64 more = from[i] & ~to[i] & ~(not_these ? not_these[i] : 0);
            changed |= more;
            to[i] |= more;
        }
        return changed != 0;
    }
    template <class Visit>
    void each(u32 block, Visit visit) const {
        for (std::size_t i = 0; i < row_; ++i) {
            for (u64 rest = row(block)[i]; rest; rest &= rest - 1) {
                visit(static_cast<u32>(i * 64 + static_cast<u32>(__builtin_ctzll(rest))));
            }
        }
    }

private:
    u64* row(u32 block) { return words_.data() + block * row_; }
    const u64* row(u32 block) const { return words_.data() + block * row_; }
    std::size_t row_ = 0;
    std::vector<u64> words_;
};

/// Most values live and die in one block. Only the others have a bit, by which the sets stay small in large programs.
struct Liveness {
    std::vector<u32> crossing;  // by bit: the value; ascending
    BlockSets in;  // results of phis excluded
    BlockSets out;  // inputs of phis behind included

    template <class Visit>
    void each_in(u32 block, Visit visit) const {
        in.each(block, [&](u32 bit) { visit(crossing[bit]); });
    }
    template <class Visit>
    void each_out(u32 block, Visit visit) const {
        out.each(block, [&](u32 bit) { visit(crossing[bit]); });
    }
};

Liveness find_liveness(const Program& program);

/// Whole values with all their ranges and uses, by value; without ranges if it is never seen.
std::vector<Interval> build_intervals(const Program& program, const Liveness& liveness);

/// Everything that resolve() needs of what the scan has found.
struct Pieces {
    std::vector<Interval*> first;  // by value, null if there is none
    /// The piece that covers the position; null if the value is dead there. Quick if positions ascend from question to question.
    const Interval* at(u32 value, u32 position) const;
    mutable std::vector<const Interval*> last;  // by value: the piece that was found last
};

/// Gives slots out, and writes the moves that connect pieces and edges.
Allocation resolve(const Program& program, const Liveness& liveness, const Pieces& pieces);

}  // namespace gs::jit::regalloc
