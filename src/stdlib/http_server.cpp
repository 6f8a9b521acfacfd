// How the server works.
//
// Everything down here happens in callbacks of the event loop, so a connection that waits costs a socket and a small object,
// and no goroutine. Only when a request is complete a goroutine is started for it (http_serve.cpp). It answers through the
// connection: what the socket takes at once is sent at once, the rest is sent by callbacks, and a goroutine that writes
// faster than the client reads waits (drain). While a handler runs the connection does not read, so pipelined requests
// wait in the kernel and are answered one after the other.
//
// Nobody holds a connection for ever. Each has one deadline for what it waits for at the moment, and the server looks at all
// of them some times a second: that costs less than a timer for each. The time for a head counts from its first byte,
// that for a body grows with what has come, so a client that sends a byte now and then gains nothing.
//
// A request that is refused before it has been read leaves data behind that would make the kernel answer with a reset, which
// could overtake the answer. So the connection is shut for writing and what still comes is thrown away for a while.
#include "stdlib/http_server.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include "runtime/heap.h"
#include "stdlib/http_text.h"
#include "stdlib/signals.h"
#include "stdlib/tcp.h"

namespace gs::stdlib {

using namespace rt;

namespace {

constexpr int kMostAccepted = 64;  // in one go
constexpr auto kPause = std::chrono::milliseconds(50);
constexpr std::size_t kMuch = 256 * 1024;  // unsent, for which writers wait
constexpr std::size_t kKept = 4096;  // memory a connection keeps between requests
constexpr f64 kLingerTime = 5;
constexpr f64 kBodyRate = 1024;  // bytes a second

i64 steady_now() {
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1'000'000'000 + time.tv_nsec;
}

void shrink(std::string& text) {
    if (text.empty() && text.capacity() > kKept) text = {};
}

/// Four looks before the shortest time is over, but not more than twenty a second.
std::chrono::milliseconds clock_step(const ServerOptions& options) {
    f64 shortest = 4;
    for (f64 time : {options.idle_timeout, options.head_timeout, options.body_timeout, options.write_timeout}) {
        if (time > 0) shortest = std::min(shortest, time);
    }
    return std::chrono::milliseconds(static_cast<i64>(std::max(shortest / 4, 0.05) * 1000));
}

/// While servers run Ctrl-C and SIGTERM end them, and not the program, unless whoever started it wants these signals
/// ignored. A second one does what it always does.
class TerminationSignals final : public LibraryData {
public:
    explicit TerminationSignals(State& st) : signals_(EventLoop::of(st).io()) {}

    void add(HttpServer* server) {
        servers_.push_back(server);
        if (servers_.size() > 1) return;
        for (Handled& handled : handled_) {
            handled.is_ours =
                ::sigaction(handled.number, nullptr, &handled.before) == 0 && handled.before.sa_handler != SIG_IGN;
            asio::error_code ignored;
            if (handled.is_ours) signals_.add(handled.number, ignored);
        }
        signals_.async_wait([this](const asio::error_code& error, int) {
            if (!error) stop_all();
        });
    }
    void remove(HttpServer* server) {
        if (std::erase(servers_, server) == 0 || !servers_.empty()) return;
        asio::error_code ignored;
        signals_.cancel(ignored);
        signals_.clear(ignored);
        for (const Handled& handled : handled_) {
            if (handled.is_ours) (void)::sigaction(handled.number, &handled.before, nullptr);
        }
    }

private:
    struct Handled {
        int number;
        bool is_ours = false;
        struct sigaction before = {};
    };
    void stop_all() {
        for (HttpServer* server : std::vector(servers_)) server->stop();
    }

