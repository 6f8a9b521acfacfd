#include <unistd.h>

#include <cerrno>

#include "cli/line_input.h"
#include "runtime/call.h"
#include "runtime/scheduler.h"
#include "stdlib/output.h"

namespace gs::cli {
namespace {

class PlainInput final : public LineInput {
public:
    explicit PlainInput(rt::State& st) : st_(st) {}

    /// Byte by byte: what follows the line may be meant for the program that the line starts.
    LineStatus read(bool, std::string* line) override {
        line->clear();
        for (;;) {
            if (!wait_for_input(st_)) return LineStatus::Interrupted;
            char byte = 0;
            ssize_t count = ::read(0, &byte, 1);
            if (count < 0 && (errno == EINTR || errno == EAGAIN)) continue;
            if (count <= 0) return line->empty() ? LineStatus::End : LineStatus::Line;
            if (byte == '\n') break;
            *line += byte;
        }
        if (line->ends_with('\r')) line->pop_back();
        return LineStatus::Line;
    }

private:
    rt::State& st_;
};

}  // namespace

std::unique_ptr<LineInput> make_plain_input(rt::State& st) { return std::make_unique<PlainInput>(st); }

bool wait_for_input(rt::State& st) {
    stdlib::Output::standard().flush();
    rt::CatchScope scope(st);
    if (rt::wait_descriptor(st, 0, false).ok()) return true;
    // The error is `interrupted`; here it means nothing but the end of the wait.
    st.pending = {};
    st.hot.error = rt::Value::nil();
    return false;
}

}  // namespace gs::cli
