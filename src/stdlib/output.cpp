#include "stdlib/output.h"

#include <atomic>
#include <cerrno>
#include <cstring>
#include <string>
#include <unistd.h>

#include "stdlib/system.h"

namespace gs::stdlib {

Output& Output::standard() {
    static Output output;
    return output;
}

Output::Output() : mode_(::isatty(1) ? OutputMode::Lines : OutputMode::Full) {}

bool Output::write_out(const char* bytes, std::size_t count) {
    total_ += count;
    int error = write_fully(1, bytes, count);
    if (error == 0) return true;
    error_ = error;
    if (first_error_ == 0) first_error_ = error;
    if (error_ == EPIPE && on_broken_pipe != nullptr) on_broken_pipe();
    return false;
}

void Output::write(std::string_view bytes) {
    if (bytes.size() > kCapacity - used_) {
        flush();
        if (bytes.size() >= kCapacity) {
            write_out(bytes.data(), bytes.size());
            return;
        }
    }
    std::memcpy(buffer_ + used_, bytes.data(), bytes.size());
    std::atomic_signal_fence(std::memory_order_release);  // flush_at_signal finds whole bytes only
    used_ += bytes.size();
    bool now = mode_ == OutputMode::Unbuffered || (mode_ == OutputMode::Lines && bytes.find('\n') != bytes.npos);
    if (now) flush();
}

bool Output::flush() {
    std::size_t count = used_;
    used_ = 0;
    return write_out(buffer_, count);
}

void Output::flush_at_signal() const { (void)write_fully(1, buffer_, used_); }

void Output::set_mode(OutputMode mode) {
    flush();
    mode_ = mode;
}

int Output::take_error() {
    int error = error_;
    error_ = 0;
    return error;
}

void print_line(rt::State& st, std::string_view line) {
    if (st.options.hooks.print) {
        st.options.hooks.print(line);
        return;
    }
    Output& out = Output::standard();
    out.write(line);
    out.write("\n");
}

bool finish_output() {
    Output& out = Output::standard();
    (void)out.flush();
    if (out.first_error() == 0) return true;
    write_error("gscript: cannot write standard output: " + system_reason(out.first_error()) + "\n");
    return false;
}

void write_error(std::string_view text) {
    Output::standard().flush();
    (void)write_fully(2, text.data(), text.size());
}

}  // namespace gs::stdlib
