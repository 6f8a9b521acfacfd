// Functions that turn bytes into digits and back, shared by the libraries encoding, base64, bytes, hash, crypto and uuid.
#pragma once

#include <string_view>

#include "runtime/native_args.h"
#include "support/base_text.h"

namespace gs::stdlib {

/// The bytes as lower-case hexadecimal digits.
rt::Result<rt::Value> hex_value(rt::State& st, std::string_view bytes);

/// A whole native: argument 1 encoded.
rt::Ret encode_argument(rt::State& st, rt::Args args, const BaseAlphabet& alphabet);
/// A whole native: argument 1 decoded, or nil and `illegal NAME data at input byte N`.
rt::Ret decode_argument(rt::State& st, rt::Args args, const BaseAlphabet& alphabet, const char* name);

}  // namespace gs::stdlib
