// The library `hash`.
#include <zlib.h>

#include <openssl/evp.h>

#include "runtime/native_args.h"
#include "stdlib/modules.h"
#include "stdlib/openssl.h"
#include "stdlib/text_codec.h"

namespace gs::stdlib {

using namespace rt;

namespace {

EVP_MD* fetch(const char* name) {
    OSSL_LIB_CTX* context = openssl_context();
    return context == nullptr ? nullptr : EVP_MD_fetch(context, name, nullptr);
}

/// A whole native: the digest of argument 1.
Ret digest(State& st, Args args, EVP_MD* method) {
    ArgReader in(st, args);
    std::string_view bytes = TRY(in.text(0));
    unsigned char result[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    if (method == nullptr || EVP_Digest(bytes.data(), bytes.size(), result, &size, method, nullptr) != 1) {
        return openssl_failure(st);
    }
    return TRY(hex_value(st, {reinterpret_cast<char*>(result), size}));
}

// A method is looked up once in the process; looking it up takes longer than a short text.

Ret hash_md5(State& st, Args args) {
    static EVP_MD* const method = fetch("MD5");
    return digest(st, args, method);
}

Ret hash_sha1(State& st, Args args) {
    static EVP_MD* const method = fetch("SHA1");
    return digest(st, args, method);
}

Ret hash_sha256(State& st, Args args) {
    static EVP_MD* const method = fetch("SHA256");
    return digest(st, args, method);
}

Ret hash_sha512(State& st, Args args) {
    static EVP_MD* const method = fetch("SHA512");
    return digest(st, args, method);
}

Ret hash_crc32(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view bytes = TRY(in.text(0));
    return Value::integer(static_cast<i64>(crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size())));
}

Ret hash_hmac_sha256(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view key = TRY(in.text(0)), message = TRY(in.text(1));
    unsigned char result[EVP_MAX_MD_SIZE];
    size_t size = 0;
    OSSL_LIB_CTX* context = openssl_context();
    if (context == nullptr || EVP_Q_mac(context, "HMAC", nullptr, "SHA256", nullptr, key.data(), key.size(),
                                        reinterpret_cast<const unsigned char*>(message.data()), message.size(), result,
                                        sizeof result, &size) == nullptr) {
        return openssl_failure(st);
    }
    return TRY(hex_value(st, {reinterpret_cast<char*>(result), size}));
}

constexpr FnRow kFunctions[] = {
    {"hash.md5", hash_md5},       {"hash.sha1", hash_sha1},   {"hash.sha256", hash_sha256},
    {"hash.sha512", hash_sha512}, {"hash.crc32", hash_crc32}, {"hash.hmacSHA256", hash_hmac_sha256},
};

}  // namespace

void open_hash(State& st) { register_library(st, "hash", kFunctions); }

}  // namespace gs::stdlib
