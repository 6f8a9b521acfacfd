// Environment variables. They belong to the process, which may have several States on several threads, and the C library
// leaves the locking to us.
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace gs::stdlib {

/// To be held by whoever hands the whole environment on (starting a process).
std::mutex& environment_lock();

/// The value, if the variable is set.
std::optional<std::string> environment_variable(std::string_view name);
/// 0, or the error number: EINVAL for a name that no variable can have.
int set_environment_variable(std::string_view name, std::string_view value);
int unset_environment_variable(std::string_view name);

/// $TMPDIR, or /tmp when that is not set or empty.
std::string temporary_directory();

}  // namespace gs::stdlib
