#include "stdlib/text_codec.h"

#include <cstdio>

#include "stdlib/text_builder.h"
#include "support/hex.h"

namespace gs::stdlib {

using namespace rt;

Result<Value> hex_value(State& st, std::string_view bytes) {
    char* out;
    String* digits = TRY(make_string_uninitialized(st, u64{2} * bytes.size(), &out));
    write_hex(bytes, out);
    return Value::string(digits);
}

Ret encode_argument(State& st, Args args, const BaseAlphabet& alphabet) {
    ArgReader in(st, args);
    std::string_view bytes = TRY(in.text(0));
    char* out;
    String* text = TRY(make_string_uninitialized(st, encoded_size(alphabet, bytes.size()), &out));
    encode_base(alphabet, bytes, out);
    return Value::string(text);
}

Ret decode_argument(State& st, Args args, const BaseAlphabet& alphabet, const char* name) {
    ArgReader in(st, args);
    std::string_view text = TRY(in.text(0));
    TextBuilder bytes(st);
    size_t most = most_decoded_size(alphabet, text.size());
    char* out = bytes.room(most);
    if (out == nullptr) return TRY(bytes.finish_value());
    DecodedBase decoded = decode_base(alphabet, text, out);
    if (!decoded.ok) {
        char message[80];
        int length = std::snprintf(message, sizeof message, "illegal %s data at input byte %zu", name, decoded.size);
        return fail_with(st, {message, static_cast<size_t>(length)});
    }
    bytes.take_back(most - decoded.size);
    return TRY(bytes.finish_value());
}

}  // namespace gs::stdlib
