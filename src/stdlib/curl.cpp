#include "stdlib/curl.h"

#include <dlfcn.h>

namespace gs::stdlib {
namespace {

/// Null if one of the functions is missing.
const Curl* open_library() {
    static Curl curl;
    void* library = ::dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) return nullptr;
    bool complete = true;
#define GS_CURL_LOAD(name)                                                              \
    curl.name = reinterpret_cast<decltype(curl.name)>(::dlsym(library, "curl_" #name)); \
    complete &= curl.name != nullptr;
    GS_CURL_FUNCTIONS(GS_CURL_LOAD)
#undef GS_CURL_LOAD
    return complete && curl.global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK ? &curl : nullptr;
}

}  // namespace

const Curl* Curl::load() {
    static const Curl* curl = open_library();
    return curl;
}

}  // namespace gs::stdlib
