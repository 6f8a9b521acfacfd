// Where the REPL gets its lines from: a terminal, where they can be edited, or anything else.
#pragma once

#include <memory>
#include <string>

#include "runtime/state.h"

namespace gs::cli {

enum class LineStatus : u8 {
    Line,
    End,          // of the input; Ctrl-D
    Interrupted,  // Ctrl-C
};

class LineInput {
public:
    virtual ~LineInput() = default;
    /// The next line, without its newline. `continued`: it goes on with an unfinished input. Other goroutines run while
    /// nothing comes. To be called inside rt::run_main.
    virtual LineStatus read(bool continued, std::string* line) = 0;
};

/// Standard input without any editing.
std::unique_ptr<LineInput> make_plain_input(rt::State& st);
/// Standard input as a terminal: prompts, editing, history, completion.
std::unique_ptr<LineInput> make_terminal_input(rt::State& st, bool colors);

/// Waits for standard input while other goroutines run. False after Ctrl-C.
bool wait_for_input(rt::State& st);
/// Forgets the pending error of a wait that Ctrl-C ended.
void drop_error(rt::State& st);

}  // namespace gs::cli
