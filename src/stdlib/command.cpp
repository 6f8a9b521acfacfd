#include "stdlib/command.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/strings.h"
#include "stdlib/broken_pipe.h"
#include "stdlib/environment.h"
#include "stdlib/file.h"
#include "stdlib/system.h"

namespace gs::stdlib {

using namespace rt;

namespace {

constexpr std::size_t kReadSize = 32 * 1024;
constexpr int kMostReads = 8;  // in one go, before others get their turn
constexpr auto kPollTime = std::chrono::milliseconds(5);
constexpr f64 kLongestTimeout = 1e9;

bool has_nul(const std::string& text) { return text.find('\0') != text.npos; }

bool is_executable_file(const std::string& path) {
    struct stat status;
    return !path.empty() && !has_nul(path) && ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) &&
           ::access(path.c_str(), X_OK) == 0;
}

/// Texts in the form in which system calls take them.
std::vector<char*> pointers_to(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    pointers.reserve(texts.size() + 1);
    for (std::string& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

/// The environment with some variables added or replaced.
std::vector<std::string> make_environment(const CommandLine& line) {
    std::vector<std::string> out;
    std::unique_lock lock(environment_lock());
    for (char** at = environ; *at != nullptr; ++at) out.emplace_back(*at);
    lock.unlock();
    for (const auto& [name, value] : line.variables) {
        std::string text = name;
        text.append("=").append(value);
        auto is_same = [&](const std::string& other) {
            return other.compare(0, name.size() + 1, text, 0, name.size() + 1) == 0;
        };
        auto found = std::find_if(out.begin(), out.end(), is_same);
        if (found == out.end()) {
            out.push_back(std::move(text));
        } else {
            *found = std::move(text);
        }
    }
    return out;
}

/// No system call could take it.
bool is_impossible(const CommandLine& line) {
    if (has_nul(line.program) || has_nul(line.directory)) return true;
    if (std::any_of(line.words.begin(), line.words.end(), has_nul)) return true;
    return std::any_of(line.variables.begin(), line.variables.end(), [](const auto& variable) {
        const std::string& name = variable.first;
        return name.empty() || name.find('=') != name.npos || has_nul(name) || has_nul(variable.second);
    });
}

}  // namespace

std::string find_program(std::string_view name) {
    if (name.find('/') != name.npos) {
        std::string path(name);
        return is_executable_file(path) ? path : "";
    }
    if (name.empty()) return "";
    auto variable = environment_variable("PATH");
    if (!variable) return "";
    std::string_view rest = *variable;
    for (bool more = true; more;) {
        std::size_t colon = rest.find(':');
        std::string_view folder = rest.substr(0, colon);
        more = colon != rest.npos;
        if (more) rest.remove_prefix(colon + 1);
        // What stands in the current directory is not to be run by accident.
        if (!folder.starts_with('/')) continue;
        std::string path(folder);
        if (!path.ends_with('/')) path += '/';
        path += name;
        if (is_executable_file(path)) return path;
    }
    return "";
}

Command::Command(EventLoop& loop)
    : loop_(loop),
      exit_(loop.io()),
      to_input_(loop.io()),
      timer_(loop.io()),
      poll_timer_(loop.io()),
      streams_{Stream(loop), Stream(loop)} {}

Command::~Command() {
    if (exit_.is_open()) exit_.release();  // the child's
}

// ---- starting -----------------------------------------------------------------------------------------------------

int Command::start(CommandLine line) {
    if (is_impossible(line)) return EINVAL;
    State& st = loop_.state();
    Descriptor input_read, input_write, output_read[2], output_write[2];
    int error = make_pipe(st, &input_read, &input_write);
    for (int i = 0; i < 2 && error == 0; ++i) error = make_pipe(st, &output_read[i], &output_write[i]);
    if (error != 0) return error;

    flush_before_process(st);
    std::vector<std::string> environment;
    if (!line.variables.empty()) environment = make_environment(line);
    std::vector<char*> variables = pointers_to(environment), words = pointers_to(line.words);
    Spawn spawn{.program = line.program.c_str(), .arguments = words.data()};
    if (!line.variables.empty()) spawn.environment = variables.data();
    if (!line.directory.empty()) spawn.directory = line.directory.c_str();
    spawn.input = input_read.get();
    spawn.output = output_write[0].get();
    spawn.error = output_write[1].get();
    spawn.own_group = true;
    error = child_.start(spawn);
    if (error != 0) return error;

    group_ = child_.id();
    input_ = std::move(line.input);
    if (!input_.empty()) {
        to_input_.assign(input_write.give_up());
        to_input_.non_blocking(true);
        write_when_ready();
    }
    for (int i = 0; i < 2; ++i) {
        streams_[i].from.assign(output_read[i].give_up());
        streams_[i].from.non_blocking(true);
        read_when_ready(streams_[i]);
    }
    watch_exit();
    if (line.timeout > 0) set_timeout(line.timeout);
    return 0;
}

void Command::set_timeout(f64 seconds) {
    auto nanoseconds = static_cast<i64>(std::min(seconds, kLongestTimeout) * 1e9);
    timer_.expires_after(std::chrono::nanoseconds(nanoseconds));
    timer_.async_wait([self = shared_from_this()](const asio::error_code& error) {
        if (!error) self->time_over();
    });
}

Status Command::wait(State& st) {
    while (!done_) TRY(ended_signal_.wait(st));
    return {};
}

// ---- what the loop calls ------------------------------------------------------------------------------------------

void Command::read_when_ready(Stream& stream) {
    stream.from.async_wait(LoopDescriptor::wait_read,
                           [self = shared_from_this(), &stream](const asio::error_code& error) {
                               if (error || !stream.from.is_open()) return;
                               if (self->read(stream)) return self->read_when_ready(stream);
                               asio::error_code ignored;
                               stream.from.close(ignored);
                               self->check_end();
                           });
}

/// Takes what is there. False if nothing will come any more, or nobody has room for it.
bool Command::read(Stream& stream) {
    for (int i = 0; i < kMostReads; ++i) {
        std::size_t count = kReadSize;
        if (stream.bytes.size() + count > kMaxStringLength) {
            too_large_ = true;
            return false;
        }
        char* room = stream.bytes.room(&count);
        if (room == nullptr) {
            out_of_memory_ = true;
            return false;
        }
        ssize_t got = read_some(stream.from.native_handle(), room, count);
        if (got < 0) return errno == EAGAIN;
        if (got == 0) return false;
        stream.bytes.add(static_cast<std::size_t>(got));
    }
    return true;
}

void Command::write_when_ready() {
    to_input_.async_wait(LoopDescriptor::wait_write, [self = shared_from_this()](const asio::error_code& error) {
        if (!error && self->to_input_.is_open()) self->write_input();
    });
}

void Command::write_input() {
    {
        NoBrokenPipeSignal no_signal;
        ssize_t count =
            ::write(to_input_.native_handle(), input_.data() + input_written_, input_.size() - input_written_);
        if (count > 0) input_written_ += static_cast<std::size_t>(count);
        if (count < 0 && errno != EAGAIN && errno != EINTR)
            input_written_ = input_.size();  // it does not want the rest
    }
    if (input_written_ < input_.size()) return write_when_ready();
    asio::error_code ignored;
    to_input_.close(ignored);
    input_ = {};
}

void Command::watch_exit() {
    auto look = [self = shared_from_this()](const asio::error_code& error) {
        if (error) return;
        // Before collect(), which closes the descriptor.
        if (self->exit_.is_open()) self->exit_.release();
        if (!self->child_.collect(&self->end_)) return self->watch_exit();
        self->exited_ = true;
        self->check_end();
    };
    if (int descriptor = child_.exit_descriptor(); descriptor >= 0) {
        exit_.assign(descriptor);
        exit_.async_wait(LoopDescriptor::wait_read, look);
    } else {
        poll_timer_.expires_after(kPollTime);
        poll_timer_.async_wait(look);
    }
}

void Command::time_over() {
    if (done_) return;
    timed_out_ = true;
    kill_group();
    for (Stream& stream : streams_) {
        // What it has written so far is still in the pipe.
        if (stream.from.is_open()) (void)read(stream);
    }
    abandon();
    done_ = true;
    ended_signal_.wake_all(loop_.state());
}

void Command::kill_group() {
    if (group_ > 0) (void)::kill(-group_, SIGKILL);
}

void Command::check_end() {
    if (too_large_ || out_of_memory_) {
        kill_group();
    } else if (!exited_ || streams_[0].from.is_open() || streams_[1].from.is_open()) {
        return;
    }
    if (done_) return;
    abandon();
    done_ = true;
    ended_signal_.wake_all(loop_.state());
}

void Command::abandon() {
    asio::error_code ignored;
    timer_.cancel();
    for (Stream& stream : streams_) stream.from.close(ignored);
    to_input_.close(ignored);
}

}  // namespace gs::stdlib
