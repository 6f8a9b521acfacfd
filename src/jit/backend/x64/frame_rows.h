// Notes, while code is being written, how the stack looks where: the frames of x86-64 in the terms of DWARF (call_frames.h).
//
// Compiled code has no frame pointer. Its callers' frames are found by how far rsp is below the return address, so whatever
// moves rsp has to say so here.
#pragma once

#include <initializer_list>

#include "jit/backend/call_frames.h"

namespace gs::jit::x64 {

/// Offsets of code must not go down from call to call. At offset 0 the code has just been called.
class FrameRows {
public:
    FrameRows();
    /// From here on rsp is so many bytes below where the return address stands.
    void stack(std::size_t offset, u32 bytes);
    /// From here on the return address stands `bytes` above the address in the memory word at [base + displacement], wherever
    /// rsp is.
    void stack_above(std::size_t offset, u32 base, i32 displacement, u32 bytes);
    /// The caller's value of a register stands `bytes` below the return address.
    void saved(std::size_t offset, u32 reg, u32 bytes);
    /// The register has the caller's value again.
    void restored(std::size_t offset, u32 reg);
    /// The caller's value of the register is lost for good.
    void lost(u32 reg);

    const CallFrames& frames() const { return frames_; }

private:
    void advance(std::size_t offset);
    void byte(u32 value) { frames_.rows += static_cast<char>(value); }
    void number(u64 value);
    void signed_number(i64 value);

    CallFrames frames_;
    std::size_t offset_ = 0;
};

}  // namespace gs::jit::x64
