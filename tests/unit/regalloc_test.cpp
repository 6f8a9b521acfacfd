// The register allocator on programs made at random: whatever it does, the checker must be content, and the checker
// must notice when a place is wrong.
#include <algorithm>
#include <random>

#include <gtest/gtest.h>

#include "jit/regalloc/program.h"

namespace gs::jit::regalloc {
namespace {

/// Nested loops and branches; values are used where their definition is known to have happened.
class RandomProgram {
public:
    RandomProgram(u32 seed, u32 registers) : random_(seed) {
        program.registers[0] = program.registers[1] = (u32{1} << registers) - 1;
        std::vector<u32> known;
        open_block(kNone, 0);
        for (u32 i = 0; i < 3; ++i) known.push_back(define(known));
        body(known, 3, kNone, 0);
        end_block(known, false);
        finish();
    }

    Program program;

private:
    u32 pick(u32 n) { return static_cast<u32>(random_() % n); }

    u32 new_value(Bank bank, bool constant = false) {
        program.values.push_back({bank, constant});
        return static_cast<u32>(program.values.size() - 1);
    }

    void open_block(u32 loop, u32 depth) {
        BlockInfo block;
        block.cold = cold_ > 0;
        block.first = static_cast<u32>(program.instructions.size());
        block.loop = loop;
        block.depth = depth;
        program.blocks.push_back(block);
    }
    u32 here() const { return static_cast<u32>(program.blocks.size() - 1); }

    u32 emit(const std::vector<u32>& known, bool with_result, u32 most_uses) {
        Instruction instruction;
        instruction.first_use = static_cast<u32>(program.uses.size());
        u32 kind = pick(20);
        bool call = kind == 0;
        if (call) {
            instruction.clobbers[0] = instruction.clobbers[1] = kEveryRegister;
        } else if (kind == 1) {
            instruction.clobbers[0] = 2;
        }
        u32 registers = 0;
        for (u32 n = known.empty() ? 0 : pick(most_uses + 1); n-- > 0;) {
            bool needs = !call && registers < 3 && pick(4) != 0;
            registers += needs;
            program.uses.push_back({known[known.size() - 1 - pick(static_cast<u32>(known.size())) * pick(2)], needs,
                                    !call && pick(2) == 0});
        }
        instruction.uses = static_cast<u32>(program.uses.size()) - instruction.first_use;
        if (with_result) {
            bool constant = pick(8) == 0;
            instruction.result = new_value(pick(3) ? Bank::General : Bank::Float, constant);
            if (constant) {
                instruction.clobbers[0] = instruction.clobbers[1] = 0;
                program.uses.resize(instruction.first_use);
                instruction.uses = 0;
            }
            if (instruction.uses && pick(2)) {
                u32 like = program.uses[instruction.first_use].value;
                if (program.values[like].bank == program.values[instruction.result].bank) instruction.like = like;
            }
        }
        instruction.wants_live = pick(10) == 0;
        program.instructions.push_back(instruction);
        return instruction.result;
    }
    u32 define(const std::vector<u32>& known) { return emit(known, true, 5); }

    void end_block(const std::vector<u32>& known, bool jump) {
        emit(jump ? std::vector<u32>() : known, false, 2);
        Instruction& last = program.instructions.back();
        last.clobbers[0] = last.clobbers[1] = 0;
        program.blocks.back().end = static_cast<u32>(program.instructions.size());
    }

    void edge(u32 from, u32 to) {
        program.blocks[from].successors.push_back(to);
        program.blocks[to].predecessors.push_back(from);
    }

    void straight(std::vector<u32>& known) {
        for (u32 n = pick(8); n-- > 0;) {
            u32 value = emit(known, pick(4) != 0, 6);
            if (value != kNone) known.push_back(value);
        }
    }

