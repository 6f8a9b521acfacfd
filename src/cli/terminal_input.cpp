// The line editor of the REPL, by libedit. It asks for one character at a time (read_character), so that other goroutines
// can run while the user thinks.
#include <algorithm>
#include <cerrno>
#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <histedit.h>
#include <langinfo.h>
#include <string_view>
#include <sys/ioctl.h>
#include <unistd.h>
#include <vector>

#include "cli/completion.h"
#include "cli/line_input.h"
#include "stdlib/output.h"
#include "support/utf8.h"

namespace gs::cli {
namespace {

constexpr int kHistorySize = 2000;
constexpr std::size_t kScreenWidth = 78;
// libedit takes the marked part of a prompt as something that moves no cursor.
constexpr char kMark = '\1';
constexpr char kEndOfInput = '\4';  // Ctrl-D

class TerminalInput final : public LineInput {
public:
    TerminalInput(rt::State& st, bool colors);
    ~TerminalInput() override;
    LineStatus read(bool continued, std::string* line) override;

private:
    static TerminalInput* of(EditLine* editor);
    static char* prompt(EditLine* editor);
    static int read_character(EditLine* editor, wchar_t* character);
    static unsigned char complete_word(EditLine* editor, int);
    void prepare_terminal();
    void open_history();
    void remember(const std::string& line);

