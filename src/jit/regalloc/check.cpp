// Proves an allocation by running it on names instead of values. The state says of each register and slot which value it
// holds; where ways meet, only what all of them agree on is kept. Then every operand must be where the instruction
// will look for it.
#include <algorithm>

#include "jit/regalloc/program.h"
#include "support/assert.h"

namespace gs::jit::regalloc {

namespace {

constexpr u32 kRegisters = 32;

class Checker {
public:
    Checker(const Program& program, const Allocation& allocation)
        : program_(program), allocation_(allocation), places_(2 * kRegisters + allocation.slots) {}

    std::string run() {
        std::size_t count = program_.blocks.size();
        in_.resize(count);
        std::vector<u32> work;
        in_[0].assign(places_, kNone);
        work.push_back(0);
        while (!work.empty() && problem_.empty()) {
            u32 b = work.back();
            work.pop_back();
            std::vector<u32> state = in_[b];
            block(b, state, false);
            for (u32 s : program_.blocks[b].successors) {
                std::vector<u32> next = state;
                along(b, s, next, false);
                if (meet(s, next)) work.push_back(s);
            }
        }
        // The states stand still: now complain.
        for (u32 b = 0; b < count && problem_.empty(); ++b) {
            if (in_[b].empty()) continue;
            std::vector<u32> state = in_[b];
            block(b, state, true);
            for (u32 s : program_.blocks[b].successors) {
                std::vector<u32> next = state;
                along(b, s, next, true);
            }
        }
        return problem_;
    }

private:
    u32 index_of(Location place, Bank bank) const {
        if (place.kind == Location::Register) return static_cast<u8>(bank) * kRegisters + place.index;
        return 2 * kRegisters + place.index;
    }

    bool holds(const std::vector<u32>& state, Location place, u32 value) const {
        if (place.kind == Location::Nowhere) return false;
        if (place.kind == Location::Constant) return place.index == value && program_.values[value].constant;
        return state[index_of(place, program_.values[value].bank)] == value;
    }

    void fail(const std::string& where, u32 value) {
        if (problem_.empty()) problem_ = where + ": value " + std::to_string(value) + " is not there";
    }

    void moves(std::vector<u32>& state, u32 instruction, bool (*wanted)(Phase), bool complain) {
        auto group = std::lower_bound(allocation_.moves.begin(), allocation_.moves.end(), instruction,
                                      [](const MoveGroup& g, u32 i) { return g.instruction < i; });
        for (; group != allocation_.moves.end() && group->instruction == instruction; ++group) {
            if (!wanted(group->phase)) continue;
            std::vector<u32> before = state;
            for (const Move& move : group->moves) {
                bool right = holds(before, move.from, move.value);
                if (complain && !right) fail("move in front of " + std::to_string(instruction), move.value);
                state[index_of(move.to, move.bank)] = right ? move.value : kNone;
            }
        }
    }

    void block(u32 b, std::vector<u32>& state, bool complain) {
        const BlockInfo& block = program_.blocks[b];
        for (u32 i = block.first; i < block.end; ++i) {
            // Moves of the edge in front are part of the edge.
            moves(state, i, [](Phase phase) { return phase == Phase::Spill || phase == Phase::Split; }, complain);
            const Instruction& instruction = program_.instructions[i];
            auto read = [&](bool late) {
                for (u32 u = instruction.first_use; complain && u < instruction.first_use + instruction.uses; ++u) {
                    const Use& use = program_.uses[u];
                    if (use.late != late) continue;
                    Location place = allocation_.uses[u];
                    bool right = holds(state, place, use.value);
                    if (use.needs_register && place.kind != Location::Register) right = false;
                    if (!right) fail("instruction " + std::to_string(i), use.value);
                }
            };
            auto lose = [&] {
                for (u32 bank = 0; bank < 2; ++bank) {
                    for (u32 rest = instruction.clobbers[bank]; rest; rest &= rest - 1) {
                        state[bank * kRegisters + static_cast<u32>(__builtin_ctz(rest))] = kNone;
                    }
                }
            };
            read(false);
            lose();
            if (instruction.result != kNone) {
                Location place = allocation_.results[i];
                if (place.kind == Location::Register) {
                    u32 at = index_of(place, program_.values[instruction.result].bank);
                    for (u32 u = instruction.first_use; complain && u < instruction.first_use + instruction.uses; ++u) {
                        const Use& use = program_.uses[u];
                        bool shared = use.late && allocation_.uses[u].kind == Location::Register &&
                                      index_of(allocation_.uses[u], program_.values[use.value].bank) == at;
                        if (shared) fail("the result of " + std::to_string(i) + " overwrites an operand", use.value);
                    }
                    read(true);
                    state[at] = instruction.result;
                    continue;
                }
                if (complain && place.kind != Location::Constant) {
                    fail("result of " + std::to_string(i), instruction.result);
                }
            }
            read(true);
        }
    }