    void body(std::vector<u32>& known, u32 levels, u32 loop, u32 depth) {
        straight(known);
        for (u32 n = levels ? pick(4) : 0; n-- > 0;) {
            if (pick(2)) {
                branch(known, levels, loop, depth);
            } else {
                repeat(known, levels, depth, loop);
            }
            straight(known);
        }
    }

    void branch(std::vector<u32>& known, u32 levels, u32 loop, u32 depth) {
        u32 before = here();
        end_block(known, false);
        u32 ends[2];
        u32 results[2][3];
        for (u32 side = 0; side < 2; ++side) {
            std::vector<u32> inner = known;
            // What a cold block dominates is cold, so that definitions stand in front of uses.
            u32 cold = side == 1 && pick(2);
            cold_ += cold;
            open_block(loop, depth);
            edge(before, here());
            body(inner, levels - 1, loop, depth);
            for (u32 i = 0; i < 3; ++i) results[side][i] = general(inner);
            end_block(inner, true);
            cold_ -= cold;
            ends[side] = here();
        }
        open_block(loop, depth);
        edge(ends[0], here());
        edge(ends[1], here());
        for (u32 i = 0; i < 3; ++i) {
            u32 phi = new_value(Bank::General);
            program.blocks.back().phis.push_back({phi, {results[0][i], results[1][i]}});
            known.push_back(phi);
        }
    }

    void repeat(std::vector<u32>& known, u32 levels, u32 depth, u32 outer) {
        u32 before = here();
        u32 starts[4];
        for (u32& start : starts) start = general(known);
        end_block(known, true);
        u32 header = here() + 1;
        open_block(header, depth + 1);
        program.blocks.back().outer = outer;
        edge(before, header);
        std::vector<u32> inner = known;
        std::vector<Phi> phis;
        for (u32 start : starts) {
            phis.push_back({new_value(Bank::General), {start}});
            inner.push_back(phis.back().result);
        }
        std::vector<u32> inside = inner;
        body(inside, levels - 1, header, depth + 1);
        u32 test = here();
        end_block(inside, false);
        open_block(header, depth + 1);
        edge(test, here());
        std::vector<u32> latch = inside;
        for (Phi& phi : phis) phi.inputs.push_back(general(latch));
        end_block(latch, true);
        edge(here(), header);
        program.blocks[header].phis = phis;
        open_block(outer, depth);
        edge(test, here());
        if (pick(2)) known = inside;
    }

    u32 general(std::vector<u32>& known) {
        for (u32 tries = 0; tries < 5; ++tries) {
            u32 value = known[pick(static_cast<u32>(known.size()))];
            if (program.values[value].bank == Bank::General) return value;
        }
        Instruction instruction;
        instruction.first_use = static_cast<u32>(program.uses.size());
        instruction.result = new_value(Bank::General);
        program.instructions.push_back(instruction);
        known.push_back(instruction.result);
        return instruction.result;
    }

    /// Cold blocks stand behind all others.
    void finish() {
        std::vector<u32> order;
        for (bool cold : {false, true}) {
            for (u32 b = 0; b < program.blocks.size(); ++b) {
                if (program.blocks[b].cold == cold) order.push_back(b);
            }
        }
        std::vector<u32> number(program.blocks.size());
        for (u32 i = 0; i < order.size(); ++i) number[order[i]] = i;
        Program moved = program;
        moved.blocks.clear();
        moved.instructions.clear();
        for (u32 b : order) {
            BlockInfo block = program.blocks[b];
            u32 first = static_cast<u32>(moved.instructions.size());
            moved.instructions.insert(moved.instructions.end(), program.instructions.begin() + block.first,
                                      program.instructions.begin() + block.end);
            block.end = first + block.end - block.first;
            block.first = first;
            for (u32& p : block.predecessors) p = number[p];
            for (u32& s : block.successors) s = number[s];
            if (block.loop != kNone) block.loop = number[block.loop];
            if (block.outer != kNone) block.outer = number[block.outer];
            moved.blocks.push_back(block);
        }
        program = moved;
    }

