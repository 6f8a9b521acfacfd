// The instruction set as C++ data, made from opcodes.def (which explains it).
#pragma once

#include <string_view>

#include "runtime/object.h"
#include "support/types.h"

namespace gs::bytecode {

using rt::Word;

enum class Op : u8 {
#define GS_OP(Name, ...) Name,
#include "bytecode/opcodes.def"
#undef GS_OP
    kCount
};
inline constexpr u32 kOpCount = static_cast<u32>(Op::kCount);

enum class Operand : u8 {
    None,
    Src,
    Dst,
    DstSrc,
    Imm,
    Count,
    CountOpen,
    Jump,
    Far,
    Window,
    Upvalue,
    Results,
    Counter,
    Flag,
    Fills,
    Seen,
};

enum Effect : u16 {
    kNone = 0,
    kFails = 1,
    kAllocates = 2,
    kCalls = 4,
    kBranches = 8,
    kEnds = 16,
    kOpens = 32,
    kTakes = 64,
};

struct OpInfo {
    const char* name;
    Operand x, a, b, c;
    const char* literals;
    u16 effects;
    Op base;
};
extern const OpInfo kOpInfo[kOpCount];

inline const OpInfo& info(Op op) { return kOpInfo[static_cast<u32>(op)]; }
inline Op op_of(const Word& w) { return static_cast<Op>(w.op); }
inline const OpInfo& info(const Word& w) { return kOpInfo[w.op]; }

inline constexpr u16 kOpenCount = 0xFFFF;   // CountOpen: values up to top
inline constexpr u8 kOpenResults = 0xFF;    // Results: all of them
inline constexpr u32 kMaxFixedResults = 254;
inline constexpr u32 kMaxRegisters = 8000;  // of one frame; keeps byte offsets of windows in 16 bits
inline constexpr u32 kMaxCellUpvalues = 255;  // of one function; Header::aux counts them
inline constexpr u32 kWindowSlots = 2;      // callee and return address in front of the arguments
inline constexpr u32 kRangeSlots = 5;       // hidden registers of a range loop
inline constexpr u16 kCallsPerPoll = 256;   // calls of a function (counted in its head word) between two polls
inline constexpr u32 kPassesPerPoll = 256;  // passes of a loop edge (counted in 8 bits) between two polls
inline constexpr u8 kMixedRanges = 0xFF;    // RangeStart: one loop ranges over things of several kinds
inline constexpr u8 kOtherKeys = 1;          // GetIndex, SetIndex: a key was no int
inline constexpr u8 kMissesOften = 21;       // the same: an int that was none of the array's keys, many a time
inline constexpr u8 kOtherOperands = 1;      // arithmetic: not on numbers only
inline constexpr u32 kNoShape = 0xFFFFFFFF; // an empty inline cache

/// The first register (the callee's) of a call window, and back.
inline u32 window_register(u16 c) { return c / 8u - kWindowSlots; }
inline u16 window_operand(u32 callee_register) { return static_cast<u16>((callee_register + kWindowSlots) * 8); }

/// Number of words of the instruction at `w`, its literals included.
u32 length_of(const Word* w);
/// The letter (opcodes.def) of the literal numbered `index`, from 0.
char literal_kind(const Word* w, u32 index);
/// Distance in words of a FarJump or FarLoop.
inline i32 far_distance(const Word& w) { return static_cast<i32>(u32{w.b} | u32{w.c} << 16); }
/// Distance in words to the target of any branch.
i32 jump_distance(const Word& w);

inline Word word_from(u64 bits) { return __builtin_bit_cast(Word, bits); }
inline u64 bits_of(Word w) { return __builtin_bit_cast(u64, w); }

}  // namespace gs::bytecode
