// Standard output. `print` and the output functions of `io` write through one buffer per process, so that their output
// comes in the order in which it was produced. Whoever writes to standard error or waits for input flushes it first.
#pragma once

#include <string_view>

#include "runtime/state.h"

namespace gs::stdlib {

/// Buffer setting of io.stdout: everything at once, line by line, or only when the buffer is full.
enum class OutputMode : u8 { Unbuffered, Lines, Full };

class Output {
public:
    /// The buffer in front of file descriptor 1. The first use decides the mode: by lines on a terminal, else full.
    static Output& standard();

    void write(std::string_view bytes);
    /// Writes out what is buffered. False with errno set if that fails (a closed pipe, a full disk); what could not be
    /// written is dropped, so that a later flush does not fail for the same bytes again.
    bool flush();
    void set_mode(OutputMode mode);
    /// An error that a write in the middle of a buffer met, reported and forgotten once: an errno, or 0.
    int take_error();
    /// The first error of all, an errno: output is lost, whoever may have been told. 0 if all has gone well.
    int first_error() const { return first_error_; }
    /// For a signal handler that is about to end the process: writes out what is buffered.
    void flush_at_signal() const;
    /// Bytes written out so far: whoever has waited can tell whether others have printed meanwhile.
    u64 total() const { return total_; }
    /// Called when a write finds that nobody reads the pipe any more; null: that is an error like any other.
    void (*on_broken_pipe)() = nullptr;

private:
    Output();
    bool write_out(const char* bytes, std::size_t count);

    static constexpr std::size_t kCapacity = 64 * 1024;
    char buffer_[kCapacity];
    std::size_t used_ = 0;
    OutputMode mode_;
    int error_ = 0, first_error_ = 0;
    u64 total_ = 0;
};

/// One finished line of print, log and the like, without its newline: goes to the host's replacement for print if there
/// is one, else to standard output.
void print_line(rt::State& st, std::string_view line);

/// For the end of the program: writes out what is buffered and reports on standard error if any output was lost. False
/// if it was.
bool finish_output();

/// Text for standard error, behind everything printed so far.
void write_error(std::string_view text);

}  // namespace gs::stdlib
