#include "stdlib/tcp.h"

#include <algorithm>
#include <cerrno>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include "stdlib/system.h"

namespace gs::stdlib {

using namespace rt;

namespace {

constexpr int kBacklog = 4096;
constexpr f64 kLongestTimeout = 1e9;

int error_of(Readiness readiness) {
    switch (readiness) {
        case Readiness::Ready: return 0;
        case Readiness::TimedOut: return ETIMEDOUT;
        case Readiness::Closed: break;
    }
    return TcpStream::kClosed;
}

void send_at_once(int descriptor) {
    int on = 1;
    (void)::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

}  // namespace

// ---- waiting ------------------------------------------------------------------------------------------------------

template <class Begin>
Result<Readiness> SocketSide::wait(State& st, f64 timeout, Begin begin) {
    bool timed_out = false;
    if (closed_) return Readiness::Closed;
    if (!waits_) {
        waits_ = true;
        begin();
    }
    auto until = std::chrono::steady_clock::now() +
                 std::chrono::nanoseconds(static_cast<i64>(std::min(timeout, kLongestTimeout) * 1e9));
    if (timeout > 0) {
        // The timer wakes whoever waits; each looks at its own time. Nothing here may point into the stack of a goroutine.
        timer_.expires_at(until);
        timer_.async_wait([this, &st](const asio::error_code& error) {
            if (!error) signal_.wake_all(st);
        });
    }
    TRY(signal_.wait(st));
    if (closed_) return Readiness::Closed;
    timed_out = timeout > 0 && waits_ && std::chrono::steady_clock::now() >= until;
    if (timeout > 0 && !signal_.has_waiters()) timer_.cancel();
    return timed_out ? Readiness::TimedOut : Readiness::Ready;
}

void SocketSide::close(State& st) {
    closed_ = true;
    timer_.cancel();
    signal_.wake_all(st);
}

// ---- connections --------------------------------------------------------------------------------------------------

TcpStream::TcpStream(EventLoop& loop, const Endpoint& remote)
    : loop_(loop),
      remote_(remote),
      socket_(loop.io()),
      reading_(loop.io()),
      writing_(loop.io()),
      ahead_(loop.state()) {}

void TcpStream::take(int descriptor) {
    asio::error_code ignored;
    socket_.assign(remote_.protocol(), descriptor, ignored);
    send_at_once(descriptor);
}

Result<int> TcpStream::connect(State& st, f64 timeout) {
    int descriptor = ::socket(remote_.protocol().family(), SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (descriptor < 0) return errno;
    take(descriptor);
    int result;
    do
        result = ::connect(descriptor, reinterpret_cast<const sockaddr*>(remote_.data()),
                           static_cast<socklen_t>(remote_.size()));
    while (result < 0 && errno == EINTR);
    if (result == 0) return 0;
    if (errno != EINPROGRESS) return errno;
    int error = TRY(wait(st, true, timeout));
    if (error != 0) return error;
    socklen_t size = sizeof error;
    (void)::getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size);
    return error;
}

Result<int> TcpStream::wait(State& st, bool for_writing, f64 seconds) {
    SocketSide& side = for_writing ? writing_ : reading_;
    Readiness readiness = TRY(side.wait(st, seconds, [&] {
        auto what = for_writing ? LoopSocket::wait_write : LoopSocket::wait_read;
        socket_.async_wait(what, [self = shared_from_this(), &side](const asio::error_code&) {
            side.waits_ = false;
            side.signal_.wake_all(self->loop_.state());
        });
    }));
    return error_of(readiness);
}

void TcpStream::close() {
    if (!socket_.is_open()) return;
    asio::error_code ignored;
    socket_.close(ignored);
    reading_.close(loop_.state());
    writing_.close(loop_.state());
    ahead_.release();
}

Result<int> TcpStream::read_more(State& st, std::size_t wanted, bool* end) {
    *end = false;
    u64 taken = ahead_.taken();
    std::size_t before = ahead_.size();
    while (socket_.is_open()) {
        std::size_t count = wanted;
        char* room = ahead_.room(&count);
        if (room == nullptr) return st.raise_memory();
        ssize_t got = ::recv(socket_.native_handle(), room, count, MSG_DONTWAIT);
        if (got > 0) ahead_.add(static_cast<std::size_t>(got));
        *end = got == 0;
        if (got >= 0) return 0;
        if (errno == EINTR) continue;
        if (errno != EAGAIN) return errno;
        int error = TRY(wait(st, false, timeout));
        if (error != 0) return error;
        // Somebody else has read while we waited.
        if (ahead_.taken() != taken || ahead_.size() != before) return 0;
    }
    return kClosed;
}

Result<int> TcpStream::write(State& st, std::string_view bytes) {
    while (!bytes.empty()) {
        if (!socket_.is_open()) return kClosed;
        ssize_t sent = ::send(socket_.native_handle(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent >= 0) {
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        } else if (errno == EAGAIN) {
            int error = TRY(wait(st, true, timeout));
            if (error != 0) return error;
        } else if (errno != EINTR) {
            return errno;
        }
    }
    return socket_.is_open() ? 0 : kClosed;
}

int TcpStream::shut_down_writing() {
    if (!socket_.is_open()) return kClosed;
    return ::shutdown(socket_.native_handle(), SHUT_WR) < 0 ? errno : 0;
}

Endpoint TcpStream::local() const {
    asio::error_code ignored;
    return socket_.local_endpoint(ignored);
}

// ---- listening ----------------------------------------------------------------------------------------------------

namespace {

/// 0, or the error number. `both_families`: an IPv6 socket takes IPv4 as well.
int open_listening_socket(const Endpoint& endpoint, bool both_families, int* descriptor) {
    const auto* address = reinterpret_cast<const sockaddr*>(endpoint.data());
    Descriptor opened(::socket(address->sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!opened.is_open()) return errno;
    int on = 1, v6_only = both_families ? 0 : 1;
    (void)::setsockopt(opened.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (address->sa_family == AF_INET6) {
        (void)::setsockopt(opened.get(), IPPROTO_IPV6, IPV6_V6ONLY, &v6_only, sizeof v6_only);
    }
    if (::bind(opened.get(), address, static_cast<socklen_t>(endpoint.size())) < 0) return errno;
    if (::listen(opened.get(), kBacklog) < 0) return errno;
    *descriptor = opened.give_up();
    return 0;
}

/// The same for the first endpoint that can be had.
int open_listening_socket(const HostPort& address, const std::vector<Endpoint>& endpoints, int* descriptor,
                          Endpoint* chosen) {
    if (address.host.empty()) {
        *chosen = Endpoint(asio::ip::address_v6::any(), address.port);
        int error = open_listening_socket(*chosen, true, descriptor);
        if (error != EAFNOSUPPORT && error != EADDRNOTAVAIL) return error;
        // A system without IPv6.
        *chosen = Endpoint(asio::ip::tcp::v4(), address.port);
        return open_listening_socket(*chosen, false, descriptor);
    }
    int error = EADDRNOTAVAIL;
    for (const Endpoint& endpoint : endpoints) {
        *chosen = endpoint;
        error = open_listening_socket(endpoint, false, descriptor);
        if (error == 0) break;
    }
    return error;
}

}  // namespace

int start_listening(LoopAcceptor& acceptor, const HostPort& address, const std::vector<Endpoint>& endpoints) {
    int descriptor = -1;
    Endpoint chosen;
    int error = open_listening_socket(address, endpoints, &descriptor, &chosen);
    if (error != 0) return error;
    asio::error_code problem;
    acceptor.assign(chosen.protocol(), descriptor, problem);
    return problem.value();
}

int TcpListener::listen(const HostPort& address, const std::vector<Endpoint>& endpoints) {
    return start_listening(acceptor_, address, endpoints);
}

Result<int> TcpListener::accept(State& st, f64 timeout, int* descriptor, Endpoint* remote) {
    while (acceptor_.is_open()) {
        Endpoint from;
        auto size = static_cast<socklen_t>(from.capacity());
        int accepted = ::accept4(acceptor_.native_handle(), reinterpret_cast<sockaddr*>(from.data()), &size,
                                 SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (accepted >= 0) {
            from.resize(size);
            *remote = from;
            *descriptor = accepted;
            return 0;
        }
        if (errno == EINTR || errno == ECONNABORTED) continue;
        if (errno != EAGAIN) return errno;
        Readiness readiness = TRY(side_.wait(st, timeout, [&] {
            acceptor_.async_wait(LoopAcceptor::wait_read, [self = shared_from_this()](const asio::error_code&) {
                self->side_.waits_ = false;
                self->side_.signal_.wake_all(self->loop_.state());
            });
        }));
        if (readiness != Readiness::Ready) return error_of(readiness);
    }
    return TcpStream::kClosed;
}

void TcpListener::close() {
    if (!acceptor_.is_open()) return;
    asio::error_code ignored;
    acceptor_.close(ignored);
    side_.close(loop_.state());
}

Endpoint TcpListener::local() const {
    asio::error_code ignored;
    return acceptor_.local_endpoint(ignored);
}

}  // namespace gs::stdlib
