#include "stdlib/directory.h"

#include <algorithm>
#include <fcntl.h>
#include <unistd.h>

namespace gs::stdlib {

Directory::Directory(rt::State& st, const SystemPath& path) {
    int descriptor = -1;
    error_ = path.attempt([&](const char* text) {
        descriptor = open_descriptor(st, text, O_RDONLY | O_NONBLOCK);
        return descriptor;
    });
    if (error_ != 0) {
        step_ = Step::Open;
        return;
    }
    stream_ = ::fdopendir(descriptor);
    if (stream_ != nullptr) return;
    error_ = errno;
    step_ = Step::Read;
    ::close(descriptor);
}

Directory::~Directory() {
    if (stream_ != nullptr) ::closedir(stream_);
}

int Directory::read_names(std::vector<std::string>* names) {
    for (;;) {
        errno = 0;
        const dirent* entry = ::readdir(stream_);
        if (entry == nullptr) break;
        std::string_view name = entry->d_name;
        if (name != "." && name != "..") names->emplace_back(name);
    }
    int error = errno;
    std::sort(names->begin(), names->end());
    return error;
}

}  // namespace gs::stdlib
