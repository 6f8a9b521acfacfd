// Executable memory. One piece of it is mapped twice: once to be written, once to be run, so that no page is ever both at one
// address. Pages are committed as they are used.
//
// FREEING. Compiled code may be invalidated while it is on a native stack: of the running coroutine, of one that is suspended,
// of a caller further down. So memory that is given back waits until no enter() is active anywhere, and is used again
// then. (A coroutine that is dropped while suspended in compiled code never ends its enter(); then what was given
// back before stays lost. That costs memory, never safety.)
#pragma once

#include <vector>

#include "jit/backend/machine_code.h"

namespace gs::jit {

class ExecutableMemory final : public CodeMemory {
public:
    ExecutableMemory() = default;
    ~ExecutableMemory();
    ExecutableMemory(const ExecutableMemory&) = delete;
    ExecutableMemory& operator=(const ExecutableMemory&) = delete;

    void* publish(const void* bytes, std::size_t size) override;
    void release(void* code, std::size_t size) override;
    void rewrite(void* code, const void* bytes, std::size_t size) override;

    /// Calls of enter() that have not come back.
    u32 active = 0;
    /// Bytes in use.
    std::size_t used() const { return used_; }

private:
    struct Range {
        std::size_t offset, size;
    };
    bool reserve();
    void reclaim();
    std::size_t take(std::size_t size);

    char *writable_ = nullptr, *executable_ = nullptr;
    bool failed_ = false;
    std::size_t next_ = 0, used_ = 0;
    std::vector<Range> free_, retired_;
};

}  // namespace gs::jit
