// URLs, for libraries other than `url`.
#pragma once

#include <string>
#include <string_view>

namespace gs::stdlib {

/// The URL that a reference means, seen from a base (RFC 3986). False if one of them is broken.
bool join_urls(std::string_view base, std::string_view reference, std::string* out);

}  // namespace gs::stdlib
