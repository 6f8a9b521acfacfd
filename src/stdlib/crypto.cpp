// The library `crypto`.
#include <cstdio>
#include <memory>

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>

#include "runtime/native_args.h"
#include "stdlib/modules.h"
#include "stdlib/openssl.h"
#include "stdlib/text_codec.h"
#include "support/hex.h"

namespace gs::stdlib {

using namespace rt;

namespace {

// ---- random bytes ---------------------------------------------------------------------------------------------------

/// The parameter n of randomBytes and randomHex: a count of bytes, each of which becomes `width` bytes of the result.
Result<u64> read_count(const ArgReader& in, u64 width) {
    i64 n = TRY(in.integer(0));
    if (n < 0) return in.error(0, "must not be negative");
    if (static_cast<u64>(n) > kMaxStringLength / width) return in.state().raise_text("resulting string too large");
    return static_cast<u64>(n);
}

Result<Value> random_string(State& st, u64 count) {
    char* out;
    String* bytes = TRY(make_string_uninitialized(st, count, &out));
    TRY(fill_random(st, out, count));
    return Value::string(bytes);
}

Ret crypto_random_bytes(State& st, Args args) { return TRY(random_string(st, TRY(read_count({st, args}, 1)))); }

Ret crypto_random_hex(State& st, Args args) {
    Value bytes = TRY(random_string(st, TRY(read_count({st, args}, 2))));
    return TRY(hex_value(st, view(bytes)));
}

Ret crypto_generate_key(State& st, Args args) {
    ArgReader in(st, args);
    i64 size = TRY(in.integer_or(0, 32));
    if (size != 16 && size != 24 && size != 32) {
        return st.raise_format("crypto.generateKey: size must be 16, 24, or 32 (got %lld)",
                               static_cast<long long>(size));
    }
    return TRY(random_string(st, static_cast<u64>(size)));
}

// ---- AES-GCM --------------------------------------------------------------------------------------------------------

// A message is the nonce, the encrypted text and the tag, which proves that nothing was changed.
constexpr u64 kNonceSize = 12, kTagSize = 16;

struct FreeContext {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

unsigned char* octets(char* bytes) { return reinterpret_cast<unsigned char*>(bytes); }
const unsigned char* octets(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }

EVP_CIPHER* fetch(const char* name) {
    OSSL_LIB_CTX* context = openssl_context();
    return context == nullptr ? nullptr : EVP_CIPHER_fetch(context, name, nullptr);
}

bool is_key_size(size_t size) { return size == 16 || size == 24 || size == 32; }

/// The cipher for a key; null if OpenSSL fails.
EVP_CIPHER* cipher_for(std::string_view key) {
    static EVP_CIPHER* const aes_128 = fetch("AES-128-GCM");
    static EVP_CIPHER* const aes_192 = fetch("AES-192-GCM");
    static EVP_CIPHER* const aes_256 = fetch("AES-256-GCM");
    return key.size() == 16 ? aes_128 : key.size() == 24 ? aes_192 : aes_256;
}

/// `out`: kNonceSize + text.size() + kTagSize bytes, the nonce filled in.
bool encrypt(std::string_view key, std::string_view text, char* out) {
    CipherContext context(EVP_CIPHER_CTX_new());
    EVP_CIPHER* cipher = cipher_for(key);
    int size = 0;
    char* encrypted = out + kNonceSize;
    return context != nullptr && cipher != nullptr &&
           EVP_EncryptInit_ex2(context.get(), cipher, octets(key), octets(out), nullptr) == 1 &&
           (text.empty() || EVP_EncryptUpdate(context.get(), octets(encrypted), &size, octets(text),
                                              static_cast<int>(text.size())) == 1) &&
           EVP_EncryptFinal_ex(context.get(), octets(encrypted + text.size()), &size) == 1 &&
           EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, kTagSize, encrypted + text.size()) == 1;
}

Ret crypto_aes_gcm_encrypt(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view key = TRY(in.text(0)), text = TRY(in.text(1));
    if (!is_key_size(key.size())) {
        return st.raise_format("crypto.aesGcmEncrypt: invalid key size %zu", key.size());
    }
    u64 size = kNonceSize + text.size() + kTagSize;
    if (size > kMaxStringLength / 2) return st.raise_text("resulting string too large");
    char* message;
    String* bytes = TRY(make_string_uninitialized(st, size, &message));
    TRY(fill_random(st, message, kNonceSize));
    if (!encrypt(key, text, message)) return openssl_failure(st);
    return TRY(hex_value(st, view(bytes)));
}

enum class Decrypted : u8 { Good, Changed, Failed };

/// `out` has room for the text, which is shorter than the message by nonce and tag. Good: the text is genuine.
Decrypted decrypt(std::string_view key, std::string_view message, char* out) {
    CipherContext context(EVP_CIPHER_CTX_new());
    EVP_CIPHER* cipher = cipher_for(key);
    if (context == nullptr || cipher == nullptr) return Decrypted::Failed;
    std::string_view text = message.substr(kNonceSize, message.size() - kNonceSize - kTagSize);
    char tag[kTagSize];
    message.copy(tag, kTagSize, message.size() - kTagSize);
    int size = 0;
    bool ready = EVP_DecryptInit_ex2(context.get(), cipher, octets(key), octets(message), nullptr) == 1 &&
                 (text.empty() || EVP_DecryptUpdate(context.get(), octets(out), &size, octets(text),
                                                    static_cast<int>(text.size())) == 1) &&
                 EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, kTagSize, tag) == 1;
    if (!ready) return Decrypted::Failed;
    if (EVP_DecryptFinal_ex(context.get(), octets(out + text.size()), &size) == 1) return Decrypted::Good;
    OPENSSL_cleanse(out, text.size());  // nobody may see a text that proved to be wrong
    ERR_clear_error();
    return Decrypted::Changed;
}

Ret crypto_aes_gcm_decrypt(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view key = TRY(in.text(0)), digits = TRY(in.text(1));
    char* bytes;
    String* message = TRY(make_string_uninitialized(st, digits.size() / 2, &bytes));
    if (read_hex(digits, bytes) < digits.size() || digits.size() % 2 != 0) {
        return fail_with(st, "invalid hex ciphertext");
    }
    if (!is_key_size(key.size())) {
        char text[64];
        int length = std::snprintf(text, sizeof text, "invalid key size %zu", key.size());
        return fail_with(st, {text, static_cast<size_t>(length)});
    }
    constexpr const char* kChanged = "cipher: message authentication failed";
    if (message->len < kNonceSize) return fail_with(st, "ciphertext too short");
    if (message->len < kNonceSize + kTagSize) return fail_with(st, kChanged);
    char* out;
    String* text = TRY(make_string_uninitialized(st, message->len - kNonceSize - kTagSize, &out));
    switch (decrypt(key, view(message), out)) {
        case Decrypted::Good: return Value::string(text);
        case Decrypted::Changed: return fail_with(st, kChanged);
        case Decrypted::Failed: break;
    }
    return openssl_failure(st);
}

// ---- comparing ------------------------------------------------------------------------------------------------------

Ret crypto_equal(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view a = TRY(in.text(0)), b = TRY(in.text(1));
    return Value::boolean(a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0);
}

constexpr FnRow kFunctions[] = {
    {"crypto.randomBytes", crypto_random_bytes},      {"crypto.randomHex", crypto_random_hex},
    {"crypto.generateKey", crypto_generate_key},      {"crypto.aesGcmEncrypt", crypto_aes_gcm_encrypt},
    {"crypto.aesGcmDecrypt", crypto_aes_gcm_decrypt}, {"crypto.equal", crypto_equal},
};

}  // namespace

void open_crypto(State& st) { register_library(st, "crypto", kFunctions); }

}  // namespace gs::stdlib
