// What the register allocator is told, and what it answers. It knows nothing about operations or machines: a back end
// lists its instructions with the values that they read and write, and gets a place for each of them.
//
// PLACES IN TIME. Instruction i has four positions: 4i, in front of it, where moves may be inserted; 4i + 1, where it reads
// its operands; 4i + 2, where registers are lost (calls, divisions); 4i + 3, where it writes its result. A late operand
// is still read while the result is being written, so the two never share a register.
//
// VALUES are in SSA form. Constants have no memory of their own: where they lose their register they are made anew.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "support/small_vector.h"
#include "support/types.h"

namespace gs::jit::regalloc {

inline constexpr u32 kNone = ~u32{0};
inline constexpr u32 kEveryRegister = ~u32{0};

/// General registers hold Values, ints, bools and pointers; floating-point ones doubles.
enum class Bank : u8 { General, Float };

struct ValueInfo {
    Bank bank = Bank::General;
    bool constant = false;
};

struct Use {
    u32 value;
    bool needs_register;  // otherwise it may be anywhere
    bool late;
};

struct Instruction {
    u32 first_use = 0, uses = 0;  // in Program::uses
    u32 result = kNone;
    u32 clobbers[2] = {0, 0};  // masks of registers that are lost, by bank
    u32 like = kNone;  // the result would best be where this operand is
    bool wants_live = false;  // Allocation::live is asked for
};

struct Phi {
    u32 result;
    SmallVector<u32, 3> inputs;  // as the predecessors
};

/// A basic block. Edges from a block with several successors to one with several predecessors must have been split.
struct BlockInfo {
    u32 first = 0, end = 0;  // instructions; at least one
    SmallVector<u32, 2> predecessors, successors;
    std::vector<Phi> phis;
    u32 depth = 0;  // of loops
    u32 loop = kNone;  // header of the innermost loop around it (of a header, itself)
    u32 outer = kNone;  // of a header: the header around
    bool cold = false;
};

/// Code in the order in which it will stand. Loops had best be contiguous.
struct Program {
    std::vector<ValueInfo> values;
    std::vector<Use> uses;
    std::vector<Instruction> instructions;
    std::vector<BlockInfo> blocks;
    u32 registers[2] = {0, 0};  // masks of those that may be given out, by bank

    u32 block_of(u32 instruction) const;
};

struct Location {
    enum Kind : u8 { Nowhere, Register, Stack, Constant };
    Kind kind = Nowhere;
    u32 index = 0;  // register or slot; of a constant the value's number
    friend bool operator==(Location a, Location b) { return a.kind == b.kind && a.index == b.index; }
};

/// Moves of one group happen at once: all are read before any is written.
struct Move {
    u32 value;
    Bank bank;
    Location from, to;
};

/// Groups of one instruction run in this order, in front of it.
enum class Phase : u8 { Edge, Spill, Split, Leave };

struct MoveGroup {
    u32 instruction;
    Phase phase;
    SmallVector<Move, 2> moves;
};

struct Allocation {
    std::vector<Location> uses;  // as Program::uses
    std::vector<Location> results;  // as Program::instructions
    std::vector<MoveGroup> moves;  // ascending by instruction and phase
    std::vector<u32> live[2];  // as Program::instructions, where wanted: registers that hold something afterwards, or
        // late operands
    u32 slots = 0;
    /// Where each phi of each block begins, in the order of the program.
    std::vector<SmallVector<Location, 4>> phis;
};

/// At least four registers of each bank.
Allocation allocate(const Program& program);

/// Follows every value through the allocated program. Empty if each operand is where its instruction looks for it,
/// otherwise what is wrong.
std::string check(const Program& program, const Allocation& allocation);

/// For --dump=regs.
std::string print(const Program& program, const Allocation& allocation);

/// Puts the moves of a group into an order in which they can be done one after another. `spare` is a place that nobody
/// uses: where moves form a ring, one of the values goes there first.
std::vector<Move> sequence(std::span<const Move> group, Location spare);

}  // namespace gs::jit::regalloc
