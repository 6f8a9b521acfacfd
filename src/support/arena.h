// Memory that is given back all at once.
//
// A syntax tree has hundreds of thousands of small nodes that all die together, so they are cut from large chunks and
// never freed one by one. Nothing in an arena gets its destructor called: only trivially destructible types may live
// there, and what they point at must live in the same arena or longer.
#pragma once

#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

#include "support/types.h"

namespace gs {

class Arena {
public:
    Arena() = default;
    Arena(const Arena&) = delete;
    Arena& operator=(const Arena&) = delete;
    Arena(Arena&& other) noexcept
        : chunks_(std::exchange(other.chunks_, nullptr)),
          next_(std::exchange(other.next_, nullptr)),
          end_(std::exchange(other.end_, nullptr)),
          next_size_(std::exchange(other.next_size_, kFirstChunk)),
          reserved_(std::exchange(other.reserved_, 0)) {}
    Arena& operator=(Arena&& other) noexcept;
    ~Arena() { release(); }

    void* allocate(size_t size, size_t alignment) {
        uintptr_t start = (reinterpret_cast<uintptr_t>(next_) + alignment - 1) & ~(alignment - 1);
        auto end = reinterpret_cast<uintptr_t>(end_);
        if (start > end || size > end - start) [[unlikely]]
            return allocate_slow(size, alignment);
        next_ = reinterpret_cast<char*>(start + size);
        return reinterpret_cast<void*>(start);
    }

    template <typename T, typename... Args>
    T* make(Args&&... args) {
        static_assert(std::is_trivially_destructible_v<T>, "nothing in an arena is destroyed");
        return ::new (allocate(sizeof(T), alignof(T))) T{std::forward<Args>(args)...};
    }

    // A copy of `items` in the arena.
    template <typename T>
    std::span<T> copy(std::span<const T> items) {
        static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);
        if (items.empty()) return {};
        auto* out = static_cast<T*>(allocate(items.size_bytes(), alignof(T)));
        std::memcpy(static_cast<void*>(out), items.data(), items.size_bytes());
        return {out, items.size()};
    }

    std::string_view copy(std::string_view text) {
        if (text.empty()) return {};
        auto* out = static_cast<char*>(allocate(text.size(), 1));
        std::memcpy(out, text.data(), text.size());
        return {out, text.size()};
    }

    // Bytes taken from the system so far.
    size_t bytes_reserved() const { return reserved_; }

private:
    struct Chunk {
        Chunk* previous;
        size_t size;
    };

    static constexpr size_t kFirstChunk = 4 * 1024;
    static constexpr size_t kLargestChunk = 1024 * 1024;

    void* allocate_slow(size_t size, size_t alignment);
    void release() noexcept;

    Chunk* chunks_ = nullptr;
    char* next_ = nullptr;
    char* end_ = nullptr;
    size_t next_size_ = kFirstChunk;
    size_t reserved_ = 0;
};

}  // namespace gs
