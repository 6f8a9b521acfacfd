// What the libraries that touch the system share: messages, the host's permission, paths, descriptors.
#pragma once

#include <cerrno>
#include <string>
#include <string_view>

#include "runtime/result.h"
#include "runtime/state.h"

namespace gs::stdlib {

/// The C library's text for an error number with its first letter in lower case, as messages end with it.
std::string system_reason(int error);
/// nil and `OPERATION PATH: REASON`.
rt::Ret system_failure(rt::State& st, std::string_view operation, std::string_view path, int error);
/// The same message as an error.
rt::Failure raise_system(rt::State& st, std::string_view operation, std::string_view path, int error);
/// True, or what system_failure gives; `error` 0 means success.
rt::Ret done_or_failure(rt::State& st, std::string_view operation, std::string_view path, int error);

/// Asks the host whether a script may do something outside the program (HostHooks::permit). If not, an error is raised:
/// `permission denied: WHAT DETAIL`.
rt::Status ask_permission(rt::State& st, std::string_view what, std::string_view detail);

/// A path as system calls take it, without memory of its own outside the stack. A path that no call could take has an
/// error number instead: with a NUL byte in it, or longer than the system's limit.
class SystemPath {
public:
    explicit SystemPath(std::string_view path);
    int error() const { return error_; }
    const char* c_str() const { return text_; }
    /// Runs a system call on the path: 0, or the error number.
    template <class Call>
    int attempt(Call call) const {
        if (error_ != 0) return error_;
        return call(text_) < 0 ? errno : 0;
    }

private:
    static constexpr std::size_t kSize = 4096;  // PATH_MAX, which counts the closing zero
    int error_ = 0;
    char text_[kSize];
};

/// A file descriptor that closes itself.
class Descriptor {
public:
    explicit Descriptor(int number = -1) : number_(number) {}
    ~Descriptor() { (void)close(); }
    Descriptor(Descriptor&& other) noexcept : number_(other.give_up()) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        (void)close();
        number_ = other.give_up();
        return *this;
    }

    int get() const { return number_; }
    bool is_open() const { return number_ >= 0; }
    int give_up() {
        int number = number_;
        number_ = -1;
        return number;
    }
    /// 0, or the error number. (A close that fails has closed the descriptor nevertheless.)
    int close();

private:
    int number_;
};

/// The current directory as the system gives it; empty with errno set if it has been removed.
std::string current_directory();

/// open(2) with O_CLOEXEC, not interrupted by signals. If there are no descriptors left, those of files that nobody refers
/// to any more are collected first. -1 with errno set if it fails.
int open_descriptor(rt::State& st, const char* path, int flags, unsigned mode = 0);
/// A pipe, with O_CLOEXEC; descriptors are found in the same way. 0, or the error number.
int make_pipe(rt::State& st, Descriptor* read_end, Descriptor* write_end);
/// read(2), not interrupted by signals.
ssize_t read_some(int descriptor, char* bytes, std::size_t count);
/// Writes everything. 0, or the error number.
int write_fully(int descriptor, const char* bytes, std::size_t count);
/// All that can be read from a descriptor, as a string. If reading fails, `*error` is the error number and the result null.
rt::Result<rt::String*> read_whole(rt::State& st, int descriptor, int* error);

/// What os.rename and fs.rename do and give.
rt::Ret rename_file(rt::State& st, std::string_view from, std::string_view to);

/// Creates a new empty file with permissions 0600: the directory, a `/` unless it ends with one, and the prefix, whose
/// last `*` is replaced by random digits; without a `*` they stand at the end. Gives the path tried last; `*error` is 0 or
/// the error number.
std::string create_temporary(rt::State& st, std::string_view directory, std::string_view prefix, int* error);

}  // namespace gs::stdlib
