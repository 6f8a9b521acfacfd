#include "jit/regalloc/intervals.h"

#include <algorithm>

#include "support/assert.h"

namespace gs::jit::regalloc {

u32 Program::block_of(u32 instruction) const {
    auto found = std::upper_bound(blocks.begin(), blocks.end(), instruction,
                                  [](u32 i, const BlockInfo& block) { return i < block.end; });
    return static_cast<u32>(found - blocks.begin());
}

const Range* Interval::range_at(u32 position) const {
    return std::partition_point(ranges.begin(), ranges.end(), [&](const Range& r) { return r.to <= position; });
}

bool Interval::covers(u32 position) const {
    const Range* range = range_at(position);
    return range != ranges.end() && range->from <= position;
}

u32 Interval::intersection(const Interval& other, u32 from) const {
    const Range *a = range_at(from), *b = other.range_at(from);
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

namespace {

const UsePosition* use_at(const Interval& interval, u32 position) {
    return std::partition_point(interval.uses.begin(), interval.uses.end(),
                                [&](const UsePosition& use) { return use.position < position; });
}

}  // namespace

u32 Interval::next_use(u32 from) const {
    auto use = std::find_if(use_at(*this, from), uses.end(), [](const UsePosition& u) { return u.counts; });
    return use == uses.end() ? kNone : use->position;
}

u32 Interval::next_needed(u32 from) const {
    auto use = std::find_if(use_at(*this, from), uses.end(), [](const UsePosition& u) { return u.needs_register; });
    return use == uses.end() ? kNone : use->position;
}

namespace {

u32 predecessor_index(const BlockInfo& block, u32 predecessor) {
    auto found = std::find(block.predecessors.begin(), block.predecessors.end(), predecessor);
    return static_cast<u32>(found - block.predecessors.begin());
}

}  // namespace

Liveness find_liveness(const Program& program) {
    u32 count = static_cast<u32>(program.blocks.size());
    // Where each value is made, and whether another block or an edge reads it.
    std::vector<u32> made_in(program.values.size(), kNone);
    std::vector<bool> crosses(program.values.size());
    for (u32 b = 0; b < count; ++b) {
        const BlockInfo& block = program.blocks[b];
        for (const Phi& phi : block.phis) made_in[phi.result] = b;
        for (u32 i = block.first; i < block.end; ++i) {
            if (u32 result = program.instructions[i].result; result != kNone) made_in[result] = b;
        }
    }
    auto each_use = [&](u32 b, auto visit) {
        for (u32 i = program.blocks[b].first; i < program.blocks[b].end; ++i) {
            const Instruction& instruction = program.instructions[i];
            for (u32 u = 0; u < instruction.uses; ++u) visit(program.uses[instruction.first_use + u].value);
        }
    };
    for (u32 b = 0; b < count; ++b) {
        each_use(b, [&](u32 value) {
            if (made_in[value] != b) crosses[value] = true;
        });
        for (const Phi& phi : program.blocks[b].phis) {
            for (u32 input : phi.inputs) crosses[input] = true;
        }
    }
    Liveness live;
    std::vector<u32> bits(program.values.size(), kNone);
    for (u32 value = 0; value < bits.size(); ++value) {
        if (!crosses[value]) continue;
        bits[value] = static_cast<u32>(live.crossing.size());
        live.crossing.push_back(value);
    }
    live.in = live.out = BlockSets(count, live.crossing.size());
    BlockSets made = live.in;
    for (u32 bit = 0; bit < live.crossing.size(); ++bit) {
        if (u32 b = made_in[live.crossing[bit]]; b != kNone) made.add(b, bit);
    }
    for (u32 b = 0; b < count; ++b) {
        each_use(b, [&](u32 value) {
            if (made_in[value] != b) live.in.add(b, bits[value]);
        });
        for (u32 s : program.blocks[b].successors) {
            if (program.blocks[s].phis.empty()) continue;
            u32 edge = predecessor_index(program.blocks[s], b);
            for (const Phi& phi : program.blocks[s].phis) {
                // Constants are made on the edge.
                u32 input = phi.inputs[edge];
                if (!program.values[input].constant) live.out.add(b, bits[input]);
            }
        }
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (u32 b = count; b-- > 0;) {
            for (u32 s : program.blocks[b].successors) live.out.unite(b, live.in, s);
            changed |= live.in.unite(b, live.out, b, &made);
        }
    }
    return live;
}

namespace {

/// Ranges and uses are found back to front, and turned round at the end.
class Builder {
public:
    Builder(const Program& program, const Liveness& live)
        : program_(program), live_(live), intervals_(program.values.size()) {
        for (u32 value = 0; value < intervals_.size(); ++value) intervals_[value].value = value;
    }

    std::vector<Interval> run() {
        for (u32 b = static_cast<u32>(program_.blocks.size()); b-- > 0;) block(b);
        loop_ends();
        for (Interval& interval : intervals_) {
            std::reverse(interval.ranges.begin(), interval.ranges.end());
            std::reverse(interval.uses.begin(), interval.uses.end());
            auto earlier = [](const UsePosition& a, const UsePosition& b) {
                return a.position != b.position ? a.position < b.position : a.use < b.use;
            };
            // Cold blocks, loops and operands of one instruction come out of turn.
            if (!std::is_sorted(interval.uses.begin(), interval.uses.end(), earlier)) {
                std::sort(interval.uses.begin(), interval.uses.end(), earlier);
            }
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
        live_.each_out(b, [&](u32 value) { add_range(value, start, block.end * 4); });
        for (u32 s : block.successors) {
            if (program_.blocks[s].phis.empty()) continue;
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
                live_.each_in(s, [&](u32 value) {
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
    std::vector<Interval> intervals_;
};

}  // namespace

std::vector<Interval> build_intervals(const Program& program, const Liveness& liveness) {
    return Builder(program, liveness).run();
}

const Interval* Pieces::at(u32 value, u32 position) const {
    if (last.size() != first.size()) last.resize(first.size());
    const Interval*& piece = last[value];
    // Pieces ascend, and each ends where the next one begins or before.
    if (!piece || piece->start() > position) piece = first[value];
    if (!piece) return nullptr;
    while (piece->next && piece->next->start() <= position) piece = piece->next;
    return piece->covers(position) ? piece : nullptr;
}

}  // namespace gs::jit::regalloc
