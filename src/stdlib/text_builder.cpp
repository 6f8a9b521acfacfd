#include "stdlib/text_builder.h"

#include <algorithm>

namespace gs::stdlib {

using namespace rt;

namespace {

/// A cell for `count` bytes, or null.
char* allocate_bytes(State& st, size_t count) {
    size_t size = (sizeof(Header) + count + 7) & ~size_t{7};
    auto* cell = static_cast<Header*>(st.heap->allocate_any(size, HeapType::Bytes));
    return cell == nullptr ? nullptr : reinterpret_cast<char*>(cell + 1);
}

}  // namespace

bool TextBuilder::grow(size_t count) {
    if (failed()) return false;
    char* bigger = nullptr;
    size_t least = 0, capacity = 0;
    if (count > kMaxStringLength - size_) {
        problem_ = Problem::TooLarge;
    } else {
        least = size_ + count;
        capacity = std::clamp<size_t>(capacity_ * 2, least, kMaxStringLength);
        bigger = allocate_bytes(st_, capacity);
        if (bigger == nullptr && capacity > least) {
            capacity = least;
            bigger = allocate_bytes(st_, capacity);
        }
        if (bigger == nullptr) problem_ = Problem::NoMemory;
    }
    if (failed()) {
        size_ = capacity_ = 0;  // from now on nothing fits
        return false;
    }
    std::memcpy(bigger, data_, size_);
    data_ = bigger;
    capacity_ = capacity;
    return true;
}

Result<String*> TextBuilder::finish() {
    switch (problem_) {
        case Problem::None: return make_string(st_, {data_, size_});
        case Problem::TooLarge: return st_.raise_text("resulting string too large");
        case Problem::NoMemory: return st_.raise_memory();
    }
    return kFailed;
}

}  // namespace gs::stdlib
