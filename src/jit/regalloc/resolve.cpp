// From pieces to moves: where a value passes from one piece to the next, inside a block or along an edge.
//
// A value that is in memory at some point has one slot. It gets there in one of two ways. Either it is stored once, where
// it is made, and every later way into memory is free; or it is stored each time it passes from a register into
// memory. The cheaper one is chosen by how often the places run.
#include <algorithm>

#include "jit/regalloc/intervals.h"
#include "support/assert.h"

namespace gs::jit::regalloc {

namespace {

class Resolver {
public:
    Resolver(const Program& program, const Liveness& live, const Pieces& pieces)
        : program_(program),
          live_(live),
          pieces_(pieces),
          slots_(program.values.size(), kNone),
          store_early_(program.values.size(), false) {}

    Allocation run() {
        places();
        give_slots();
        find_moves();
        choose();
        std::erase_if(keyed_, [&](const KeyedMove& keyed) { return keyed.spills && store_early_[keyed.move.value]; });
        early_stores();
        std::sort(keyed_.begin(), keyed_.end(), [](const KeyedMove& a, const KeyedMove& b) {
            if (a.instruction != b.instruction) return a.instruction < b.instruction;
            return a.phase != b.phase ? a.phase < b.phase : a.move.value < b.move.value;
        });
        for (const KeyedMove& keyed : keyed_) {
            auto& groups = result_.moves;
            if (groups.empty() || groups.back().instruction != keyed.instruction ||
                groups.back().phase != keyed.phase) {
                groups.push_back({keyed.instruction, keyed.phase, {}});
            }
            groups.back().moves.push_back(keyed.move);
        }
        live_registers();
        return std::move(result_);
    }

private:
    struct KeyedMove {
        u32 instruction;
        Phase phase;
        Move move;
        bool spills;  // the value passes from a register into its slot
    };

    double frequency(const BlockInfo& block) const {
        static constexpr double kPasses[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8};
        double passes = kPasses[std::min(block.depth, 8u)];
        return block.cold ? passes / 100 : passes;
    }
    const BlockInfo& block_at(u32 position) const { return program_.blocks[program_.block_of(position / 4)]; }

    Location place_of(const Interval* piece) const {
        Location place = piece->place;
        if (place.kind == Location::Stack) place.index = slots_[piece->value];
        return place;
    }

    void give_slots() {
        struct Life {
            u32 start, end, value;
        };
        std::vector<Life> lives;
        for (u32 value = 0; value < slots_.size(); ++value) {
            bool in_memory = false;
            u32 end = 0;
            for (const Interval* piece = pieces_.first[value]; piece; piece = piece->next) {
                in_memory |= piece->place.kind == Location::Stack;
                end = std::max(end, piece->end());
            }
            if (in_memory) lives.push_back({pieces_.first[value]->start(), end, value});
        }
        std::sort(lives.begin(), lives.end(), [](const Life& a, const Life& b) {
            return a.start != b.start ? a.start < b.start : a.value < b.value;
        });
        std::vector<u32> free_at;  // by slot: end of its last owner
        for (const Life& life : lives) {
            auto found = std::find_if(free_at.begin(), free_at.end(), [&](u32 end) { return end <= life.start; });
            if (found == free_at.end()) found = free_at.insert(free_at.end(), 0);
            *found = life.end;
            slots_[life.value] = static_cast<u32>(found - free_at.begin());
        }
        result_.slots = static_cast<u32>(free_at.size());
        // What places() has written down before slots were known.
        auto fill_in = [&](Location& place, u32 value) {
            if (place.kind == Location::Stack) place.index = slots_[value];
        };
        for (u32 u = 0; u < program_.uses.size(); ++u) fill_in(result_.uses[u], program_.uses[u].value);
        for (u32 b = 0; b < program_.blocks.size(); ++b) {
            for (u32 p = 0; p < program_.blocks[b].phis.size(); ++p) {
                fill_in(result_.phis[b][p], program_.blocks[b].phis[p].result);
            }
        }
    }

