// The library `base64`. The codec stands in support/base_text.h.
#include "stdlib/modules.h"
#include "stdlib/text_codec.h"

namespace gs::stdlib {

using namespace rt;

namespace {

Ret base64_encode(State& st, Args args) { return encode_argument(st, args, kBase64); }
Ret base64_decode(State& st, Args args) { return decode_argument(st, args, kBase64, "base64"); }
Ret base64_url_encode(State& st, Args args) { return encode_argument(st, args, kBase64Url); }
Ret base64_url_decode(State& st, Args args) { return decode_argument(st, args, kBase64Url, "base64"); }

constexpr FnRow kFunctions[] = {
    {"base64.encode", base64_encode},
    {"base64.decode", base64_decode},
    {"base64.urlEncode", base64_url_encode},
    {"base64.urlDecode", base64_url_decode},
};

}  // namespace

void open_base64(State& st) { register_library(st, "base64", kFunctions); }

}  // namespace gs::stdlib
