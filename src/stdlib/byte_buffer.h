// The content of a buffer of the library `bytes`: bytes that grow at the end.
#pragma once

#include <string_view>

#include "runtime/library.h"
#include "runtime/state.h"

namespace gs::stdlib {

extern const rt::UserdataType kBufferType;

/// The payload of the class `buffer`. Its bytes stand in a heap cell, so that they count against the limit of the memory
/// and need nobody to free them. A buffer is never longer than a string may be.
class ByteBuffer {
public:
    size_t size() const { return size_; }
    /// Valid until the next append.
    std::string_view view() const { return {data(), size_}; }

    rt::Status append(rt::State& st, std::string_view bytes);
    /// The memory is kept for what comes next.
    void clear() { size_ = 0; }
    void trace(rt::Tracer& tracer) { tracer.object(cell_); }

private:
    char* data() const { return cell_ ? reinterpret_cast<char*>(cell_ + 1) : nullptr; }
    rt::Status grow(rt::State& st, size_t least);

    rt::Header* cell_ = nullptr;
    size_t size_ = 0;
    size_t capacity_ = 0;
};

}  // namespace gs::stdlib
