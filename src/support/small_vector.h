// SmallVector<T, N>: a vector whose first N elements stand inside the object, so that short lists never touch the
// allocator. Beyond N it moves to one heap block that doubles.
//
// It differs from std::vector where the engine needs it to: sizes are 32 bits, running out of memory aborts (we build
// without exceptions), and moving a vector whose elements are inline moves the elements, so references into it die.
// Elements that are trivially copyable are moved as bytes.
#pragma once

#include <cstdlib>
#include <cstring>
#include <initializer_list>
#include <iterator>
#include <new>
#include <span>
#include <type_traits>
#include <utility>

#include "support/assert.h"
#include "support/types.h"

namespace gs {

template <typename T, size_t N = 8>
class SmallVector {
    static_assert(N > 0, "without inline elements use std::vector");
    static_assert(alignof(T) <= alignof(std::max_align_t), "malloc aligns no further");
    static constexpr bool kBytes = std::is_trivially_copyable_v<T>;
    static constexpr size_t kQuickCopy = 64;

public:
    using value_type = T;
    using size_type = u32;
    using iterator = T*;
    using const_iterator = const T*;

    SmallVector() noexcept = default;
    SmallVector(std::initializer_list<T> items) { append(items.begin(), items.end()); }
    explicit SmallVector(size_t count, const T& value = T()) { resize(count, value); }
    SmallVector(const SmallVector& other) { append(other.begin(), other.end()); }
    SmallVector(SmallVector&& other) noexcept { take(other); }

    ~SmallVector() { release(); }

    SmallVector& operator=(const SmallVector& other) {
        if (this != &other) {
            clear();
            append(other.begin(), other.end());
        }
        return *this;
    }

    SmallVector& operator=(SmallVector&& other) noexcept {
        if (this != &other) {
            release();
            reset_to_inline();
            take(other);
        }
        return *this;
    }

    T* data() noexcept { return data_; }
    const T* data() const noexcept { return data_; }
    u32 size() const noexcept { return size_; }
    u32 capacity() const noexcept { return capacity_; }
    bool empty() const noexcept { return size_ == 0; }
    bool is_inline() const noexcept { return data_ == inline_data(); }

    T* begin() noexcept { return data_; }
    T* end() noexcept { return data_ + size_; }
    const T* begin() const noexcept { return data_; }
    const T* end() const noexcept { return data_ + size_; }

    T& operator[](size_t index) noexcept {
        GS_ASSERT(index < size_);
        return data_[index];
    }
    const T& operator[](size_t index) const noexcept {
        GS_ASSERT(index < size_);
        return data_[index];
    }
    T& front() noexcept { return (*this)[0]; }
    const T& front() const noexcept { return (*this)[0]; }
    T& back() noexcept { return (*this)[size_ - size_t{1}]; }
    const T& back() const noexcept { return (*this)[size_ - size_t{1}]; }

    std::span<T> span() noexcept { return {data_, size_}; }
    std::span<const T> span() const noexcept { return {data_, size_}; }

    /// Adds a copy of `value`, which may be an element of this vector.
    void push_back(const T& value) { emplace_back(value); }
    void push_back(T&& value) { emplace_back(std::move(value)); }

    template <typename... Args>
    T& emplace_back(Args&&... args) {
        if (size_ == capacity_) [[unlikely]] {
            // Built before growing, because the arguments may refer to an element that growing moves.
            T item(std::forward<Args>(args)...);
            grow(size_ + size_t{1});
            return *new (data_ + size_++) T(std::move(item));
        }
        return *new (data_ + size_++) T(std::forward<Args>(args)...);
    }

    /// Removes the last element and returns it.
    T pop_back() {
        GS_ASSERT(size_ > 0);
        T last = std::move(data_[size_ - 1]);
        data_[--size_].~T();
        return last;
    }

    /// Adds copies of [first, last), which must not be part of this vector.
    template <std::forward_iterator It>
    void append(It first, It last) {
        size_t count = static_cast<size_t>(std::distance(first, last));
        reserve(size_ + count);
        for (; first != last; ++first) new (data_ + size_++) T(*first);
    }
    void append(std::span<const T> items) { append(items.begin(), items.end()); }

