// The library `bytes`: byte strings here, the methods of buffers in bytes_buffer.cpp.
#include <cstdio>
#include <cstring>

#include "runtime/native_args.h"
#include "stdlib/byte_buffer.h"
#include "stdlib/bytes_library.h"
#include "stdlib/modules.h"
#include "stdlib/string_library.h"
#include "stdlib/text_builder.h"
#include "stdlib/text_codec.h"
#include "support/hex.h"

namespace gs::stdlib {

using namespace rt;

namespace {

Ret bytes_new(State& st, Args) { return Value::object(make_object<ByteBuffer>(st, kBufferType)); }

Result<Value> make_buffer(State& st, std::string_view bytes) {
    Value buffer = Value::object(make_object<ByteBuffer>(st, kBufferType));
    TRY(payload_of<ByteBuffer>(buffer, kBufferType)->append(st, bytes));
    return buffer;
}

Ret bytes_from_string(State& st, Args args) {
    ArgReader in(st, args);
    return TRY(make_buffer(st, TRY(in.text(0))));
}

Ret bytes_from_hex(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view digits = TRY(in.text(0));
    char* out;
    String* bytes = TRY(make_string_uninitialized(st, digits.size() / 2, &out));
    size_t at = read_hex(digits, out);
    if (at < digits.size()) {
        char message[64];
        int length =
            std::snprintf(message, sizeof message, "invalid hex digit '%c' at position %zu", digits[at], at + 1);
        return fail_with(st, {message, static_cast<size_t>(length)});
    }
    if (digits.size() % 2 != 0) return fail_with(st, "odd number of hex digits");
    return TRY(make_buffer(st, view(bytes)));
}

Ret bytes_to_hex(State& st, Args args) {
    ArgReader in(st, args);
    return TRY(hex_value(st, TRY(in.text(0))));
}

Ret bytes_xor(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view a = TRY(in.text(0)), b = TRY(in.text(1));
    if (a.size() != b.size()) {
        return st.raise_format("bytes.xor: strings must have equal length (got %zu and %zu)", a.size(), b.size());
    }
    char* out;
    String* result = TRY(make_string_uninitialized(st, a.size(), &out));
    for (size_t i = 0; i < a.size(); ++i) out[i] = static_cast<char>(a[i] ^ b[i]);
    return Value::string(result);
}

Ret bytes_compare(State& st, Args args) {
    ArgReader in(st, args);
    String* a = TRY(in.string(0));
    String* b = TRY(in.string(1));
    int order = string_compare(a, b);
    return Value::integer(order < 0 ? -1 : order > 0 ? 1 : 0);
}

Ret bytes_repeat(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view text = TRY(in.text(0));
    i64 n = TRY(in.integer(1));
    if (n <= 0 || text.empty()) return TRY(string_value(st, ""));
    auto count = static_cast<u64>(n);
    if (count > kMaxStringLength / text.size()) return st.raise_text("resulting string too large");
    char* out;
    String* result = TRY(make_string_uninitialized(st, count * text.size(), &out));
    fill_repeating(out, count * text.size(), text);
    return Value::string(result);
}

Ret bytes_concat(State& st, Args args) {
    ArgReader in(st, args);
    for (u32 i = 0; i < in.count(); ++i) {
        if (in[i].is_table()) return in.type_error(i, "string or buffer");
    }
    TextBuilder out(st);
    for (u32 i = 0; i < in.count() && !out.failed(); ++i) {
        if (auto* buffer = payload_of<ByteBuffer>(in[i], kBufferType)) {
            out.append(buffer->view());
        } else {
            Value text = TRY(tostring(st, in[i]));
            out.append(view(text));
        }
    }
    return TRY(out.finish_value());
}

constexpr FnRow kFunctions[] = {
    {"bytes.new", bytes_new},          {"bytes.fromString", bytes_from_string},
    {"bytes.fromHex", bytes_from_hex}, {"bytes.toHex", bytes_to_hex},
    {"bytes.xor", bytes_xor},          {"bytes.compare", bytes_compare},
    {"bytes.repeat", bytes_repeat},    {"bytes.concat", bytes_concat},
};

}  // namespace

void open_bytes(State& st) {
    register_buffer_class(st);
    register_library(st, "bytes", kFunctions);
}

}  // namespace gs::stdlib