    std::mt19937 random_;
    u32 cold_ = 0;
};

TEST(RegallocTest, RandomPrograms) {
    for (u32 registers : {4, 5, 7, 10}) {
        for (u32 seed = 0; seed < 150; ++seed) {
            RandomProgram random(seed, registers);
            Allocation allocation = allocate(random.program);
            std::string problem = check(random.program, allocation);
            ASSERT_EQ(problem, "") << "seed " << seed << ", " << registers << " registers\n"
                                   << print(random.program, allocation);
        }
    }
}

TEST(RegallocTest, TheCheckerNotices) {
    u32 noticed = 0, changed = 0;
    for (u32 seed = 0; seed < 100; ++seed) {
        RandomProgram random(seed, 5);
        Allocation allocation = allocate(random.program);
        for (u32 u = 0; u < allocation.uses.size(); ++u) {
            Location& place = allocation.uses[u];
            if (place.kind != Location::Register) continue;
            Location right = place;
            place.index = (place.index + 1) % 5;
            ++changed;
            noticed += !check(random.program, allocation).empty();
            place = right;
            break;
        }
    }
    // Not every time, as two registers may hold the same value.
    EXPECT_GT(changed, 50u);
    EXPECT_GT(noticed, changed * 8 / 10);
}

/// A program made by hand, for four registers.
class ByHand {
public:
    explicit ByHand(u32 values) {
        program.registers[0] = program.registers[1] = 0xF;
        program.values.resize(values);
    }
    void add(u32 result, std::vector<Use> uses, u32 like = kNone) {
        Instruction instruction;
        instruction.first_use = static_cast<u32>(program.uses.size());
        instruction.uses = static_cast<u32>(uses.size());
        instruction.result = result;
        instruction.like = like;
        program.uses.insert(program.uses.end(), uses.begin(), uses.end());
        program.instructions.push_back(instruction);
    }
    Program program;
};

// i := 0  loop { i = i + 1  if i >= n { break } }: nothing is moved, nothing goes to memory.
TEST(RegallocTest, LoopsKeepTheirRegisters) {
    ByHand hand(5);
    Program& p = hand.program;
    auto add = [&](u32 result, std::vector<Use> uses, u32 like = kNone) { hand.add(result, std::move(uses), like); };
    add(0, {});                                        // 0 n
    add(1, {});                                        // 1 start
    add(kNone, {});                                    // 2 jump
    add(3, {{2, true, false}}, 2);                     // 3 i + 1, of phi 2
    add(kNone, {{3, true, false}, {0, true, false}});  // 4 compare and branch
    add(kNone, {});                                    // 5 jump back
    add(kNone, {{3, true, false}});                    // 6 return
    p.blocks = {{0, 3, {}, {1}, {}, 0, kNone, kNone, false},
                {3, 5, {0, 2}, {2, 3}, {{2, {1, 3}}}, 1, 1, kNone, false},
                {5, 6, {1}, {1}, {}, 1, 1, kNone, false},
                {6, 7, {1}, {}, {}, 0, kNone, kNone, false}};
    Allocation allocation = allocate(p);
    EXPECT_EQ(check(p, allocation), "");
    EXPECT_EQ(allocation.slots, 0u);
    EXPECT_TRUE(allocation.moves.empty()) << print(p, allocation);
}

// loop { t = f(i)  i = g(t)  h(t) }: t could be where i was, but then i could not come back there while t lives.
TEST(RegallocTest, VariablesOfLoopsFindTheirRegistersFree) {
    ByHand hand(4);
    hand.add(0, {});                                         // 0 start
    hand.add(kNone, {});                                     // 1 jump
    hand.add(2, {{1, true, false}});                         // 2 t, of phi 1
    hand.add(3, {{2, true, false}});                         // 3 the next i
    hand.add(kNone, {{2, true, false}, {3, true, false}});   // 4 branch
    hand.add(kNone, {});                                     // 5 jump back
    hand.add(kNone, {{3, true, false}});                     // 6 return
    hand.program.blocks = {{0, 2, {}, {1}, {}, 0, kNone, kNone, false},
                           {2, 5, {0, 2}, {2, 3}, {{1, {0, 3}}}, 1, 1, kNone, false},
                           {5, 6, {1}, {1}, {}, 1, 1, kNone, false},
                           {6, 7, {1}, {}, {}, 0, kNone, kNone, false}};
    Allocation allocation = allocate(hand.program);
    EXPECT_EQ(check(hand.program, allocation), "");
    EXPECT_TRUE(allocation.moves.empty()) << print(hand.program, allocation);
}

// loop { use(a)  loop { x = f(i)  y = g(x, n), whose exit wants x  i = h(y) } }: there is one value too many for the inner
// loop. It is a that goes to memory, which the inner loop does not use, and not x, which would be stored in each pass.
TEST(RegallocTest, InnerLoopsDriveOutWhatTheyDoNotUse) {
    ByHand hand(7);
    hand.add(0, {});  // 0 a
    hand.add(1, {});  // 1 n
    hand.add(kNone, {});  // 2 jump
    hand.add(2, {{0, true, false}});  // 3 start, from a
    hand.add(kNone, {});  // 4 jump
    hand.add(4, {{3, true, false}});  // 5 x, of phi 3
    hand.add(5, {{4, true, false}, {1, true, false}, {4, false, true}, {3, false, true}});  // 6 y
    hand.add(6, {{5, true, false}});  // 7 the next i
    hand.add(kNone, {{6, true, false}, {1, true, false}});  // 8 branch
    hand.add(kNone, {});  // 9 jump back
    hand.add(kNone, {{6, true, false}});  // 10 branch
    hand.add(kNone, {});  // 11 jump back
    hand.add(kNone, {});  // 12 return
    hand.program.blocks = {
        {0, 3, {}, {1}, {}, 0, kNone, kNone, false},           {3, 5, {0, 5}, {2}, {}, 1, 1, kNone, false},
        {5, 9, {1, 3}, {3, 4}, {{3, {2, 6}}}, 2, 2, 1, false}, {9, 10, {2}, {2}, {}, 2, 2, kNone, false},
        {10, 11, {2}, {5, 6}, {}, 1, 1, kNone, false},         {11, 12, {4}, {1}, {}, 1, 1, kNone, false},
        {12, 13, {4}, {}, {}, 0, kNone, kNone, false}};
    Allocation allocation = allocate(hand.program);
    EXPECT_EQ(check(hand.program, allocation), "");
    for (const MoveGroup& group : allocation.moves) {
        EXPECT_FALSE(group.instruction >= 5 && group.instruction < 10) << print(hand.program, allocation);
    }
}

TEST(RegallocTest, RingsOfMoves) {
    auto reg = [](u32 i) { return Location{Location::Register, i}; };
    std::vector<Move> group = {{0, Bank::General, reg(1), reg(2)},
                               {1, Bank::General, reg(2), reg(1)},
                               {2, Bank::General, reg(1), reg(3)},
                               {3, Bank::General, {Location::Constant, 3}, reg(4)},
                               {4, Bank::General, reg(4), {Location::Stack, 0}},
                               {5, Bank::Float, reg(1), reg(1)}};
    u32 registers[8] = {}, slot = 0;
    for (u32 i = 0; i < 8; ++i) registers[i] = 100 + i;
    for (const Move& move : sequence(group, reg(0))) {
        u32 value = move.from.kind == Location::Constant ? 7 : registers[move.from.index];
        (move.to.kind == Location::Stack ? slot : registers[move.to.index]) = value;
    }
    EXPECT_EQ(registers[1], 102u);
    EXPECT_EQ(registers[2], 101u);
    EXPECT_EQ(registers[3], 101u);
    EXPECT_EQ(registers[4], 7u);
    EXPECT_EQ(slot, 104u);
}

}  // namespace
}  // namespace gs::jit::regalloc
