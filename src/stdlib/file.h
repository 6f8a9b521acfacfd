// Files as scripts have them, without the functions that scripts call (io*.cpp).
//
// Reading. What is read ahead stays in a buffer until somebody has use for all of it: a reader that must wait for the rest of
// a line has taken nothing yet. So it does no harm if other goroutines read the same file meanwhile, or close it; whoever
// has waited looks anew at what is there. All files on descriptor 0 of one State share one such buffer.
//
// Writing. Data collects in a second buffer. Where writing may have to wait (commands), the data is complete there before
// the first wait, so that the texts of two goroutines do not mix.
//
// At any time at most one of the two buffers has something in it, because both belong to one position: reading first
// writes out what is written, writing first goes back over what was read ahead.
//
// Functions that meet an error of the system give its number, 0 meaning success; their Result fails only if the script has
// an error: the wait was cut off, or the file was closed by somebody else meanwhile.
#pragma once

#include <string>
#include <string_view>

#include "runtime/library.h"
#include "runtime/state.h"
#include "stdlib/child_process.h"
#include "stdlib/output.h"
#include "stdlib/read_ahead.h"
#include "stdlib/system.h"

namespace gs::stdlib {

/// What a file is connected with.
enum class FileKind : u8 { Input, Output, Error, Named, Temporary, Command };

class File {
public:
    /// One of the three standard files.
    File(rt::State& st, FileKind kind);
    /// A file of its own. `name`: for messages.
    File(rt::State& st, FileKind kind, Descriptor descriptor, bool readable, bool writable, std::string_view name);
    ~File();
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    bool is_open() const { return open_; }
    bool is_standard() const { return kind_ <= FileKind::Error; }
    std::string_view name() const { return name_; }
    /// The process at the other end, for commands.
    ChildProcess& child() { return child_; }

    /// What was read ahead. The bytes are valid until the next call of anything.
    ReadAhead& ahead() { return *ahead_; }
    enum class More : u8 { Some, End, Failed };  // Failed: the number is in `*error`
    /// Reads on, or waits. After Some the buffer may have changed in any way.
    rt::Result<More> read_more(rt::State& st, std::size_t wanted, int* error);

    /// `more_follows`: the call of the script has more to write. Where it matters what it writes goes out in one piece.
    rt::Result<int> write(rt::State& st, std::string_view bytes, bool more_follows);
    rt::Result<int> flush(rt::State& st);
    /// Moves the position (as lseek) and gives it.
    rt::Result<int> seek(rt::State& st, int whence, i64 offset, i64* position);
    /// `size` 0: the usual one.
    rt::Result<int> set_buffer(rt::State& st, OutputMode mode, std::size_t size);
    /// Not for standard files.
    rt::Result<int> close(rt::State& st);
    /// Writes out the buffer, and lets nobody else run if that takes time.
    int flush_now();

private:
    void link(rt::State& st);
    rt::Status check_open(rt::State& st) const;
    ssize_t write_some(const char* bytes, std::size_t count) const;
    /// Waits until reading (writing) is possible.
    rt::Status wait(rt::State& st, bool for_writing);
    bool append(std::string_view bytes);
    int go_back();
    void drop_written() { written_begin_ = written_end_ = 0; }
    std::size_t written() const { return written_end_ - written_begin_; }

    static constexpr std::size_t kUsualBuffer = 16 * 1024;

    const FileKind kind_;
    bool open_ = true;
    const bool readable_, writable_;
    bool waits_ = false;  // reading may have to wait
    bool flush_due_ = false;  // as soon as the call of the script has written all
    OutputMode mode_ = OutputMode::Full;
    Descriptor descriptor_;  // of files of their own
    const int number_;  // the same, or that of a standard file
    ReadAhead own_ahead_;
    ReadAhead* ahead_ = &own_ahead_;
    char* written_ = nullptr;
    std::size_t written_begin_ = 0, written_end_ = 0, written_capacity_ = 0;
    std::size_t buffer_size_ = kUsualBuffer;
    std::string name_;
    ChildProcess child_;
    // Where it stands among the files that can be written.
    friend class OpenFiles;
    File *previous_ = nullptr, *next_ = nullptr;
    class OpenFiles* list_ = nullptr;
};

/// All files of a State that can be written. (Others may stand on the stack of a goroutine that is dropped.)
class OpenFiles final : public rt::LibraryData {
public:
    explicit OpenFiles(rt::State&) {}
    /// Writes out what files have buffered. Before another process starts those that lead to commands are left alone, because
    /// they may have to wait.
    void flush(bool commands);

private:
    friend class File;
    File* first_ = nullptr;
};

/// What was read ahead from descriptor 0.
class StandardInput final : public rt::LibraryData {
public:
    explicit StandardInput(rt::State& st) : ahead(st) {}
    ReadAhead ahead;
};

/// Everything that is left on standard input. Errors of the system: null and the number in `*error`.
rt::Result<rt::String*> read_standard_input(rt::State& st, int* error);

/// To be called before a process is started: what was printed and written comes before its output.
void flush_before_process(rt::State& st);

// ---- reading by formats (io_read.cpp) -----------------------------------------------------------------------------

/// Everything up to the end, but at most `limit` bytes. Null: an error of the system, or (unless the limit is kNoLimit)
/// nothing is left.
inline constexpr u64 kNoLimit = UINT64_MAX;
rt::Result<rt::String*> read_bytes(rt::State& st, File& file, u64 limit, int* error);

}  // namespace gs::stdlib
