// The allocation that engines and hot runtime functions inline: seven instructions, then the caller's stores.
#pragma once

#include <cstring>

#include "runtime/heap.h"
#include "runtime/state.h"
#include "support/assert.h"

namespace gs::rt {

/// Header of a new cell as one word. `bytes` is its size if it is at most 128, else 0 is stored.
inline constexpr u64 header_word(std::size_t bytes, HeapType type, u8 aux) {
    u64 size8 = bytes <= 128 ? bytes / 8 : 0;
    return u64{id_of(type)} | u64{static_cast<u8>(type)} << 40 | size8 << 48 | u64{aux} << 56;
}

/// Header of a short list: see Table.
inline constexpr u64 list_header_word(u32 elements, u32 shape) {
    u64 word = header_word(Table::list_bytes(elements), HeapType::Table, 0);
    return (word & ~u64{0xFFFFFFFF}) | u64{kGcList} << 32 | shape;
}

/// As Heap::allocate for cells of at most 128 bytes; with a constant size and type the header is a constant.
inline void* allocate_small(State& st, std::size_t bytes, HeapType type, u8 aux = 0) {
    GS_ASSERT(bytes % 8 == 0 && bytes >= 8 && bytes <= 128);
    char* p = st.hot.cursor;
    if (static_cast<std::size_t>(st.hot.cursor_end - p) < bytes) [[unlikely]]
        return st.heap->allocate(bytes, type, aux);
    st.hot.cursor = p + bytes;
    u64 word = header_word(bytes, type, aux);
    std::memcpy(p, &word, sizeof word);
    return p;
}

}  // namespace gs::rt
