#include "jit/regalloc/intervals.h"

#include <algorithm>

#include "support/assert.h"

namespace gs::jit::regalloc {

u32 Program::block_of(u32 instruction) const {
    auto found = std::upper_bound(blocks.begin(), blocks.end(), instruction,
                                  [](u32 i, const BlockInfo& block) { return i < block.end; });
    return static_cast<u32>(found - blocks.begin());
}

bool Interval::covers(u32 position) const {
    for (const Range& range : ranges) {
        if (position < range.from) return false;
        if (position < range.to) return true;
    }
    return false;
}

u32 Interval::intersection(const Interval& other, u32 from) const {
    auto a = ranges.begin(), b = other.ranges.begin();
    while (a != ranges.end() && b != other.ranges.end()) {
        u32 low = std::max({a->from, b->from, from});
        if (low < std::min(a->to, b->to)) return low;
        if (a->to < b->to) {
            ++a;
        } else {
            ++b;
        }
    }
    return kNone;
}

u32 Interval::next_use(u32 from) const {
    for (const UsePosition& use : uses) {
        if (use.position >= from && use.counts) return use.position;
    }
    return kNone;
}

u32 Interval::next_needed(u32 from) const {
    for (const UsePosition& use : uses) {
        if (use.position >= from && use.needs_register) return use.position;
    }
    return kNone;
}

namespace {

u32 predecessor_index(const BlockInfo& block, u32 predecessor) {
    auto found = std::find(block.predecessors.begin(), block.predecessors.end(), predecessor);
    return static_cast<u32>(found - block.predecessors.begin());
}

}  // namespace

Liveness find_liveness(const Program& program) {
    u32 values = static_cast<u32>(program.values.size());
    std::size_t count = program.blocks.size();
    Liveness live;
    live.in.assign(count, BitSet(values));
    live.out.assign(count, BitSet(values));
    // What a block reads before it writes it, and what it writes.
    std::vector<BitSet> written(count, BitSet(values));
    for (std::size_t b = 0; b < count; ++b) {
        const BlockInfo& block = program.blocks[b];
        for (const Phi& phi : block.phis) written[b].add(phi.result);
        for (u32 i = block.first; i < block.end; ++i) {
            const Instruction& instruction = program.instructions[i];
            for (u32 u = 0; u < instruction.uses; ++u) {
                u32 value = program.uses[instruction.first_use + u].value;
                if (!written[b].has(value)) live.in[b].add(value);
            }
            if (instruction.result != kNone) written[b].add(instruction.result);
        }
        for (u32 s : block.successors) {
            u32 edge = predecessor_index(program.blocks[s], static_cast<u32>(b));
            for (const Phi& phi : program.blocks[s].phis) {
                // Constants are made on the edge.
                if (!program.values[phi.inputs[edge]].constant) live.out[b].add(phi.inputs[edge]);
            }
        }
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (std::size_t b = count; b-- > 0;) {
            for (u32 s : program.blocks[b].successors) live.out[b].unite(live.in[s]);
            changed |= live.in[b].unite(live.out[b], written[b]);
        }
    }
    return live;
}

namespace {

/// Ranges and uses are found back to front, and turned round at the end.
class Builder {
public:
    Builder(const Program& program, const Liveness& live) : program_(program), live_(live) {
        intervals_.resize(program.values.size());
        for (u32 value = 0; value < intervals_.size(); ++value) intervals_[value].value = value;
    }

    std::deque<Interval> run() {
        for (u32 b = static_cast<u32>(program_.blocks.size()); b-- > 0;) block(b);
        loop_ends();
        for (Interval& interval : intervals_) {
            std::reverse(interval.ranges.begin(), interval.ranges.end());
            std::sort(interval.uses.begin(), interval.uses.end(), [](const UsePosition& a, const UsePosition& b) {
                return a.position != b.position ? a.position < b.position : a.use < b.use;
            });
        }
        return std::move(intervals_);
    }

private:
    void add_range(u32 value, u32 from, u32 to) {
        auto& ranges = intervals_[value].ranges;
        if (!ranges.empty() && ranges.back().from <= to) {
            ranges.back().from = std::min(ranges.back().from, from);
            ranges.back().to = std::max(ranges.back().to, to);
        } else {
            ranges.push_back({from, to});
        }
    }

    void define(u32 value, u32 position) {
        auto& ranges = intervals_[value].ranges;
        if (ranges.empty()) {
            ranges.push_back({position, position + 1});
        } else {
            ranges.back().from = position;
        }
    }

    void block(u32 b) {
        const BlockInfo& block = program_.blocks[b];
        u32 start = block.first * 4;
        live_.out[b].each([&](u32 value) { add_range(value, start, block.end * 4); });
        for (u32 s : block.successors) {
            u32 edge = predecessor_index(program_.blocks[s], b);
            for (const Phi& phi : program_.blocks[s].phis) {
                if (program_.values[phi.inputs[edge]].constant) continue;
                intervals_[phi.inputs[edge]].uses.push_back({block.end * 4 - 1, false, true, kNone});
            }
        }
        for (u32 i = block.end; i-- > block.first;) {
            const Instruction& instruction = program_.instructions[i];
            if (u32 result = instruction.result; result != kNone) {
                define(result, i * 4 + 3);
                if (!program_.values[result].constant) {
                    intervals_[result].uses.push_back({i * 4 + 3, true, true, kNone});
                }
            }
            for (u32 u = 0; u < instruction.uses; ++u) {
                const Use& use = program_.uses[instruction.first_use + u];
                add_range(use.value, start, use.late ? i * 4 + 4 : i * 4 + 2);
                u32 position = use.late ? i * 4 + 3 : i * 4 + 1;
                intervals_[use.value].uses.push_back(
                    {position, use.needs_register, use.needs_register, instruction.first_use + u});
            }
        }
        for (const Phi& phi : block.phis) define(phi.result, start);
    }

    // A value that a loop uses and does not change is wanted again in the next pass, though no use stands behind.
    void loop_ends() {
        for (u32 b = 0; b < program_.blocks.size(); ++b) {
            const BlockInfo& latch = program_.blocks[b];
            for (u32 s : latch.successors) {
                const BlockInfo& header = program_.blocks[s];
                if (header.loop != s || header.first > latch.first) continue;
                live_.in[s].each([&](u32 value) {
                    Interval& interval = intervals_[value];
                    bool used = std::any_of(interval.uses.begin(), interval.uses.end(), [&](const UsePosition& use) {
                        return use.counts && use.position >= header.first * 4 && use.position < latch.end * 4;
                    });
                    if (used) interval.uses.push_back({latch.end * 4 - 1, false, true, kNone});
                });
            }
        }
    }

    const Program& program_;
    const Liveness& live_;
    std::deque<Interval> intervals_;
};

}  // namespace

std::deque<Interval> build_intervals(const Program& program, const Liveness& liveness) {
    return Builder(program, liveness).run();
}

const Interval* Pieces::at(u32 value, u32 position) const {
    last.resize(first.size());
    const Interval*& hint = last[value];
    // Pieces ascend.
    if (!hint || hint->start() > position) hint = first[value];
    for (const Interval* piece = hint; piece && piece->start() <= position; piece = piece->next) {
        hint = piece;
        if (piece->covers(position)) return piece;
    }
    return nullptr;
}

}  // namespace gs::jit::regalloc
