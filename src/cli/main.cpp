// The command line program.
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <new>
#include <string_view>
#include <unistd.h>

#include "cli/options.h"
#include "cli/program.h"
#include "stdlib/output.h"

namespace {

constexpr int kStatusError = 1, kStatusUsage = 2;

void write_nothing(int) {}

void end_by_signal() {
    std::signal(SIGPIPE, SIG_DFL);
    std::raise(SIGPIPE);
}

/// A program whose output goes into a pipe that nobody reads any more ends like every other program, but a script that
/// writes to a socket or to another process gets an error. Hence a handler: unlike SIG_IGN, it is not inherited by the
/// processes that a script starts.
void tame_broken_pipes() {
    struct sigaction before;
    if (sigaction(SIGPIPE, nullptr, &before) != 0 || before.sa_handler != SIG_DFL) return;
    struct sigaction action = {};
    action.sa_handler = write_nothing;
    action.sa_flags = SA_RESTART;
    sigaction(SIGPIPE, &action, nullptr);
    gs::stdlib::Output::standard().on_broken_pipe = end_by_signal;
}

void flush_and_end(int signal) {
    gs::stdlib::Output::standard().flush_at_signal();
    std::raise(signal);  // not handled any more
}

/// A program that is told to end ends by that signal as usual, but what it has printed before gets out. Where the output
/// can not be got rid of, a second signal ends the wait.
void flush_at_signals() {
    for (int signal : {SIGINT, SIGTERM, SIGHUP}) {
        struct sigaction before;
        if (sigaction(signal, nullptr, &before) != 0 || before.sa_handler != SIG_DFL) continue;
        struct sigaction action = {};
        action.sa_handler = flush_and_end;
        action.sa_flags = static_cast<int>(SA_RESETHAND | SA_NODEFER);
        sigaction(signal, &action, nullptr);
    }
}

/// What a script asks for and can not get is an error of the script. When there is not even memory for the little things of
/// the engine itself, this is the end.
void end_without_memory() {
    constexpr std::string_view kMessage = "gscript: out of memory\n";
    gs::stdlib::Output::standard().flush_at_signal();
    (void)!write(2, kMessage.data(), kMessage.size());
    _exit(kStatusError);
}

/// Whoever closed a standard stream must not find the next file that the program opens in its place.
void open_standard_streams() {
    for (int descriptor = 0; descriptor <= 2; ++descriptor) {
        if (fcntl(descriptor, F_GETFD) < 0 && errno == EBADF) (void)!open("/dev/null", O_RDWR);
    }
}

}  // namespace

int main(int argc, char** argv) {
    std::set_new_handler(end_without_memory);
    open_standard_streams();
    gs::cli::CommandLine line;
    std::string error;
    if (!gs::cli::parse_command_line(argc, argv, &line, &error)) {
        std::fprintf(stderr, "gscript: %s\nTry 'gscript --help' for more information.\n", error.c_str());
        return kStatusUsage;
    }
    gs::stdlib::Output& out = gs::stdlib::Output::standard();
    if (line.help || line.version) {
        out.write(line.help ? gs::cli::help_text() : "GScript 1.0\n");
        return gs::stdlib::finish_output() ? 0 : kStatusError;
    }
    tame_broken_pipes();
    flush_at_signals();
    return gs::cli::run_program(line);
}
