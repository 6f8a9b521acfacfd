#include "cli/line_input.h"
#include "runtime/call.h"
#include "runtime/scheduler.h"
#include "stdlib/file.h"
#include "stdlib/output.h"

namespace gs::cli {
namespace {

class PlainInput final : public LineInput {
public:
    explicit PlainInput(rt::State& st) : st_(st), input_(st, stdlib::FileKind::Input) {}

    /// What follows the line stays in the buffer that all readers of standard input share: it may be meant for the program
    /// that the line starts.
    LineStatus read(bool, std::string* line) override {
        stdlib::Output::standard().flush();
        stdlib::ReadAhead& ahead = input_.ahead();
        for (;;) {
            std::size_t end = ahead.bytes().find('\n');
            if (end != std::string_view::npos) return take(end, end + 1, line);
            switch (more()) {
                case More::Some: break;
                case More::Interrupted: return LineStatus::Interrupted;
                case More::End: return ahead.empty() ? LineStatus::End : take(ahead.size(), ahead.size(), line);
            }
        }
    }

private:
    enum class More : u8 { Some, End, Interrupted };

    More more() {
        rt::CatchScope scope(st_);
        int error = 0;
        auto result = input_.read_more(st_, 1, &error);
        if (result.ok()) return *result == stdlib::File::More::Some ? More::Some : More::End;
        drop_error(st_);
        return More::Interrupted;
    }

    LineStatus take(std::size_t length, std::size_t used, std::string* line) {
        line->assign(input_.ahead().bytes().substr(0, length));
        if (line->ends_with('\r')) line->pop_back();
        input_.ahead().take(used);
        return LineStatus::Line;
    }

    rt::State& st_;
    stdlib::File input_;
};

}  // namespace

std::unique_ptr<LineInput> make_plain_input(rt::State& st) { return std::make_unique<PlainInput>(st); }

bool wait_for_input(rt::State& st) {
    stdlib::Output::standard().flush();
    rt::CatchScope scope(st);
    if (rt::wait_descriptor(st, 0, false).ok()) return true;
    drop_error(st);
    return false;
}

// The error is `interrupted`; here it means nothing but the end of the wait.
void drop_error(rt::State& st) {
    st.pending = {};
    st.hot.error = rt::Value::nil();
}

}  // namespace gs::cli