    void places() {
        result_.uses.resize(program_.uses.size());
        result_.results.resize(program_.instructions.size());
        result_.phis.resize(program_.blocks.size());
        for (const Interval* first : pieces_.first) {
            for (const Interval* piece = first; piece; piece = piece->next) {
                for (const UsePosition& use : piece->uses) {
                    if (use.use != kNone) result_.uses[use.use] = piece->place;
                }
            }
        }
        for (u32 i = 0; i < program_.instructions.size(); ++i) {
            u32 value = program_.instructions[i].result;
            if (value != kNone) result_.results[i] = pieces_.first[value]->place;
        }
        for (u32 b = 0; b < program_.blocks.size(); ++b) {
            for (const Phi& phi : program_.blocks[b].phis) {
                result_.phis[b].push_back(pieces_.first[phi.result]->place);
            }
        }
    }

    void move(u32 instruction, Phase phase, u32 value, Location from, Location to, double passes, bool same_value) {
        if (from == to || to.kind == Location::Constant) return;
        bool spills = same_value && to.kind == Location::Stack;
        if (spills) late_cost_[value] += passes;
        keyed_.push_back({instruction, phase, {value, program_.values[value].bank, from, to}, spills});
    }

    void find_moves() {
        late_cost_.assign(program_.values.size(), 0);
        for (const Interval* first : pieces_.first) {
            for (const Interval* piece = first; piece && piece->next; piece = piece->next) inside(first, piece->next);
        }
        collect_pieces();
        find_starts();
        sweep_ = 0;
        for (u32 b = 0; b < program_.blocks.size(); ++b) {
            advance(program_.blocks[b].end * 4 - 1);
            for (u32 s : program_.blocks[b].successors) edge(b, s);
        }
    }

    /// All pieces of values that are not in one place all their life, in the order in which they begin.
    void collect_pieces() {
        for (const Interval* first : pieces_.first) {
            if (!first || !first->next) continue;
            for (const Interval* piece = first; piece; piece = piece->next) in_order_.push_back(piece);
        }
        std::sort(in_order_.begin(), in_order_.end(), [](const Interval* x, const Interval* y) {
            return x->start() != y->start() ? x->start() < y->start() : x->value < y->value;
        });
        newest_.resize(program_.values.size());
    }

    /// From now on newest_ has the pieces that begin at or before the position. Positions ascend.
    void advance(u32 position) {
        for (; sweep_ < in_order_.size() && in_order_[sweep_]->start() <= position; ++sweep_) {
            newest_[in_order_[sweep_]->value] = in_order_[sweep_];
        }
    }

    /// Where the values that come into each block are then; those only that may have to move: values that are in one place all
    /// their life do not, nor do constants that are made where they are wanted.
    void find_starts() {
        for (u32 b = 0; b < program_.blocks.size(); ++b) {
            first_start_.push_back(static_cast<u32>(starts_.size()));
            advance(program_.blocks[b].first * 4);
            live_.each_in(b, [&](u32 value) {
                const Interval* piece = newest_[value];
                if (!piece || piece->place.kind == Location::Constant) return;
                GS_ASSERT(piece->covers(program_.blocks[b].first * 4));
                starts_.push_back({value, piece});
            });
        }
        first_start_.push_back(static_cast<u32>(starts_.size()));
    }

    void inside(const Interval* first, const Interval* piece) {
        u32 start = piece->start(), instruction = start / 4;
        const BlockInfo& block = block_at(start);
        if (start == block.first * 4) return;  // edges lead there
        // A piece that begins behind the gap of its instruction takes over from whatever was there before the gap.
        u32 gap = instruction * 4;
        const Interval* before = pieces_.at(first->value, gap == block.first * 4 ? gap : gap - 1);
        if (!before || before == piece) return;
        if (gap == block.first * 4 && before->start() > gap) return;
        GS_ASSERT(start == gap || piece->place.kind != Location::Register);
        move(instruction, Phase::Split, first->value, place_of(before), place_of(piece), frequency(block), true);
    }

