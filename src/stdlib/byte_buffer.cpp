#include "stdlib/byte_buffer.h"

#include <algorithm>
#include <cstring>

#include "runtime/strings.h"

namespace gs::stdlib {

using namespace rt;

const UserdataType kBufferType = class_of<ByteBuffer>("buffer");

Status ByteBuffer::append(State& st, std::string_view bytes) {
    if (bytes.size() > capacity_ - size_) {
        if (bytes.size() > kMaxStringLength - size_) return st.raise_text("resulting string too large");
        TRY(grow(st, size_ + bytes.size()));
    }
    if (!bytes.empty()) std::memcpy(data() + size_, bytes.data(), bytes.size());
    size_ += bytes.size();
    return {};
}

Status ByteBuffer::grow(State& st, size_t least) {
    constexpr size_t kFirst = 56;
    size_t capacity =
        std::clamp<size_t>(std::max(capacity_ * 2, kFirst), least, std::max<size_t>(least, kMaxStringLength));
    auto allocate = [&st](size_t count) {
        return static_cast<Header*>(st.heap->allocate_any((sizeof(Header) + count + 7) & ~size_t{7}, HeapType::Bytes));
    };
    Header* cell = allocate(capacity);
    if (cell == nullptr && capacity > least) cell = allocate(capacity = least);
    if (cell == nullptr) return st.raise_memory();
    if (size_ > 0) std::memcpy(cell + 1, data(), size_);
    st.heap->store_pointer(&userdata_of(this)->h, &cell_, cell);
    capacity_ = capacity;
    return {};
}

}  // namespace gs::stdlib
