// Parts of texts by the numbers of their bytes.
#pragma once

#include "runtime/strings.h"

namespace gs::rt {

/// Bytes `from` up to but not including `to`, counted from 0; empty if `from` is not below `to`.
struct ByteRange {
    u64 from, to;
    bool empty() const { return from >= to; }
    u64 size() const { return empty() ? 0 : to - from; }
};

/// What the indices i through j mean in a text (or list) of this length: counted from 1, both included, negative ones from the
/// end; then i below 1 is 1, and j above the length is the length.
inline ByteRange resolve_range(u64 length, i64 i, i64 j) {
    i64 n = static_cast<i64>(length);
    if (i < 0) i += n + 1;
    if (j < 0) j += n + 1;
    if (i < 1) i = 1;
    if (j > n) j = n;
    return j < i ? ByteRange{0, 0} : ByteRange{static_cast<u64>(i - 1), static_cast<u64>(j)};
}

/// What string.sub gives; made by `make`, make_string or make_key.
template <Result<String*> (*make)(State&, std::string_view) = make_string>
inline Result<Value> substring(State& st, String* s, i64 i, i64 j) {
    ByteRange range = resolve_range(s->len, i, j);
    if (range.size() == s->len) return Value::string(s);
    if (range.size() == 1) return Value::string(byte_string(st, static_cast<u8>(s->data()[range.from])));
    return Value::string(TRY(make(st, {s->data() + range.from, range.size()})));
}

}  // namespace gs::rt
