// Directories, entry by entry.
#pragma once

#include <dirent.h>
#include <string>
#include <vector>

#include "stdlib/system.h"

namespace gs::stdlib {

/// An open directory.
class Directory {
public:
    /// A pipe or device of that name is not waited for. What went wrong is told by `failed_at`.
    enum class Step : u8 { Done, Open, Read };
    Directory(rt::State& st, const SystemPath& path);
    ~Directory();
    Directory(const Directory&) = delete;
    Directory& operator=(const Directory&) = delete;

    /// Done if the directory is open.
    Step failed_at() const { return step_; }
    int error() const { return error_; }
    int descriptor() const { return ::dirfd(stream_); }

    /// All names but `.` and `..`, sorted by their bytes. 0, or the error number.
    int read_names(std::vector<std::string>* names);

private:
    DIR* stream_ = nullptr;
    Step step_ = Step::Done;
    int error_ = 0;
};

}  // namespace gs::stdlib
