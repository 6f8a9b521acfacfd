// Answers of the HTTP server as handlers make them.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/library.h"
#include "stdlib/http_server.h"

namespace gs::stdlib {

/// The payload of the class `reply`. Collects the body until it is long, or the handler has ended; from then on it sends.
class HttpReply {
public:
    explicit HttpReply(std::shared_ptr<HttpConnection> connection) : connection_(std::move(connection)) {}

    HttpConnection& connection() { return *connection_; }
    const RequestHead& request() const { return connection_->head(); }
    bool is_finished() const { return finished_; }
    /// Whether something was written: then status and headers stand.
    bool has_begun() const { return begun_; }
    bool has_header(std::string_view name) const;

    void set_status(int status) { status_ = status; }
    void set_header(std::string_view name, std::string_view value);
    /// The body will have this length, so it need not be sent in chunks.
    void set_length(u64 length) { length_ = static_cast<i64>(length); }

    /// Adds to the body. Waits while the client is slow.
    rt::Status write(rt::State& st, std::string_view text);
    /// Sends what there is.
    rt::Status flush(rt::State& st);
    /// Nothing more will come.
    void finish();
    /// In place of everything so far: an error. If something has left already the connection is closed.
    void fail(std::string_view text);

private:
    struct Header {
        std::string name, value;
    };
    std::string make_head(bool complete);
    void add_header_line(std::string& out, std::string_view name, std::string_view value) const;
    bool has_no_body() const { return status_ == 204 || status_ == 304; }
    rt::Status send_collected(rt::State& st);

    std::shared_ptr<HttpConnection> connection_;
    int status_ = 200;
    bool begun_ = false, head_sent_ = false, finished_ = false, chunked_ = false, keep_ = false;
    i64 length_ = -1;  // negative: not known yet
    std::vector<Header> headers_;
    std::string body_;
};

extern const rt::UserdataType kReplyType;
void register_reply_class(rt::State& st);

/// Answers with another place to go to.
void redirect(HttpReply& reply, std::string_view url, int status);

}  // namespace gs::stdlib
