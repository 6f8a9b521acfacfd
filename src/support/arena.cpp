#include "support/arena.h"

#include <algorithm>
#include <new>
#include <utility>

namespace gs {

Arena& Arena::operator=(Arena&& other) noexcept {
    if (this == &other) return *this;
    release();
    chunks_ = std::exchange(other.chunks_, nullptr);
    next_ = std::exchange(other.next_, nullptr);
    end_ = std::exchange(other.end_, nullptr);
    next_size_ = std::exchange(other.next_size_, kFirstChunk);
    reserved_ = std::exchange(other.reserved_, 0);
    return *this;
}

void* Arena::allocate_slow(size_t size, size_t alignment) {
    size_t needed = sizeof(Chunk) + size + alignment;
    size_t chunk_size = std::max(next_size_, needed);
    auto* chunk = static_cast<Chunk*>(::operator new(chunk_size));
    chunk->previous = chunks_;
    chunk->size = chunk_size;
    chunks_ = chunk;
    reserved_ += chunk_size;
    // Chunks grow with the tree, so that a one-line script costs a page and a large one few calls of malloc.
    next_size_ = std::min(next_size_ * 2, kLargestChunk);
    next_ = reinterpret_cast<char*>(chunk + 1);
    end_ = reinterpret_cast<char*>(chunk) + chunk_size;
    return allocate(size, alignment);
}

void Arena::release() noexcept {
    while (chunks_ != nullptr) ::operator delete(std::exchange(chunks_, chunks_->previous));
}

}  // namespace gs
