#include "cli/repl.h"

#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <unistd.h>

#include "cli/chunk.h"
#include "cli/interrupt.h"
#include "cli/line_input.h"
#include "embed/engines.h"
#include "runtime/call.h"
#include "runtime/coroutine.h"
#include "runtime/heap.h"
#include "runtime/ops.h"
#include "runtime/scheduler.h"
#include "runtime/strings.h"
#include "runtime/table.h"
#include "stdlib/output.h"
#include "syntax/diagnostics.h"

namespace gs::cli {
namespace {

constexpr std::string_view kName = "(repl)";
constexpr std::string_view kBanner = "GScript 1.0 (type 'exit' or press Ctrl-D to leave)\n";
constexpr std::string_view kValueColor = "\033[36m", kErrorColor = "\033[31m", kNoColor = "\033[0m";

class Repl {
public:
    explicit Repl(rt::State& st)
        : st_(st), interrupts_(st), terminal_(::isatty(0)), colors_(wants_colors(1)), error_colors_(wants_colors(2)) {}

    /// Inputs are run inside rt::run_main. A deadlock ends the whole of that with one input; then another one begins.
    void run() {
        if (terminal_) stdlib::Output::standard().write(kBanner);
        bool left = false;
        while (!left) {
            rt::run_main(st_, [&] {
                prepare();
                while (turn()) {}
                left = true;
                st_.heap->run_all_finalizers();
            });
        }
    }

private:
    static bool wants_colors(int descriptor) {
        const char *off = std::getenv("NO_COLOR"), *terminal = std::getenv("TERM");
        return ::isatty(descriptor) && (off == nullptr || *off == '\0') && terminal != nullptr &&
               std::string_view(terminal) != "dumb";
    }

    void prepare() {
        st_.main_chunk = rt::intern(st_, kName);
        if (lines_ == nullptr) lines_ = terminal_ ? make_terminal_input(st_, colors_) : make_plain_input(st_);
    }

    bool turn();
    LineStatus next_line(bool continued, std::string* line);
    void run_function(rt::Function* function, bool shows_values);
    void show_values(const rt::Ret& ret);
    void show_error(const std::string& text);

    rt::State& st_;
    InterruptHandler interrupts_;
    const bool terminal_, colors_, error_colors_;
    std::unique_ptr<LineInput> lines_;
};

/// What became of a text: something to run, an error, or the wish for more.
struct Compiled {
    rt::Function* function = nullptr;
    bool shows_values = false;
    bool incomplete = false;
    syntax::Diagnostic error;
};

Compiled compile(rt::State& st, std::string_view text) {
    Compiled out;
    syntax::Diagnostic error;
    if (auto function = embed::load_chunk(st, text, kName, embed::ChunkForm::Expressions, &error); function.ok()) {
        out.function = *function;
        out.shows_values = true;
        return out;
    }
    if (auto function = embed::load_chunk(st, text, kName, embed::ChunkForm::Statements, &out.error); function.ok()) {
        out.function = *function;
        return out;
    }
    // `{1,` may become a table, although no statement begins like that.
    if (error.at_end && !out.error.at_end) out.error = error;
    out.incomplete = out.error.at_end;
    return out;
}

/// The next line of an input. The goroutines get a turn even if it is there already.
LineStatus Repl::next_line(bool continued, std::string* line) {
    interrupts_.clear();
    if (!st_.scheduler->pump(0).ok()) drop_error(st_);
    return lines_->read(continued, line);
}

/// One input; false if the user wants to leave.
bool Repl::turn() {
    std::string text, line;
    for (;;) {
        bool continued = !text.empty();
        LineStatus status = next_line(continued, &line);
        if (status == LineStatus::Interrupted) return true;
        bool leaves = status == LineStatus::End || line == "exit" || line == "quit";
        if (leaves && !continued) return false;
        bool gives_up = leaves || line.empty();
        if (continued && !gives_up) text += "\n";
        if (!leaves) text += line;
        if (text.empty()) return true;

        Compiled compiled = compile(st_, text);
        if (compiled.incomplete && !gives_up) continue;
        if (compiled.function != nullptr) {
            run_function(compiled.function, compiled.shows_values);
        } else if (compiled.error.message.empty()) {
            show_error(rt::error_report(st_));
        } else {
            show_error(syntax::render(compiled.error, kName, text));
        }
        return !leaves;
    }
}

void Repl::run_function(rt::Function* function, bool shows_values) {
    interrupts_.clear();
    rt::Ret ret = rt::call(st_, rt::Value::function(function), {});
    interrupts_.clear();
    if (!ret.ok()) {
        show_error(rt::error_report(st_));
    } else if (shows_values && ret.count > 0) {
        show_values(ret);
    }
}

/// As `print` would do, whatever the program has made of that name.
rt::Ret show(rt::State& st, rt::Args args) {
    std::string line;
    for (u32 i = 0; i < args.count; ++i) {
        rt::Value text = TRY(rt::tostring(st, st.arg(args, i)));
        if (i > 0) line += '\t';
        line += rt::view(text);
    }
    stdlib::print_line(st, line);
    return rt::Ret::none();
}
constexpr rt::FnRow kShow = {"print", show};

void Repl::show_values(const rt::Ret& ret) {
    rt::set_field(st_, st_.globals, "_", ret.first);
    rt::Value print = rt::Value::function(rt::make_native(st_, &kShow));
    const rt::Value* values = st_.result_array(ret);
    stdlib::Output& out = stdlib::Output::standard();
    if (colors_) out.write(kValueColor);
    rt::Ret shown = rt::call(st_, print, values, static_cast<u32>(ret.count));
    if (colors_) out.write(kNoColor);
    if (!shown.ok()) show_error(rt::error_report(st_));
}

void Repl::show_error(const std::string& text) {
    if (!error_colors_) return stdlib::write_error(text);
    std::string out(kErrorColor);
    out += text;
    out += kNoColor;
    stdlib::write_error(out);
}

}  // namespace

int run_repl(rt::State& st) {
    Repl(st).run();
    return 0;
}

}  // namespace gs::cli