    rt::State& st_;
    EditLine* editor_;
    History* history_ = nullptr;
    std::string history_file_;
    std::string prompts_[2];
    bool continued_ = false, interrupted_ = false;
    int typed_ahead_ = 0;  // bytes that were typed before the editor had the terminal
};

/// libedit works with wide characters, whatever the locale says of the bytes in between.
void choose_character_set() {
    std::setlocale(LC_CTYPE, "");
    if (std::strcmp(nl_langinfo(CODESET), "UTF-8") != 0) std::setlocale(LC_CTYPE, "C.UTF-8");
}

TerminalInput::TerminalInput(rt::State& st, bool colors) : st_(st) {
    const char* names[2] = {"> ", ">> "};
    for (int i = 0; i < 2; ++i) {
        std::string& prompt = prompts_[i];
        if (colors) prompt.append(1, kMark).append("\033[1;32m").append(1, kMark);
        prompt += names[i];
        if (colors) prompt.append(1, kMark).append("\033[0m").append(1, kMark);
    }
    choose_character_set();
    editor_ = el_init("gscript", stdin, stdout, stderr);
    el_set(editor_, EL_CLIENTDATA, this);
    el_set(editor_, EL_SIGNAL, 1);
    el_set(editor_, EL_EDITOR, "emacs");
    el_set(editor_, EL_PROMPT_ESC, prompt, kMark);
    open_history();
    el_set(editor_, EL_ADDFN, "gs-complete", "Complete the word before the cursor", complete_word);
    el_set(editor_, EL_BIND, "\t", "gs-complete", nullptr);
    el_set(editor_, EL_BIND, "^R", "em-inc-search-prev", nullptr);
    el_source(editor_, nullptr);
    el_set(editor_, EL_GETCFN, read_character);
    // A goroutine may call os.exit while the user is in the middle of a line.
    st_.before_exit = [this] { el_end(editor_); };
}

TerminalInput::~TerminalInput() {
    st_.before_exit = nullptr;
    st_.before_exit = nullptr;
    el_end(editor_);
    if (history_ != nullptr) history_end(history_);
}

TerminalInput* TerminalInput::of(EditLine* editor) {
    void* self = nullptr;
    el_get(editor, EL_CLIENTDATA, &self);
    return static_cast<TerminalInput*>(self);
}

char* TerminalInput::prompt(EditLine* editor) {
    TerminalInput* self = of(editor);
    return self->prompts_[self->continued_ ? 1 : 0].data();
}

void TerminalInput::open_history() {
    history_ = history_init();
    HistEvent event;
    history(history_, &event, H_SETSIZE, kHistorySize);
    history(history_, &event, H_SETUNIQUE, 1);
    el_set(editor_, EL_HIST, history, history_);
    if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0') {
        history_file_ = std::string(home) + "/.gscript_history";
        history(history_, &event, H_LOAD, history_file_.c_str());
    }
}

/// The file is written at once: the next line may end the program in any way.
void TerminalInput::remember(const std::string& line) {
    HistEvent event;
    history(history_, &event, H_ENTER, line.c_str());
    if (!history_file_.empty()) history(history_, &event, H_SAVE, history_file_.c_str());
}

/// libedit would show the prompt first, and a quick Ctrl-D would meet a terminal that keeps it for itself. One that was typed
/// while a program was running has become a zero byte.
void TerminalInput::prepare_terminal() {
    el_set(editor_, EL_PREP_TERM, 1);
    if (::ioctl(0, FIONREAD, &typed_ahead_) != 0) typed_ahead_ = 0;
}

LineStatus TerminalInput::read(bool continued, std::string* line) {
    continued_ = continued;
    interrupted_ = false;
    stdlib::Output::standard().flush();
    prepare_terminal();
    int length = 0;
    const char* text = el_gets(editor_, &length);
    if (text == nullptr || length <= 0) {
        std::fputs("\n", stdout);
        std::fflush(stdout);
        if (!interrupted_) return LineStatus::End;
        el_reset(editor_);
        return LineStatus::Interrupted;
    }
    line->assign(text, static_cast<std::size_t>(length));
    while (line->ends_with('\n') || line->ends_with('\r')) line->pop_back();
    if (line->find_first_not_of(" \t") != std::string::npos) remember(*line);
    return LineStatus::Line;
}

int TerminalInput::read_character(EditLine* editor, wchar_t* character) {
    TerminalInput* self = of(editor);
    char bytes[4];
    std::size_t count = 0, wanted = 1;
    while (count < wanted) {
        u64 printed = stdlib::Output::standard().total();
        if (!wait_for_input(self->st_)) {
            self->interrupted_ = true;
            return -1;
        }
        // Goroutines have printed over the line: show it once more, below.
        if (printed != stdlib::Output::standard().total()) el_set(editor, EL_REFRESH);
        ssize_t got = ::read(0, bytes + count, 1);
        if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        if (got <= 0) return static_cast<int>(got);
        if (self->typed_ahead_ > 0) {
            --self->typed_ahead_;
            if (bytes[count] == '\0') bytes[count] = kEndOfInput;
        }
        if (count++ == 0) {
            auto first = static_cast<unsigned char>(bytes[0]);
            wanted = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
        }
    }
    utf8::Decoded decoded = utf8::decode({bytes, count});
    *character = static_cast<wchar_t>(decoded.size != 0 ? decoded.code : utf8::kReplacement);
    return 1;
}

std::string_view common_prefix(const std::vector<std::string>& words) {
    std::string_view prefix = words.front();
    for (std::string_view word : words) {
        auto end = std::ranges::mismatch(prefix, word).in1;
        prefix = prefix.substr(0, static_cast<std::size_t>(end - prefix.begin()));
    }
    return prefix;
}

void show(const std::vector<std::string>& words) {
    std::size_t width = 0;
    for (const std::string& word : words) width = std::max(width, word.size() + 2);
    std::size_t columns = std::max<std::size_t>(kScreenWidth / width, 1);
    std::string out = "\n";
    for (std::size_t i = 0; i < words.size(); ++i) {
        bool last = i + 1 == words.size() || (i + 1) % columns == 0;
        out += words[i] + (last ? "\n" : std::string(width - words[i].size(), ' '));
    }
    std::fputs(out.c_str(), stdout);
}

unsigned char TerminalInput::complete_word(EditLine* editor, int) {
    const LineInfo* info = el_line(editor);
    std::string_view before(info->buffer, static_cast<std::size_t>(info->cursor - info->buffer));
    if (before.find_first_not_of(" \t") == std::string_view::npos) {
        el_insertstr(editor, "    ");
        return CC_REFRESH;
    }
    Completion found = complete(of(editor)->st_, before);
    if (found.words.empty()) return CC_ERROR;
    std::string more(common_prefix(found.words).substr(found.typed));
    if (!more.empty()) return el_insertstr(editor, more.c_str()) == 0 ? CC_REFRESH : CC_ERROR;
    if (found.words.size() == 1) return CC_ERROR;
    show(found.words);
    return CC_REDISPLAY;
}

}  // namespace

std::unique_ptr<LineInput> make_terminal_input(rt::State& st, bool colors) {
    return std::make_unique<TerminalInput>(st, colors);
}

}  // namespace gs::cli
