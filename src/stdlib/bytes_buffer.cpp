// The methods of the buffers of the library `bytes`. The bytes themselves: byte_buffer.h.
#include "runtime/native_args.h"
#include "stdlib/binary_numbers.h"
#include "stdlib/byte_buffer.h"
#include "stdlib/bytes_library.h"
#include "stdlib/text_codec.h"
#include "support/binary_pack.h"

namespace gs::stdlib {

using namespace rt;

namespace {

/// The parameter `order`, which is always the second: little-endian unless said otherwise.
Result<bool> read_little(const ArgReader& in) {
    std::string_view order = TRY(in.text_or(1, "le"));
    if (order == "le") return true;
    if (order == "be") return false;
    return in.error(1, "byte order must be 'le' or 'be'");
}

// ---- writing --------------------------------------------------------------------------------------------------------

Ret buffer_write(State& st, Args args) {
    ArgReader in(st, args);
    auto* buffer = TRY(in.self<ByteBuffer>(kBufferType));
    TRY(buffer->append(st, TRY(in.text(0))));
    return Ret::none();
}

Ret buffer_write_byte(State& st, Args args) {
    ArgReader in(st, args);
    auto* buffer = TRY(in.self<ByteBuffer>(kBufferType));
    i64 n = TRY(in.integer(0));
    if (n < 0 || n > 255) {
        return st.raise_format("buffer.writeByte: value %lld out of range [0, 255]", static_cast<long long>(n));
    }
    char byte = static_cast<char>(n);
    TRY(buffer->append(st, {&byte, 1}));
    return Ret::none();
}

Status append_bits(State& st, ByteBuffer* buffer, i64 bits, u32 size, bool little) {
    char bytes[8];
    store_integer(bytes, size, little, bits);
    return buffer->append(st, {bytes, size});
}

/// Of a single byte there is no order.
template <u32 Size>
Ret buffer_write_int(State& st, Args args) {
    ArgReader in(st, args);
    auto* buffer = TRY(in.self<ByteBuffer>(kBufferType));
    i64 n = TRY(in.integer(0));
    bool little = Size == 1 || TRY(read_little(in));
    TRY(append_bits(st, buffer, n, Size, little));
    return Ret::none();
}

template <u32 Size>
Ret buffer_write_float(State& st, Args args) {
    ArgReader in(st, args);
    auto* buffer = TRY(in.self<ByteBuffer>(kBufferType));
    f64 x = TRY(in.real(0));
    bool little = TRY(read_little(in));
    constexpr i64 kNaN = Size == 4 ? i64{0x7fc00000} : i64{0x7ff8000000000000};
    i64 bits = std::isnan(x) ? kNaN : Size == 4 ? i64{single_bits(x)} : std::bit_cast<i64>(x);
    TRY(append_bits(st, buffer, bits, Size, little));
    return Ret::none();
}

Ret buffer_reset(State& st, Args args) {
    ArgReader in(st, args);
    TRY(in.self<ByteBuffer>(kBufferType))->clear();
    return Ret::none();
}

// ---- the content as a whole -----------------------------------------------------------------------------------------

Ret buffer_to_string(State& st, Args args) {
    ArgReader in(st, args);
    return TRY(string_value(st, TRY(in.self<ByteBuffer>(kBufferType))->view()));
}

Ret buffer_to_hex(State& st, Args args) {
    ArgReader in(st, args);
    return TRY(hex_value(st, TRY(in.self<ByteBuffer>(kBufferType))->view()));
}

Ret buffer_len(State& st, Args args) {
    ArgReader in(st, args);
    return Value::integer(static_cast<i64>(TRY(in.self<ByteBuffer>(kBufferType))->size()));
}

Ret buffer_bytes(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view bytes = TRY(in.self<ByteBuffer>(kBufferType))->view();
    Table* list = TRY(make_table_sized(st, 0, bytes.size()));
    for (size_t i = 0; i < bytes.size(); ++i) {
        TRY(raw_set_int(st, list, static_cast<i64>(i) + 1, Value::integer(static_cast<u8>(bytes[i]))));
    }
    return Value::table(list);
}

// ---- reading --------------------------------------------------------------------------------------------------------

Ret buffer_read_string(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view bytes = TRY(in.self<ByteBuffer>(kBufferType))->view();
    i64 from = TRY(in.integer(0)), to = TRY(in.integer(1));
    auto size = static_cast<i64>(bytes.size());
    if (from < 1) from = 1;
    if (to > size) to = size;
    if (from > to) return TRY(string_value(st, ""));
    return TRY(string_value(st, bytes.substr(static_cast<u64>(from - 1), static_cast<u64>(to - from + 1))));
}

/// The `size` bytes from `position` on (counted from 1), or null if they do not all lie inside.
const char* bytes_at(std::string_view bytes, i64 position, u64 size) {
    if (position < 1 || static_cast<u64>(position) > bytes.size()) return nullptr;
    u64 at = static_cast<u64>(position - 1);
    return bytes.size() - at >= size ? bytes.data() + at : nullptr;
}

Ret buffer_read_byte(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view bytes = TRY(in.self<ByteBuffer>(kBufferType))->view();
    const char* byte = bytes_at(bytes, TRY(in.integer(0)), 1);
    return byte == nullptr ? Value::nil() : Value::integer(static_cast<u8>(*byte));
}

enum class NumberKind : u8 { Signed, Unsigned, Float };

template <NumberKind Kind, u32 Size>
Ret buffer_read(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view bytes = TRY(in.self<ByteBuffer>(kBufferType))->view();
    i64 position = TRY(in.integer(0));
    bool little = TRY(read_little(in));
    const char* at = bytes_at(bytes, position, Size);
    if (at == nullptr) return Value::nil();
    u64 bits = load_integer(at, Size, little, Kind == NumberKind::Signed).bits;
    if constexpr (Kind == NumberKind::Float) {
        return Size == 4 ? real_of_single(static_cast<u32>(bits)) : real_value(std::bit_cast<f64>(bits));
    } else {
        return Value::number(static_cast<i64>(bits));
    }
}

constexpr FnRow kMethods[] = {
    {"buffer.write", buffer_write},
    {"buffer.writeByte", buffer_write_byte},
    {"buffer.writeInt8", buffer_write_int<1>},
    {"buffer.writeInt16", buffer_write_int<2>},
    {"buffer.writeInt32", buffer_write_int<4>},
    {"buffer.writeInt64", buffer_write_int<8>},
    {"buffer.writeFloat32", buffer_write_float<4>},
    {"buffer.writeFloat64", buffer_write_float<8>},
    {"buffer.toString", buffer_to_string},
    {"buffer.toHex", buffer_to_hex},
    {"buffer.len", buffer_len},
    {"buffer.reset", buffer_reset},
    {"buffer.bytes", buffer_bytes},
    {"buffer.readString", buffer_read_string},
    {"buffer.readByte", buffer_read_byte},
    {"buffer.readInt8", buffer_read<NumberKind::Signed, 1>},
    {"buffer.readInt16", buffer_read<NumberKind::Signed, 2>},
    {"buffer.readInt32", buffer_read<NumberKind::Signed, 4>},
    {"buffer.readInt64", buffer_read<NumberKind::Signed, 8>},
    {"buffer.readUint8", buffer_read<NumberKind::Unsigned, 1>},
    {"buffer.readUint16", buffer_read<NumberKind::Unsigned, 2>},
    {"buffer.readUint32", buffer_read<NumberKind::Unsigned, 4>},
    {"buffer.readFloat32", buffer_read<NumberKind::Float, 4>},
    {"buffer.readFloat64", buffer_read<NumberKind::Float, 8>},
};

}  // namespace

void register_buffer_class(State& st) { register_class(st, kBufferType, kMethods); }

}  // namespace gs::stdlib
