// OpenSSL, as the libraries hash, crypto and uuid use it: in a context of our own, which is made by the first use. So the
// program starts no later because of it, and neither a configuration file of the machine nor a host program that uses
// OpenSSL itself changes what scripts get.
#pragma once

#include <string_view>

#include <openssl/types.h>

#include "runtime/state.h"

namespace gs::stdlib {

/// The context; null if OpenSSL can not be set up.
OSSL_LIB_CTX* openssl_context();

/// Fills the bytes from the secure source of the system.
rt::Status fill_random(rt::State& st, char* out, size_t count);

/// Raises `NAME: REASON`, NAME being the running function and REASON the latest complaint of OpenSSL.
rt::Failure openssl_failure(rt::State& st);

}  // namespace gs::stdlib
