#include "stdlib/system.h"

#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fcntl.h>
#include <poll.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/native_args.h"
#include "stdlib/text_builder.h"

namespace gs::stdlib {

using namespace rt;

namespace {

constexpr int kTemporaryAttempts = 10'000;
constexpr std::size_t kChunk = 16 * 1024;

std::string system_message(std::string_view operation, std::string_view path, int error) {
    std::string message(operation);
    message += ' ';
    message += path;
    message += ": ";
    message += system_reason(error);
    return message;
}

u64 random_number() {
    u64 number = 0;
    if (::getrandom(&number, sizeof number, 0) == static_cast<ssize_t>(sizeof number)) return number;
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<u64>(time.tv_nsec) * 0x9E3779B97F4A7C15 + static_cast<u64>(::getpid());
}

bool is_out_of_descriptors(int error) { return error == EMFILE || error == ENFILE; }

/// Reads until `count` bytes are there or the end has come: how many, or -1.
ssize_t read_fully(int descriptor, char* bytes, std::size_t count) {
    std::size_t have = 0;
    while (have < count) {
        ssize_t got = read_some(descriptor, bytes + have, count - have);
        if (got < 0) return -1;
        if (got == 0) break;
        have += static_cast<std::size_t>(got);
    }
    return static_cast<ssize_t>(have);
}

}  // namespace

// ---- messages -----------------------------------------------------------------------------------------------------

std::string system_reason(int error) {
    // The text of the "C" locale, whatever the host has chosen, and safe with threads.
    const char* text = ::strerrordesc_np(error);
    std::string reason = text != nullptr ? text : "Unknown error " + std::to_string(error);
    reason[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(reason[0])));
    return reason;
}

Ret system_failure(State& st, std::string_view operation, std::string_view path, int error) {
    return fail_with(st, system_message(operation, path, error));
}

Failure raise_system(State& st, std::string_view operation, std::string_view path, int error) {
    auto build = [&] { return make_string(st, system_message(operation, path, error)); };
    String* message = TRY(build());
    return st.raise(Value::string(message));
}

Ret done_or_failure(State& st, std::string_view operation, std::string_view path, int error) {
    if (error == 0) return Value::boolean(true);
    return system_failure(st, operation, path, error);
}

Status ask_permission(State& st, std::string_view what, std::string_view detail) {
    const auto& permit = st.options.hooks.permit;
    if (!permit || permit(what, detail)) return {};
    auto build = [&] {
        std::string message = "permission denied: ";
        message += what;
        message += ' ';
        message += detail;
        return make_string(st, message);
    };
    String* message = TRY(build());
    return st.raise(Value::string(message));
}

// ---- paths and descriptors ----------------------------------------------------------------------------------------

SystemPath::SystemPath(std::string_view path) {
    std::size_t size = path.size();
    if (path.find('\0') != path.npos) {
        error_ = EINVAL;
    } else if (size >= kSize) {
        error_ = ENAMETOOLONG;
    }
    if (error_ != 0) size = 0;
    path.copy(text_, size);
    text_[size] = '\0';
}

int Descriptor::close() {
    if (number_ < 0) return 0;
    return ::close(give_up()) < 0 && errno != EINTR ? errno : 0;
}

std::string current_directory() {
    char* text = ::getcwd(nullptr, 0);
    std::string out = text != nullptr ? text : "";
    std::free(text);
    return out;
}

int open_descriptor(State& st, const char* path, int flags, unsigned mode) {
    bool collected = false;
    for (;;) {
        int descriptor = ::open(path, flags | O_CLOEXEC, mode);
        if (descriptor >= 0) return descriptor;
        if (errno == EINTR) continue;
        if (!is_out_of_descriptors(errno) || collected) return -1;
        st.heap->collect("descriptors");
        collected = true;
    }
}

int make_pipe(State& st, Descriptor* read_end, Descriptor* write_end) {
    int ends[2];
    int result = ::pipe2(ends, O_CLOEXEC);
    if (result < 0 && is_out_of_descriptors(errno)) {
        st.heap->collect("descriptors");
        result = ::pipe2(ends, O_CLOEXEC);
    }
    if (result < 0) return errno;
    *read_end = Descriptor(ends[0]);
    *write_end = Descriptor(ends[1]);
    return 0;
}

ssize_t read_some(int descriptor, char* bytes, std::size_t count) {
    for (;;) {
        ssize_t got = ::read(descriptor, bytes, count);
        if (got >= 0 || errno != EINTR) return got;
    }
}

int write_fully(int descriptor, const char* bytes, std::size_t count) {
    while (count > 0) {
        ssize_t written = ::write(descriptor, bytes, count);
        if (written < 0) {
            if (errno == EINTR) continue;
            if (errno != EAGAIN) return errno;
            // Whoever started the program has left a descriptor that does not wait.
            pollfd polled{descriptor, POLLOUT, 0};
            (void)::poll(&polled, 1, -1);
            continue;
        }
        bytes += written;
        count -= static_cast<std::size_t>(written);
    }
    return 0;
}

Result<String*> read_whole(State& st, int descriptor, int* error) {
    struct stat status;
    u64 expected = ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) ? static_cast<u64>(status.st_size) : 0;
    *error = 0;
    TextBuilder text(st);
    // A file of known size goes straight to where it stays. It may still turn out shorter or longer.
    if (expected > 0) {
        char* bytes = nullptr;
        String* all = TRY(make_string_uninitialized(st, expected, &bytes));
        ssize_t got = read_fully(descriptor, bytes, expected);
        if (got < 0) {
            *error = errno;
            return nullptr;
        }
        char more[64];
        ssize_t rest = static_cast<u64>(got) == expected ? read_some(descriptor, more, sizeof more) : 0;
        if (rest <= 0) return static_cast<u64>(got) == expected ? all : make_string(st, {bytes, static_cast<u64>(got)});
        text.append(view(all));
        text.append(more, static_cast<std::size_t>(rest));
    }
    char chunk[kChunk];
    while (!text.failed()) {
        ssize_t got = read_some(descriptor, chunk, sizeof chunk);
        if (got == 0) break;
        if (got < 0) {
            *error = errno;
            return nullptr;
        }
        text.append(chunk, static_cast<std::size_t>(got));
    }
    return text.finish();
}

Ret rename_file(State& st, std::string_view from, std::string_view to) {
    TRY(ask_permission(st, "fs.write", from));
    TRY(ask_permission(st, "fs.write", to));
    SystemPath old_path(from), new_path(to);
    int error = new_path.error();
    if (error == 0) error = old_path.attempt([&](const char* text) { return std::rename(text, new_path.c_str()); });
    if (error == 0) return Value::boolean(true);
    std::string both(from);
    both += ' ';
    both += to;
    return system_failure(st, "rename", both, error);
}

std::string create_temporary(State& st, std::string_view directory, std::string_view prefix, int* error) {
    std::string_view before = prefix, after;
    if (std::size_t star = prefix.rfind('*'); star != prefix.npos) {
        before = prefix.substr(0, star);
        after = prefix.substr(star + 1);
    }
    std::string path;
    for (int attempt = 0; attempt < kTemporaryAttempts; ++attempt) {
        path = directory;
        if (!path.ends_with('/')) path += '/';
        path += before;
        path += std::to_string(random_number() % 10'000'000'000);
        path += after;
        SystemPath name(path);
        *error = name.attempt([&](const char* text) {
            Descriptor created(open_descriptor(st, text, O_RDWR | O_CREAT | O_EXCL, 0600));
            return created.get();
        });
        if (*error != EEXIST) break;
    }
    return path;
}

}  // namespace gs::stdlib
