// What the method front end has to know about a function's bytecode before it can translate it: basic blocks, which
// registers live where, and the loops of the part that is compiled.
#pragma once

#include <vector>

#include "bytecode/access.h"
#include "bytecode/proto.h"
#include "support/small_vector.h"

namespace gs::jit {

using bytecode::FunctionData;
using rt::Word;

/// A set of registers of one frame.
class RegisterSet {
public:
    RegisterSet() = default;
    explicit RegisterSet(u32 registers) : bits_((registers + 63) / 64, u64{0}) {}
    /// All of them.
    static RegisterSet all(u32 registers);

    bool has(u32 r) const { return r / 64 < bits_.size() && (bits_[r / 64] >> (r % 64) & 1); }
    void add(u32 r) { bits_[r / 64] |= u64{1} << (r % 64); }
    void remove(u32 r) { bits_[r / 64] &= ~(u64{1} << (r % 64)); }
    /// Takes out `from` and all above.
    void remove_from(u32 from);
    void add_all(const RegisterSet& other);
    bool operator==(const RegisterSet&) const = default;

    template <class Visit>
    void each(Visit visit) const {
        for (u32 i = 0; i < bits_.size(); i++) {
            for (u64 rest = bits_[i]; rest; rest &= rest - 1) visit(i * 64 + static_cast<u32>(__builtin_ctzll(rest)));
        }
    }

private:
    SmallVector<u64, 2> bits_;  // most frames are small
};

struct Instruction {
    u32 word;
    RegisterSet live;  // before it, what it reads included
};

/// A run of instructions that is entered at its first and left behind its last.
struct CodeBlock {
    u32 first, count;  // instructions
    std::vector<u32> successors;  // blocks; of a branch the target first
};

/// The whole function.
struct ControlFlow {
    const FunctionData* function = nullptr;
    std::vector<Instruction> instructions;
    std::vector<CodeBlock> blocks;  // in the order of the stream

    u32 block_at(u32 word) const;  // that begins there
    u32 instruction_at(u32 word) const;
    const Word* at(u32 word) const { return &function->code->insn[word]; }
    const RegisterSet& live_at(const Word* pc) const {
        return instructions[instruction_at(static_cast<u32>(pc - function->code->insn))].live;
    }
};

/// The first register of the values that an instruction takes up to top, or leaves alone there, or -1.
i64 open_taken(const Word* w);

/// False if the function is too large for a compiler that has to be quick.
bool analyse(const FunctionData* function, ControlFlow* flow);

struct Loop {
    u32 header;  // block
    std::vector<u32> blocks;  // the header included, inner loops too
    RegisterSet assigned;  // by any instruction of the loop
};

/// The part that is compiled: everything that can be reached from its first block without leaving the words [begin, end).
struct Region {
    std::vector<u32> order;  // blocks, each behind its predecessors but for loop edges; loops are contiguous
    std::vector<bool> inside;  // by block: it is in `order`
    std::vector<i32> loop_of;  // by block: the loop that it is the header of, or -1
    std::vector<Loop> loops;
    std::vector<u32> position;  // by block: where it stands in `order`
    /// Whether the edge is one that goes around a loop.
    bool is_loop_edge(u32 from, u32 to) const { return position[from] >= position[to]; }
};

/// False if control flow is not made of nested loops (the compiler of the language makes nothing else).
bool find_region(const ControlFlow& flow, u32 entry, u32 begin, u32 end, Region* region);

/// The word behind the last edge of the loop with that header.
u32 loop_end(const ControlFlow& flow, u32 header_word);

}  // namespace gs::jit
