#include "stdlib/read_ahead.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "runtime/heap.h"

namespace gs::stdlib {

void ReadAhead::take(std::size_t count) {
    begin_ += count;
    taken_ += count;
    if (begin_ != end_) return;
    if (capacity_ > kUsual) return release();
    begin_ = end_ = 0;
}

bool ReadAhead::grow(std::size_t count) {
    std::size_t capacity = std::max(capacity_ * 2, size() + count);
    std::size_t announced = capacity_ > kUsual ? capacity_ : 0;
    std::ptrdiff_t more = capacity > kUsual ? static_cast<std::ptrdiff_t>(capacity - announced) : 0;
    if (more > 0 && !st_.heap->charge(more)) return false;
    auto* bigger = static_cast<char*>(std::realloc(data_, capacity));
    if (bigger == nullptr) {
        st_.heap->charge(-more);
        return false;
    }
    data_ = bigger;
    capacity_ = capacity;
    return true;
}

char* ReadAhead::room(std::size_t* count) {
    if (begin_ > 0 && capacity_ - end_ < *count) {
        std::memmove(data_, data_ + begin_, size());
        end_ -= begin_;
        begin_ = 0;
    }
    if (capacity_ - end_ < *count && !grow(*count)) return nullptr;
    *count = capacity_ - end_;
    return data_ + end_;
}

void ReadAhead::release() {
    // The heap itself may be on its way out.
    if (capacity_ > kUsual && st_.heap != nullptr) st_.heap->charge(-static_cast<std::ptrdiff_t>(capacity_));
    std::free(data_);
    data_ = nullptr;
    begin_ = end_ = capacity_ = 0;
}

}  // namespace gs::stdlib
