#include "jit/backend/x64/frame_rows.h"

#include "support/assert.h"

namespace gs::jit::x64 {

namespace {

// "The frame" of DWARF is the caller's, as far as the word behind the return address.
constexpr u32 kReturnAddress = 8;
constexpr i8 kUnit = -8;

// Numbers that DWARF has for registers: in its own order as far as rdi.
constexpr u8 kNumbers[] = {0, 2, 1, 3, 7, 6, 4, 5, 8, 9, 10, 11, 12, 13, 14, 15};
constexpr u32 kRsp = 7, kReturnColumn = 16;

enum Instruction : u8 {
    kAdvance1 = 0x02,
    kAdvance2 = 0x03,
    kAdvance4 = 0x04,
    kUndefined = 0x07,
    kFrameIs = 0x0C,  // register, offset
    kFrameIsExpression = 0x0F,
    // With an operand in the low six bits.
    kAdvance = 0x40,
    kSaved = 0x80,
    kRestored = 0xC0,
};

enum Operation : u8 { kDereference = 0x06, kAdd = 0x23, kRegister = 0x70 };

}  // namespace

FrameRows::FrameRows() {
    frames_.return_register = kReturnColumn;
    frames_.unit = kUnit;
    frames_.entry = {kFrameIs, kRsp, kReturnAddress, static_cast<char>(kSaved | kReturnColumn), 1};
}

void FrameRows::stack(std::size_t offset, u32 bytes) {
    advance(offset);
    byte(kFrameIs);
    byte(kRsp);
    number(kReturnAddress + bytes);
}

void FrameRows::stack_above(std::size_t offset, u32 base, i32 displacement, u32 bytes) {
    advance(offset);
    byte(kFrameIsExpression);
    std::string before = std::move(frames_.rows);
    frames_.rows.clear();
    byte(kRegister + kNumbers[base]);
    signed_number(displacement);
    byte(kDereference);
    byte(kAdd);
    number(kReturnAddress + bytes);
    std::string expression = std::move(frames_.rows);
    frames_.rows = std::move(before);
    number(expression.size());
    frames_.rows += expression;
}

void FrameRows::saved(std::size_t offset, u32 reg, u32 bytes) {
    advance(offset);
    byte(kSaved | kNumbers[reg]);
    number((kReturnAddress + bytes) / 8);
}

void FrameRows::restored(std::size_t offset, u32 reg) {
    advance(offset);
    byte(kRestored | kNumbers[reg]);
}

void FrameRows::lost(u32 reg) {
    byte(kUndefined);
    byte(kNumbers[reg]);
}

void FrameRows::advance(std::size_t offset) {
    GS_ASSERT(offset >= offset_);
    std::size_t by = offset - offset_;
    offset_ = offset;
    if (by == 0) return;
    if (by < 0x40) return byte(kAdvance | static_cast<u32>(by));
    u32 bytes = by <= 0xFF ? 1 : by <= 0xFFFF ? 2 : 4;
    byte(bytes == 1 ? kAdvance1 : bytes == 2 ? kAdvance2 : kAdvance4);
    for (u32 i = 0; i < bytes; ++i) byte((by >> (i * 8)) & 0xFF);
}

/// Seven bits a byte, the low ones first; the top bit says that there are more.
void FrameRows::number(u64 value) {
    for (; value >= 0x80; value >>= 7) byte((value & 0x7F) | 0x80);
    byte(static_cast<u32>(value));
}

void FrameRows::signed_number(i64 value) {
    for (; value < -0x40 || value >= 0x40; value >>= 7) byte((value & 0x7F) | 0x80);
    byte(value & 0x7F);
}

}  // namespace gs::jit::x64
