// TCP sockets of scripts, below the functions that scripts call (net_socket.cpp).
#pragma once

#include <memory>
#include <string>

#include "stdlib/address.h"
#include "stdlib/event_loop.h"
#include "stdlib/read_ahead.h"

namespace gs::stdlib {

/// What a wait for a socket came to.
enum class Readiness : u8 { Ready, TimedOut, Closed };

/// One direction of a socket, and who waits for it.
class SocketSide {
public:
    explicit SocketSide(asio::io_context& io) : timer_(io) {}
    void close(rt::State& st);

private:
    friend class TcpStream;
    friend class TcpListener;
    /// `begin` starts the wait and calls what it is given when that is over.
    template <class Begin>
    rt::Result<Readiness> wait(rt::State& st, f64 timeout, Begin begin);

    LoopTimer timer_;
    Signal signal_;
    bool waits_ = false, closed_ = false;
};

/// A connection.
class TcpStream : public std::enable_shared_from_this<TcpStream> {
public:
    TcpStream(EventLoop& loop, const Endpoint& remote);
    /// Takes over a connected socket.
    void take(int descriptor);
    /// Opens a connection: 0, or the error number; ETIMEDOUT if the time is over.
    rt::Result<int> connect(rt::State& st, f64 timeout);

    bool is_open() const { return socket_.is_open(); }
    void close();
    /// What has been read and not been taken yet.
    ReadAhead& ahead() { return ahead_; }
    /// Reads more: 0, or the error number. `*end`: nothing will come any more.
    rt::Result<int> read_more(rt::State& st, std::size_t wanted, bool* end);
    /// Writes all of it: 0, or the error number.
    rt::Result<int> write(rt::State& st, std::string_view bytes);
    int shut_down_writing();
    /// Seconds that one read or write may wait; 0: any time.
    f64 timeout = 0;
    Endpoint local() const;
    const Endpoint& remote() const { return remote_; }

    static constexpr int kClosed = -1;  // in place of an error number: it was closed here

private:
    rt::Result<int> wait(rt::State& st, bool for_writing, f64 seconds);

    EventLoop& loop_;
    Endpoint remote_;
    LoopSocket socket_;
    SocketSide reading_, writing_;
    ReadAhead ahead_;
};

/// A socket that accepts connections.
class TcpListener : public std::enable_shared_from_this<TcpListener> {
public:
    explicit TcpListener(EventLoop& loop) : loop_(loop), acceptor_(loop.io()), side_(loop.io()) {}
    /// 0, or the error number.
    int listen(const HostPort& address, const std::vector<Endpoint>& endpoints);
    bool is_open() const { return acceptor_.is_open(); }
    void close();
    /// Waits for a connection: 0, or the error number.
    rt::Result<int> accept(rt::State& st, f64 timeout, int* descriptor, Endpoint* remote);
    Endpoint local() const;

private:
    EventLoop& loop_;
    LoopAcceptor acceptor_;
    SocketSide side_;
};

/// Has the acceptor listen at the first of the address's endpoints that can be had; no host: on all interfaces. 0, or the error
/// number.
int start_listening(LoopAcceptor& acceptor, const HostPort& address, const std::vector<Endpoint>& endpoints);

}  // namespace gs::stdlib
