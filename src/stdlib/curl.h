// libcurl, loaded when a script makes its first request: with the two dozen libraries that it needs itself it would add
// several times the start-up time of programs that never use it.
#pragma once

#include <curl/curl.h>

// The header's own checks do not work with pointers to functions.
#undef curl_easy_setopt
#undef curl_easy_getinfo
#undef curl_multi_setopt

namespace gs::stdlib {

/// The functions of libcurl that are used here.
struct Curl {
#define GS_CURL_FUNCTIONS(X) \
    X(global_init)           \
    X(slist_append)          \
    X(slist_free_all)        \
    X(easy_init)             \
    X(easy_setopt)           \
    X(easy_getinfo)          \
    X(easy_cleanup)          \
    X(easy_strerror)         \
    X(multi_init)            \
    X(multi_cleanup)         \
    X(multi_setopt)          \
    X(multi_add_handle)      \
    X(multi_remove_handle)   \
    X(multi_socket_action)   \
    X(multi_info_read)
#define GS_CURL_POINTER(name) decltype(&::curl_##name) name;
    GS_CURL_FUNCTIONS(GS_CURL_POINTER)
#undef GS_CURL_POINTER

    /// Null if the system has no libcurl.
    static const Curl* load();
};

}  // namespace gs::stdlib
