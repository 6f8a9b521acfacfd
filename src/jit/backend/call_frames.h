// Where the caller's frame is, at every instruction of a piece of machine code: what debuggers and profilers need to walk a stack
// through it. A back end writes the parts that depend on the machine, in the terms of DWARF. Sections of an object file are made of
// them, and stand in memory behind the code: perf believes that they do.
#pragma once

#include <string>
#include <string_view>

#include "support/types.h"

namespace gs::jit {

class CodeMemory;

struct CallFrames {
    u8 return_register = 0;  // number of the column with the return address
    i8 unit = 1;  // of offsets from the frame that `rows` store divided by it
    std::string entry;  // rules that hold where the code is called
    std::string rows;  // advances, and what changes there
};

/// A piece of machine code for the eyes of tools.
struct NamedCode {
    std::string name;
    const char* start = nullptr;
    std::size_t size = 0;
    std::string frames, index;  // the sections .eh_frame and .eh_frame_hdr

    /// Distance of the sections from the start.
    std::size_t sections() const { return (size + 7) & ~std::size_t{7}; }
    /// Of all that has been published.
    std::size_t memory_size() const { return sections() + frames.size() + index.size(); }
};

/// Publishes code with the sections behind it; fills in all of `known` but its name. Null if there is no room.
void* publish(CodeMemory& memory, std::string_view code, const CallFrames& frames, NamedCode* known);

}  // namespace gs::jit