    void edge(u32 from, u32 to) {
        const BlockInfo &source = program_.blocks[from], &target = program_.blocks[to];
        bool leave = source.successors.size() == 1;
        GS_ASSERT(leave || target.predecessors.size() == 1);
        u32 instruction = leave ? source.end - 1 : target.first;
        Phase phase = leave ? Phase::Leave : Phase::Edge;
        double passes = std::min(frequency(source), frequency(target));
        auto place_at_end = [&](u32 value) {
            u32 end = source.end * 4 - 1;
            const Interval *only = pieces_.first[value], *piece = only && only->next ? newest_[value] : only;
            if (piece && piece->covers(end)) return place_of(piece);
            GS_ASSERT(program_.values[value].constant);
            return Location{Location::Constant, value};
        };
        for (u32 i = first_start_[to]; i < first_start_[to + 1]; ++i) {
            auto [value, piece] = starts_[i];
            // What comes in lives at the end of the block in front.
            const Interval* before = newest_[value];
            GS_ASSERT(before->covers(source.end * 4 - 1));
            if (before != piece) move(instruction, phase, value, place_of(before), place_of(piece), passes, true);
        }
        if (target.phis.empty()) return;
        auto index = static_cast<std::size_t>(std::find(target.predecessors.begin(), target.predecessors.end(), from) -
                                              target.predecessors.begin());
        for (const Phi& phi : target.phis) {
            Location there = place_of(pieces_.first[phi.result]);
            move(instruction, phase, phi.inputs[index], place_at_end(phi.inputs[index]), there, passes, false);
        }
    }

    void choose() {
        for (u32 value = 0; value < slots_.size(); ++value) {
            if (slots_[value] == kNone) continue;
            const Interval* first = pieces_.first[value];
            store_early_[value] =
                first->place.kind == Location::Register && frequency(block_at(first->start())) <= late_cost_[value];
        }
    }

    void early_stores() {
        for (u32 value = 0; value < slots_.size(); ++value) {
            if (!store_early_[value]) continue;
            const Interval* first = pieces_.first[value];
            u32 start = first->start();
            u32 instruction = start % 4 == 0 ? start / 4 : start / 4 + 1;  // a phi, or a result
            Location to{Location::Stack, slots_[value]};
            Move store{value, program_.values[value].bank, first->place, to};
            keyed_.push_back({instruction, Phase::Spill, store, false});
        }
    }

    void live_registers() {
        std::vector<u32> wanted;
        for (u32 i = 0; i < program_.instructions.size(); ++i) {
            if (program_.instructions[i].wants_live) wanted.push_back(i);
        }
        for (auto& live : result_.live) live.assign(wanted.empty() ? 0 : program_.instructions.size(), 0);
        for (const Interval* first : pieces_.first) {
            for (const Interval* piece = first; piece; piece = piece->next) {
                if (piece->place.kind != Location::Register) continue;
                auto i = std::lower_bound(wanted.begin(), wanted.end(), piece->start() / 4);
                for (; i != wanted.end() && *i * 4 + 3 < piece->end(); ++i) {
                    u32 position = *i * 4 + 3;
                    if (piece->start() >= position || !piece->covers(position)) continue;
                    auto bank = static_cast<u8>(program_.values[piece->value].bank);
                    result_.live[bank][*i] |= u32{1} << piece->place.index;
                }
            }
        }
    }

    const Program& program_;
    const Liveness& live_;
    const Pieces& pieces_;
    std::vector<u32> slots_;  // by value
    std::vector<bool> store_early_;  // by value
    std::vector<double> late_cost_;  // by value: stores if it is stored on the way into memory
    std::vector<const Interval*> in_order_;
    std::size_t sweep_ = 0;  // how many of these have begun
    std::vector<const Interval*> newest_;  // by value: the last one that has; null for values in one place
    struct Start {
        u32 value;
        const Interval* piece;
    };
    std::vector<Start> starts_;  // block by block
    std::vector<u32> first_start_;  // by block, and behind the last one
    std::vector<KeyedMove> keyed_;
    Allocation result_;
};

}  // namespace

Allocation resolve(const Program& program, const Liveness& liveness, const Pieces& pieces) {
    return Resolver(program, liveness, pieces).run();
}

}  // namespace gs::jit::regalloc