    /// Inserts before `index`; the elements from there on move up by one.
    T& insert(size_t index, T value) {
        GS_ASSERT(index <= size_);
        emplace_back(std::move(value));
        for (size_t i = size_ - size_t{1}; i > index; --i) std::swap(data_[i], data_[i - 1]);
        return data_[index];
    }

    /// Removes the element at `index`; the ones behind it move down by one.
    void erase(size_t index) {
        GS_ASSERT(index < size_);
        for (size_t i = index; i + 1 < size_; ++i) data_[i] = std::move(data_[i + 1]);
        data_[--size_].~T();
    }

    /// Drops every element from `count` on.
    void truncate(size_t count) noexcept {
        GS_ASSERT(count <= size_);
        destroy(data_ + count, data_ + size_);
        size_ = static_cast<u32>(count);
    }
    void clear() noexcept { truncate(0); }

    void resize(size_t count, const T& value = T()) {
        if (count <= size_) return truncate(count);
        T copy(value);  // `value` may be an element
        reserve(count);
        while (size_ < count) new (data_ + size_++) T(copy);
    }

    void reserve(size_t count) {
        if (count > capacity_) grow(count);
    }

    friend bool operator==(const SmallVector& a, const SmallVector& b) {
        if (a.size_ != b.size_) return false;
        for (u32 i = 0; i < a.size_; ++i) {
            if (!(a.data_[i] == b.data_[i])) return false;
        }
        return true;
    }

private:
    T* inline_data() noexcept { return std::launder(reinterpret_cast<T*>(inline_)); }
    const T* inline_data() const noexcept { return std::launder(reinterpret_cast<const T*>(inline_)); }

    static void destroy(T* first, T* last) noexcept {
        if constexpr (!std::is_trivially_destructible_v<T>) {
            for (; first != last; ++first) first->~T();
        }
    }

    /// Moves `count` elements to raw memory and ends the old ones.
    static void relocate(T* from, size_t count, T* to) noexcept {
        if constexpr (kBytes) {
            if (count != 0) std::memcpy(static_cast<void*>(to), from, count * sizeof(T));
        } else {
            for (size_t i = 0; i < count; ++i) {
                new (to + i) T(std::move(from[i]));
                from[i].~T();
            }
        }
    }

    [[gnu::noinline]] void grow(size_t least) {
        size_t capacity = size_t{capacity_} * 2;
        if (capacity < least) capacity = least;
        GS_CHECK(capacity <= UINT32_MAX && capacity <= SIZE_MAX / sizeof(T));
        T* block = static_cast<T*>(std::malloc(capacity * sizeof(T)));
        GS_CHECK(block != nullptr);
        relocate(data_, size_, block);
        if (!is_inline()) std::free(data_);
        data_ = block;
        capacity_ = static_cast<u32>(capacity);
    }

    void release() noexcept {
        destroy(data_, data_ + size_);
        if (!is_inline()) std::free(data_);
    }

    void reset_to_inline() noexcept {
        data_ = inline_data();
        size_ = 0;
        capacity_ = N;
    }

    /// Takes the elements of `other` into this vector, which must be empty and inline; leaves `other` empty.
    void take(SmallVector& other) noexcept {
        if (other.is_inline()) {
            // A copy of known size needs no call; what stands behind the elements does no harm.
            if constexpr (kBytes && sizeof(inline_) <= kQuickCopy) {
                std::memcpy(inline_, other.inline_, sizeof(inline_));
            } else {
                relocate(other.data_, other.size_, data_);
            }
            size_ = other.size_;
            other.size_ = 0;
        } else {
            data_ = other.data_;
            size_ = other.size_;
            capacity_ = other.capacity_;
            other.reset_to_inline();
        }
    }

    T* data_ = inline_data();
    u32 size_ = 0;
    u32 capacity_ = N;
    alignas(T) unsigned char inline_[N * sizeof(T)];
};

}  // namespace gs
