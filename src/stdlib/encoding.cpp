// The library `encoding`: hexadecimal and base32 here, the rest in encoding_*.cpp.
#include <cstdio>

#include "stdlib/encoding_library.h"
#include "stdlib/modules.h"
#include "stdlib/text_builder.h"
#include "stdlib/text_codec.h"
#include "support/hex.h"

namespace gs::stdlib {

using namespace rt;

namespace {

Ret hex_encode(State& st, Args args) {
    ArgReader in(st, args);
    return TRY(hex_value(st, TRY(in.text(0))));
}

Ret hex_decode(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view digits = TRY(in.text(0));
    TextBuilder bytes(st);
    char* out = bytes.room(digits.size() / 2);
    if (out == nullptr) return TRY(bytes.finish_value());
    size_t at = read_hex(digits, out);
    if (at < digits.size()) {
        char message[64];
        int length = std::snprintf(message, sizeof message, "invalid byte 0x%02x at position %zu",
                                   static_cast<unsigned>(static_cast<u8>(digits[at])), at + 1);
        return fail_with(st, {message, static_cast<size_t>(length)});
    }
    if (digits.size() % 2 != 0) return fail_with(st, "odd length hex string");
    return TRY(bytes.finish_value());
}

Ret base32_encode(State& st, Args args) { return encode_argument(st, args, kBase32); }
Ret base32_decode(State& st, Args args) { return decode_argument(st, args, kBase32, "base32"); }
Ret base32_hex_encode(State& st, Args args) { return encode_argument(st, args, kBase32Hex); }
Ret base32_hex_decode(State& st, Args args) { return decode_argument(st, args, kBase32Hex, "base32"); }

constexpr FnRow kFunctions[] = {
    {"encoding.hexEncode", hex_encode},
    {"encoding.hexDecode", hex_decode},
    {"encoding.base32Encode", base32_encode},
    {"encoding.base32Decode", base32_decode},
    {"encoding.base32HexEncode", base32_hex_encode},
    {"encoding.base32HexDecode", base32_hex_decode},
};

}  // namespace

void open_encoding(State& st) {
    Table* library = register_library(st, "encoding", kFunctions);
    add_ini_functions(st, library);
    add_xml_functions(st, library);
}

}  // namespace gs::stdlib
