// StableVector<T>: a sequence that only grows, and whose elements never move. Like std::deque, but with room for many
// elements in each piece of memory, so that growing hardly ever asks the allocator.
#pragma once

#include <memory>
#include <new>
#include <utility>
#include <vector>

#include "support/assert.h"
#include "support/types.h"

namespace gs {

template <typename T, size_t kPieceBits = 6>
class StableVector {
    static constexpr size_t kPiece = size_t{1} << kPieceBits;

    template <typename Owner, typename Element>
    class Iterator {
    public:
        Iterator(Owner* owner, size_t index) : owner_(owner), index_(index) {}
        Element& operator*() const { return (*owner_)[index_]; }
        Iterator& operator++() {
            ++index_;
            return *this;
        }
        bool operator!=(const Iterator& other) const { return index_ != other.index_; }

    private:
        Owner* owner_;
        size_t index_;
    };

public:
    StableVector() = default;
    StableVector(const StableVector&) = delete;
    StableVector& operator=(const StableVector&) = delete;
    ~StableVector() {
        for (T& element : *this) element.~T();
    }

    template <typename... Args>
    T& emplace_back(Args&&... args) {
        if (size_ == pieces_.size() * kPiece) pieces_.push_back(std::make_unique_for_overwrite<Piece>());
        T* element = ::new (pieces_.back()->bytes + size_ % kPiece * sizeof(T)) T{std::forward<Args>(args)...};
        ++size_;
        return *element;
    }

    T& operator[](size_t index) {
        GS_ASSERT(index < size_);
        return *std::launder(reinterpret_cast<T*>(pieces_[index / kPiece]->bytes + index % kPiece * sizeof(T)));
    }
    const T& operator[](size_t index) const { return const_cast<StableVector&>(*this)[index]; }
    T& back() { return (*this)[size_ - 1]; }

    size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }

    auto begin() { return Iterator<StableVector, T>(this, 0); }
    auto end() { return Iterator<StableVector, T>(this, size_); }
    auto begin() const { return Iterator<const StableVector, const T>(this, 0); }
    auto end() const { return Iterator<const StableVector, const T>(this, size_); }

private:
    struct Piece {
        alignas(T) unsigned char bytes[kPiece * sizeof(T)];
    };
    std::vector<std::unique_ptr<Piece>> pieces_;
    size_t size_ = 0;
};

}  // namespace gs
