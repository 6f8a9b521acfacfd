#include "jit/code/memory.h"

#include <algorithm>
#include <cstring>
#include <sys/mman.h>
#include <unistd.h>

#include "support/address_space.h"

namespace gs::jit {

namespace {

constexpr std::size_t kReserved = std::size_t{64} << 20;
constexpr std::size_t kAlignment = 64;
constexpr std::size_t kNoRoom = ~std::size_t{0};

std::size_t rounded(std::size_t size) { return (size + kAlignment - 1) & ~(kAlignment - 1); }

}  // namespace

ExecutableMemory::~ExecutableMemory() {
    if (writable_) munmap(writable_, kReserved);
    if (executable_) munmap(executable_, kReserved);
}

bool ExecutableMemory::reserve() {
    if (executable_) return true;
    if (failed_) return false;
    failed_ = true;
    constexpr std::size_t kForTheProgram = std::size_t{32} << 20;
    if (!has_address_space(2 * kReserved + kForTheProgram)) return false;
    int file = memfd_create("gscript-code", MFD_CLOEXEC);
    if (file < 0) return false;
    void *writable = MAP_FAILED, *executable = MAP_FAILED;
    if (ftruncate(file, kReserved) == 0) {
        writable = mmap(nullptr, kReserved, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_NORESERVE, file, 0);
        executable = mmap(nullptr, kReserved, PROT_READ | PROT_EXEC, MAP_SHARED | MAP_NORESERVE, file, 0);
    }
    close(file);
    if (writable != MAP_FAILED) writable_ = static_cast<char*>(writable);
    if (writable == MAP_FAILED || executable == MAP_FAILED) return false;
    executable_ = static_cast<char*>(executable);
    failed_ = false;
    return true;
}

void ExecutableMemory::reclaim() {
    if (active != 0) return;
    free_.insert(free_.end(), retired_.begin(), retired_.end());
    retired_.clear();
    std::sort(free_.begin(), free_.end(), [](const Range& a, const Range& b) { return a.offset < b.offset; });
    std::size_t kept = 0;
    for (const Range& range : free_) {
        if (kept && free_[kept - 1].offset + free_[kept - 1].size == range.offset) {
            free_[kept - 1].size += range.size;
        } else {
            free_[kept++] = range;
        }
    }
    free_.resize(kept);
}

std::size_t ExecutableMemory::take(std::size_t size) {
    for (Range& range : free_) {
        if (range.size < size) continue;
        std::size_t offset = range.offset;
        range.offset += size;
        range.size -= size;
        return offset;
    }
    if (kReserved - next_ < size) return kNoRoom;
    std::size_t offset = next_;
    next_ += size;
    return offset;
}

void* ExecutableMemory::publish(const void* bytes, std::size_t size) {
    if (size > kReserved || !reserve()) return nullptr;
    if (!retired_.empty()) reclaim();
    std::size_t offset = take(rounded(size));
    if (offset == kNoRoom) return nullptr;
    used_ += rounded(size);
    std::memcpy(writable_ + offset, bytes, size);
    return executable_ + offset;
}

void ExecutableMemory::release(void* code, std::size_t size) {
    auto offset = static_cast<std::size_t>(static_cast<char*>(code) - executable_);
    retired_.push_back({offset, rounded(size)});
    used_ -= rounded(size);
}

void ExecutableMemory::rewrite(void* code, const void* bytes, std::size_t size) {
    std::memcpy(writable_ + (static_cast<char*>(code) - executable_), bytes, size);
}

}  // namespace gs::jit