    LoopSignals signals_;
    std::vector<HttpServer*> servers_;
    Handled handled_[2] = {{SIGINT}, {SIGTERM}};
};

}  // namespace

// ---- the server ---------------------------------------------------------------------------------------------------

HttpServer::HttpServer(EventLoop& loop, const ServerOptions& options, StartHandler start_handler)
    : loop_(loop),
      options_(options),
      start_handler_(start_handler),
      acceptor_(loop.io()),
      clock_(loop.io()),
      pause_(loop.io()),
      clock_step_(clock_step(options)) {}

int HttpServer::listen(const HostPort& address, const std::vector<Endpoint>& endpoints) {
    return start_listening(acceptor_, address, endpoints);
}

Endpoint HttpServer::local() const {
    asio::error_code ignored;
    return acceptor_.local_endpoint(ignored);
}

void HttpServer::start() {
    accept_when_ready();
    if (owns_signals(loop_.state())) library_data<TerminationSignals>(loop_.state()).add(this);
}

void HttpServer::accept_when_ready() {
    if (waits_to_accept_ || stopping_) return;
    waits_to_accept_ = true;
    acceptor_.async_wait(LoopAcceptor::wait_read, [self = shared_from_this()](const asio::error_code& error) {
        self->waits_to_accept_ = false;
        if (!error) self->accept_some();
    });
}

void HttpServer::accept_some() {
    for (int i = 0; i < kMostAccepted && !stopping_; ++i) {
        // Whoever comes now waits in the backlog until another connection ends.
        if (options_.most_connections != 0 && count_ >= options_.most_connections) return;
        Endpoint remote;
        auto size = static_cast<socklen_t>(remote.capacity());
        int descriptor = ::accept4(acceptor_.native_handle(), reinterpret_cast<sockaddr*>(remote.data()), &size,
                                   SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (descriptor < 0) {
            if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) return pause_accepting();
            if (errno == EAGAIN) break;
            continue;  // a connection that was broken before we had it
        }
        remote.resize(size);
        int on = 1;
        (void)::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        std::make_shared<HttpConnection>(shared_from_this(), descriptor, remote)->begin();
    }
    accept_when_ready();
}

/// The system has no room for another connection.
void HttpServer::pause_accepting() {
    loop_.state().heap->collect("descriptors");
    pause_.expires_after(kPause);
    pause_.async_wait([self = shared_from_this()](const asio::error_code& error) {
        if (!error) self->accept_when_ready();
    });
}

void HttpServer::stop() {
    if (stopping_) return;
    stopping_ = true;
    asio::error_code ignored;
    acceptor_.close(ignored);
    pause_.cancel();
    if (owns_signals(loop_.state())) library_data<TerminationSignals>(loop_.state()).remove(this);
    for (HttpConnection* at = first_; at != nullptr;) {
        HttpConnection* next = at->next_;
        if (at->phase_ == HttpConnection::Phase::Reading) at->close();
        at = next;
    }
    check_end();
}

void HttpServer::close() {
    stop();
    clock_.cancel();
    while (first_ != nullptr) first_->close();
}

Status HttpServer::wait_for_end(State& st) {
    while (!stopping_ || count_ != 0) TRY(end_.wait(st));
    return {};
}

void HttpServer::check_end() {
    if (stopping_ && count_ == 0) end_.wake_all(loop_.state());
}

void HttpServer::add(HttpConnection* connection) {
    connection->next_ = first_;
    if (first_ != nullptr) first_->previous_ = connection;
    first_ = connection;
    ++count_;
    if (!clock_runs_) look_at_clock();
}

void HttpServer::remove(HttpConnection* connection) {
    (connection->previous_ != nullptr ? connection->previous_->next_ : first_) = connection->next_;
    if (connection->next_ != nullptr) connection->next_->previous_ = connection->previous_;
    connection->previous_ = connection->next_ = nullptr;
    --count_;
    accept_when_ready();
    check_end();
}

void HttpServer::look_at_clock() {
    i64 now = steady_now();
    for (HttpConnection* at = first_; at != nullptr;) {
        HttpConnection* next = at->next_;
        if (at->deadline_ != 0 && now >= at->deadline_) at->deadline_over();
        at = next;
    }
    clock_runs_ = count_ != 0;
    if (!clock_runs_) return;
    clock_.expires_after(clock_step_);
    clock_.async_wait([self = shared_from_this()](const asio::error_code& error) {
        if (!error) self->look_at_clock();
    });
}

std::string_view HttpServer::date() {
    i64 now = ::time(nullptr);
    if (now != date_second_) {
        date_ = http_date(now);
        date_second_ = now;
    }
    return date_;
}

// ---- a connection -------------------------------------------------------------------------------------------------

HttpConnection::HttpConnection(std::shared_ptr<HttpServer> server, int descriptor, const Endpoint& remote)
    : server_(std::move(server)), socket_(server_->loop().io()), remote_(address_text(remote)) {
    asio::error_code ignored;
    socket_.assign(remote.protocol(), descriptor, ignored);
}

void HttpConnection::begin() {
    self_ = shared_from_this();
    server_->add(this);
    parser_.reset(server_->options().limits);
    set_deadline(server_->options().idle_timeout);
    read_when_ready();
}

void HttpConnection::set_deadline(f64 seconds) {
    deadline_ = seconds > 0 ? steady_now() + static_cast<i64>(seconds * 1e9) : 0;
}

void HttpConnection::deadline_over() {
    deadline_ = 0;
    if (phase_ == Phase::Reading && parser_.has_begun()) return refuse(408);
    if (phase_ == Phase::Handling) return client_gone();
    close();
}

void HttpConnection::close() {
    if (phase_ == Phase::Closed) return;
    bool handler_runs = phase_ == Phase::Handling;
    phase_ = Phase::Closed;
    broken_ = true;
    asio::error_code ignored;
    socket_.close(ignored);
    drained_.wake_all(server_->loop().state());
    in_ = {};
    if (!handler_runs) out_ = {};
    auto keep = std::move(self_);
    server_->remove(this);
}

// ---- requests -----------------------------------------------------------------------------------------------------

void HttpConnection::read_when_ready() {
    socket_.async_wait(LoopSocket::wait_read, [self = shared_from_this()](const asio::error_code& error) {
        if (!error && self->phase_ != Phase::Closed) self->read();
    });
}

void HttpConnection::read() {
    char* scratch = server_->loop().scratch();
    ssize_t got = ::recv(socket_.native_handle(), scratch, EventLoop::kScratchSize, MSG_DONTWAIT);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return read_when_ready();
    if (got <= 0) return close();
    if (phase_ == Phase::Lingering) return read_when_ready();
    consume({scratch, static_cast<std::size_t>(got)});
}

void HttpConnection::consume(std::string_view bytes) {
    const ServerOptions& options = server_->options();
    bool is_own = !in_.empty();
    if (is_own) {
        in_ += bytes;
        bytes = in_;
    }
    std::size_t total = 0;
    RequestParser::Step step;
    for (;;) {
        std::size_t used = 0;
        step = parser_.feed(bytes.substr(total), &used);
        total += used;
        if (step != RequestParser::Step::Head) break;
        body_begun_ = steady_now();
        set_deadline(options.body_timeout);
        if (!parser_.expects_continue() || total != bytes.size()) continue;
        send("HTTP/1.1 100 Continue\r\n\r\n");
        if (phase_ == Phase::Closed) return;
    }
    if (is_own) {
        in_.erase(0, total);
    } else {
        in_ = bytes.substr(total);
    }
    shrink(in_);
    switch (step) {
        case RequestParser::Step::Done: return request_done();
        case RequestParser::Step::Bad: return refuse(parser_.status());
        case RequestParser::Step::Head:
        case RequestParser::Step::More: break;
    }
    if (body_begun_ != 0) {
        if (options.body_timeout > 0) {
            f64 more = options.body_timeout + static_cast<f64>(parser_.body().size()) / kBodyRate;
            deadline_ = body_begun_ + static_cast<i64>(more * 1e9);
        }
    } else if (parser_.has_begun() && !head_begun_) {
        head_begun_ = true;
        set_deadline(options.head_timeout);
    }
    read_when_ready();
}

void HttpConnection::request_done() {
    phase_ = Phase::Handling;
    deadline_ = 0;
    head_begun_ = false;
    body_begun_ = 0;
    server_->start_handler_(*server_, shared_from_this());
}

/// Answers what is no good request, and reads no further one.
void HttpConnection::refuse(int status) {
    std::string text(reason_of(status));
    std::string line = std::to_string(status) + " " + text;
    phase_ = Phase::Sending;
    keep_ = false;
    deadline_ = 0;
    send("HTTP/1.1 " + line + "\r\nDate: " + std::string(server_->date()) +
         "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: " + std::to_string(line.size() + 1) +
         "\r\nConnection: close\r\n\r\n" + line + "\n");
    if (phase_ == Phase::Sending && out_.empty()) linger();
}

void HttpConnection::linger() {
    phase_ = Phase::Lingering;
    in_ = {};
    set_deadline(kLingerTime);
    asio::error_code ignored;
    socket_.shutdown(LoopSocket::shutdown_send, ignored);
    read_when_ready();
}

// ---- answers ------------------------------------------------------------------------------------------------------

void HttpConnection::send(std::string_view first, std::string_view second, std::string_view third) {
    if (broken_) return;
    std::string_view pieces[] = {first, second, third};
    std::size_t taken = 0;
    if (out_.empty()) {
        iovec vectors[3];
        for (int i = 0; i < 3; ++i) vectors[i] = {const_cast<char*>(pieces[i].data()), pieces[i].size()};
        msghdr message{};
        message.msg_iov = vectors;
        message.msg_iovlen = 3;
        ssize_t sent = ::sendmsg(socket_.native_handle(), &message, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && errno != EAGAIN && errno != EINTR) return client_gone();
        taken = sent > 0 ? static_cast<std::size_t>(sent) : 0;
    }
    for (std::string_view piece : pieces) {
        std::size_t here = std::min(taken, piece.size());
        taken -= here;
        out_ += piece.substr(here);
    }
    if (!out_.empty() && !writing_) {
        set_deadline(server_->options().write_timeout);
        write_when_ready();
    }
}

void HttpConnection::write_when_ready() {
    writing_ = true;
    socket_.async_wait(LoopSocket::wait_write, [self = shared_from_this()](const asio::error_code& error) {
        self->writing_ = false;
        if (!error && !self->broken_) self->write();
    });
}

void HttpConnection::write() {
    ssize_t sent = ::send(socket_.native_handle(), out_.data() + out_begin_, out_.size() - out_begin_,
                          MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && errno != EAGAIN && errno != EINTR) return client_gone();
    if (sent > 0) {
        out_begin_ += static_cast<std::size_t>(sent);
        set_deadline(server_->options().write_timeout);
    }
    if (out_begin_ < out_.size()) return write_when_ready();
    out_.clear();
    shrink(out_);
    out_begin_ = 0;
    deadline_ = 0;
    drained_.wake_all(server_->loop().state());
    if (phase_ == Phase::Sending) next_request();
}

/// Nothing that is sent will arrive any more. A handler that runs does not hear of it.
void HttpConnection::client_gone() {
    broken_ = true;
    deadline_ = 0;
    out_ = {};
    out_begin_ = 0;
    drained_.wake_all(server_->loop().state());
    if (phase_ != Phase::Handling) close();
}

Status HttpConnection::drain(State& st) {
    while (out_.size() - out_begin_ > kMuch && !broken_) TRY(drained_.wait(st));
    return {};
}

void HttpConnection::finish(bool keep) {
    if (phase_ == Phase::Closed) return;
    phase_ = Phase::Sending;
    keep_ = keep;
    if (broken_) return close();
    if (out_.empty()) next_request();
}

void HttpConnection::next_request() {
    if (!keep_ || server_->is_stopping()) {
        if (in_.empty() && parser_.status() == 0) return close();
        return linger();
    }
    phase_ = Phase::Reading;
    parser_.reset(server_->options().limits);
    set_deadline(server_->options().idle_timeout);
    if (in_.empty()) return read_when_ready();
    consume({});
}

}  // namespace gs::stdlib
