// Commands that run to their end while their output is collected: what the library `process` is made of.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "stdlib/child_process.h"
#include "stdlib/event_loop.h"
#include "stdlib/read_ahead.h"

namespace gs::stdlib {

/// What is to be run.
struct CommandLine {
    std::string program;  // a path
    std::vector<std::string> words;  // the arguments, from the name on
    std::vector<std::pair<std::string, std::string>> variables;  // on top of the environment
    std::string directory;  // empty: the current one
    std::string input;
    f64 timeout = 0;  // seconds; 0: none
};

/// The path of the executable file of that name: looked for in PATH, unless it has a slash in it. Empty if there is none.
std::string find_program(std::string_view name);

/// One command. Callbacks of the loop keep it alive until they have no use for it any more; the goroutine that waits keeps
/// it in a userdata.
class Command : public std::enable_shared_from_this<Command> {
public:
    explicit Command(EventLoop& loop);
    ~Command();
    Command(const Command&) = delete;
    Command& operator=(const Command&) = delete;

    /// 0, or the error number that says why it can not be started.
    int start(CommandLine line);
    /// Until it has ended and nobody holds its output any more, or the time is over.
    rt::Status wait(rt::State& st);
    /// Nobody will ask for anything any more: what it goes on writing is lost.
    void abandon();

    bool timed_out() const { return timed_out_; }
    /// The output did not fit into memory, or into a string.
    bool out_of_memory() const { return out_of_memory_; }
    bool too_large() const { return too_large_; }
    ProcessEnd end() const { return end_; }
    std::string_view output() const { return streams_[0].bytes.bytes(); }
    std::string_view errors() const { return streams_[1].bytes.bytes(); }

private:
    struct Stream {
        Stream(EventLoop& loop) : from(loop.io()), bytes(loop.state()) {}
        LoopDescriptor from;
        ReadAhead bytes;
    };
    bool read(Stream& stream);
    void read_when_ready(Stream& stream);
    void write_when_ready();
    void write_input();
    void watch_exit();
    void set_timeout(f64 seconds);
    void time_over();
    void kill_group();
    void check_end();

    EventLoop& loop_;
    ChildProcess child_;
    LoopDescriptor exit_, to_input_;
    LoopTimer timer_, poll_timer_;
    Stream streams_[2];
    std::string input_;
    std::size_t input_written_ = 0;
    pid_t group_ = -1;
    ProcessEnd end_;
    Signal ended_signal_;
    bool exited_ = false, done_ = false, timed_out_ = false, out_of_memory_ = false, too_large_ = false;
};

}  // namespace gs::stdlib
