#include "stdlib/openssl.h"

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/provider.h>
#include <openssl/rand.h>

#include "runtime/native_args.h"

namespace gs::stdlib {

using namespace rt;

namespace {

OSSL_LIB_CTX* make_context() {
    // Nothing of it needs an end: the memory goes with the process.
    OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_ATEXIT, nullptr);
    OSSL_LIB_CTX* context = OSSL_LIB_CTX_new();
    if (context != nullptr && OSSL_PROVIDER_load(context, "default") == nullptr) {
        OSSL_LIB_CTX_free(context);
        return nullptr;
    }
    return context;
}

}  // namespace

OSSL_LIB_CTX* openssl_context() {
    static OSSL_LIB_CTX* const context = make_context();
    return context;
}

Status fill_random(State& st, char* out, size_t count) {
    OSSL_LIB_CTX* context = openssl_context();
    if (context == nullptr) return openssl_failure(st);
    if (RAND_bytes_ex(context, reinterpret_cast<unsigned char*>(out), count, 0) != 1) return openssl_failure(st);
    return {};
}

Failure openssl_failure(State& st) {
    unsigned long code = ERR_get_error();
    ERR_clear_error();
    const char* reason = code == 0 ? nullptr : ERR_reason_error_string(code);
    return st.raise_format("%s: %s", running_name(st), reason == nullptr ? "OpenSSL failed" : reason);
}

}  // namespace gs::stdlib
