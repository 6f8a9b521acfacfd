#include "stdlib/environment.h"

#include <cerrno>
#include <cstdlib>
#include <ctime>

namespace gs::stdlib {
namespace {

bool is_name(std::string_view name) {
    return !name.empty() && name.find('=') == name.npos && name.find('\0') == name.npos;
}

/// The C library looks at the time zone only once unless it is told.
void changed(std::string_view name) {
    if (name == "TZ") ::tzset();
}

}  // namespace

std::mutex& environment_lock() {
    static std::mutex mutex;
    return mutex;
}

std::optional<std::string> environment_variable(std::string_view name) {
    if (!is_name(name)) return std::nullopt;
    std::string key(name);
    std::lock_guard lock(environment_lock());
    const char* value = std::getenv(key.c_str());
    if (value == nullptr) return std::nullopt;
    return value;
}

int set_environment_variable(std::string_view name, std::string_view value) {
    if (!is_name(name) || value.find('\0') != value.npos) return EINVAL;
    std::string key(name), text(value);
    std::lock_guard lock(environment_lock());
    if (::setenv(key.c_str(), text.c_str(), 1) < 0) return errno;
    changed(name);
    return 0;
}

int unset_environment_variable(std::string_view name) {
    if (!is_name(name)) return EINVAL;
    std::string key(name);
    std::lock_guard lock(environment_lock());
    if (::unsetenv(key.c_str()) < 0) return errno;
    changed(name);
    return 0;
}

std::string temporary_directory() {
    std::string directory = environment_variable("TMPDIR").value_or("");
    return directory.empty() ? "/tmp" : directory;
}

}  // namespace gs::stdlib