    void along(u32 from, u32 to, std::vector<u32>& state, bool complain) {
        const BlockInfo &source = program_.blocks[from], &target = program_.blocks[to];
        auto edge = static_cast<std::size_t>(std::find(target.predecessors.begin(), target.predecessors.end(), from) -
                                             target.predecessors.begin());
        if (source.successors.size() == 1) {
            moves(state, source.end - 1, [](Phase phase) { return phase == Phase::Leave; }, complain);
        }
        if (target.predecessors.size() == 1) {
            moves(state, target.first, [](Phase phase) { return phase == Phase::Edge; }, complain);
        }
        std::vector<std::pair<u32, u32>> named;
        for (std::size_t p = 0; p < target.phis.size(); ++p) {
            Location place = allocation_.phis[to][p];
            u32 input = target.phis[p].inputs[edge];
            u32 at = index_of(place, program_.values[input].bank);
            if (complain && state[at] != input) fail("phi at the start of block " + std::to_string(to), input);
            named.push_back({at, target.phis[p].result});
        }
        for (auto [at, value] : named) state[at] = value;
    }

    /// Whether that changed what is known at the start of the block.
    bool meet(u32 b, const std::vector<u32>& state) {
        if (in_[b].empty()) {
            in_[b] = state;
            return true;
        }
        bool changed = false;
        for (u32 i = 0; i < places_; ++i) {
            if (in_[b][i] != state[i] && in_[b][i] != kNone) {
                in_[b][i] = kNone;
                changed = true;
            }
        }
        return changed;
    }

    const Program& program_;
    const Allocation& allocation_;
    u32 places_;
    std::vector<std::vector<u32>> in_;
    std::string problem_;
};

}  // namespace

std::string check(const Program& program, const Allocation& allocation) { return Checker(program, allocation).run(); }

namespace {

std::string text(Location place, Bank bank) {
    switch (place.kind) {
        case Location::Nowhere: return "-";
        case Location::Register: return (bank == Bank::General ? "r" : "x") + std::to_string(place.index);
        case Location::Stack: return "[" + std::to_string(place.index) + "]";
        case Location::Constant: return "const";
    }
    return "?";
}

}  // namespace

std::string print(const Program& program, const Allocation& allocation) {
    std::string out;
    auto group = allocation.moves.begin();
    for (u32 b = 0; b < program.blocks.size(); ++b) {
        const BlockInfo& block = program.blocks[b];
        out += "block " + std::to_string(b) + " depth " + std::to_string(block.depth) + (block.cold ? " cold" : "");
        for (std::size_t p = 0; p < block.phis.size(); ++p) {
            u32 result = block.phis[p].result;
            out += " phi v" + std::to_string(result) + "=" + text(allocation.phis[b][p], program.values[result].bank);
        }
        out += '\n';
        for (u32 i = block.first; i < block.end; ++i) {
            for (; group != allocation.moves.end() && group->instruction == i; ++group) {
                for (const Move& move : group->moves) {
                    out += "        v" + std::to_string(move.value) + " " + text(move.from, move.bank) + " -> " +
                           text(move.to, move.bank) + '\n';
                }
            }
            const Instruction& instruction = program.instructions[i];
            out += "    " + std::to_string(i) + ":";
            if (instruction.result != kNone) {
                out += " v" + std::to_string(instruction.result) + "=" +
                       text(allocation.results[i], program.values[instruction.result].bank);
            }
            for (u32 u = instruction.first_use; u < instruction.first_use + instruction.uses; ++u) {
                const Use& use = program.uses[u];
                out += " v" + std::to_string(use.value) + ":" +
                       text(allocation.uses[u], program.values[use.value].bank) + (use.late ? "'" : "");
            }
            if (instruction.clobbers[0] | instruction.clobbers[1]) out += " clobbers";
            out += '\n';
        }
    }
    return out;
}

}  // namespace gs::jit::regalloc
