// The HTTP server below what scripts see: listening, connections, requests in and answers out. Essay in http_server.cpp.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "runtime/library.h"
#include "stdlib/address.h"
#include "stdlib/event_loop.h"
#include "stdlib/http_request.h"

namespace gs::stdlib {

class HttpConnection;

/// What may be set when a server starts. Times in seconds; 0: no limit.
struct ServerOptions {
    RequestLimits limits;
    f64 idle_timeout = 60;  // between requests
    f64 head_timeout = 20;  // from the first byte of a request to the end of its head
    f64 body_timeout = 30;  // for a body, and one second more for each KiB that has come
    f64 write_timeout = 60;  // without any progress
    u32 most_connections = 0;
};

class HttpServer : public std::enable_shared_from_this<HttpServer> {
public:
    /// `start_handler` starts a goroutine for a request that is complete.
    using StartHandler = void (*)(HttpServer& server, std::shared_ptr<HttpConnection> connection);
    HttpServer(EventLoop& loop, const ServerOptions& options, StartHandler start_handler);

    /// Opens one of the endpoints: 0, or the error number. No host: all interfaces.
    int listen(const HostPort& address, const std::vector<Endpoint>& endpoints);
    /// The real address.
    Endpoint local() const;
    /// Begins to accept.
    void start();
    /// No connection is accepted any more, those without a running handler are closed.
    void stop();
    /// Closes everything.
    void close();
    /// Until everything that ran at the time of stop() has ended.
    rt::Status wait_for_end(rt::State& st);

    EventLoop& loop() { return loop_; }
    const ServerOptions& options() const { return options_; }
    bool is_stopping() const { return stopping_; }
    /// The value of the header `Date`.
    std::string_view date();
    /// The handler stands in here, a userdata that lives as long as handlers may be started.
    rt::Userdata* owner = nullptr;

private:
    friend class HttpConnection;
    void accept_when_ready();
    void accept_some();
    void pause_accepting();
    void look_at_clock();
    void check_end();
    void add(HttpConnection* connection);
    void remove(HttpConnection* connection);

    EventLoop& loop_;
    ServerOptions options_;
    StartHandler start_handler_;
    LoopAcceptor acceptor_;
    LoopTimer clock_, pause_;
    std::chrono::milliseconds clock_step_;
    HttpConnection* first_ = nullptr;
    u32 count_ = 0;
    bool stopping_ = false, waits_to_accept_ = false, clock_runs_ = false;
    i64 date_second_ = -1;
    std::string date_;
    Signal end_;
};

/// A connection reads one request, hands it to a goroutine, sends the answer and reads the next one.
class HttpConnection : public std::enable_shared_from_this<HttpConnection> {
public:
    HttpConnection(std::shared_ptr<HttpServer> server, int descriptor, const Endpoint& remote);

    void begin();
    HttpServer& server() { return *server_; }

    // ---- the request, while it is handled --------------------------------------------------------------------
    const RequestHead& head() const { return parser_.head(); }
    std::string& body() { return parser_.body(); }
    const std::string& remote() const { return remote_; }
    /// Whether the client wants to go on with this connection, and may.
    bool keeps_alive() const { return parser_.keeps_alive() && !server_->is_stopping(); }

    // ---- the answer ------------------------------------------------------------------------------------------
    /// Sends bytes, or keeps what the socket does not take. Nothing happens if the client has gone.
    void send(std::string_view first, std::string_view second = {}, std::string_view third = {});
    /// Waits until there is little left to be sent.
    rt::Status drain(rt::State& st);
    /// The answer is complete.
    void finish(bool keep);
    void close();
    bool is_broken() const { return broken_; }

private:
    friend class HttpServer;
    enum class Phase : u8 { Reading, Handling, Sending, Lingering, Closed };
    void read_when_ready();
    void read();
    void consume(std::string_view bytes);
    void request_done();
    void refuse(int status);
    void linger();
    void write_when_ready();
    void write();
    void client_gone();
    void next_request();
    void set_deadline(f64 seconds);
    void deadline_over();

    std::shared_ptr<HttpServer> server_;
    std::shared_ptr<HttpConnection> self_;  // while it is open
    HttpConnection *previous_ = nullptr, *next_ = nullptr;
    LoopSocket socket_;
    Phase phase_ = Phase::Reading;
    bool keep_ = false, broken_ = false, writing_ = false, head_begun_ = false;
    i64 deadline_ = 0;  // of the steady clock; 0: none
    i64 body_begun_ = 0;
    RequestParser parser_;
    std::string in_;  // what has come and was not used yet
    std::string out_;  // what the socket did not take
    std::size_t out_begin_ = 0;
    Signal drained_;
    std::string remote_;
};

}  // namespace gs::stdlib
