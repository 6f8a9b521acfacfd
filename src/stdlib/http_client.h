// Single HTTP exchanges through libcurl, in the event loop. What a request of a script is made of: net_http.cpp.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/state.h"
#include "stdlib/curl.h"
#include "stdlib/event_loop.h"
#include "stdlib/read_ahead.h"

namespace gs::stdlib {

using HeaderList = std::vector<std::pair<std::string, std::string>>;

/// One request to one address; redirects are not followed.
struct ClientRequest {
    std::string method, url;
    HeaderList headers;
    std::string body;
    bool has_body = false;
    f64 timeout = 0;  // seconds; 0: none
    bool reaches_directly = false;  // no proxy
};

/// All transfers of a State: connections stay open for the next request.
class HttpClient final : public rt::LibraryData {
public:
    explicit HttpClient(rt::State& st);
    ~HttpClient() override;
    /// False: there is no libcurl.
    bool is_there() const { return curl_ != nullptr && multi_ != nullptr; }

private:
    friend class Transfer;
    static int on_socket(CURL*, curl_socket_t socket, int what, void* self, void*);
    static int on_timer(CURLM*, long milliseconds, void* self);
    void wait_for_sockets();
    void look_at_sockets();
    void act(curl_socket_t socket, int events);

    EventLoop& loop_;
    const Curl* curl_;
    CURLM* multi_ = nullptr;
    LoopDescriptor sockets_;  // an epoll set: libcurl keeps its sockets to itself
    LoopTimer timer_;
};

/// One exchange.
class Transfer {
public:
    Transfer(HttpClient& client, ClientRequest request);
    ~Transfer();
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;

    rt::Status wait(rt::State& st);
    /// What went wrong; empty if an answer has arrived.
    std::string problem() const;
    /// More came than fits into memory, or into a string.
    bool out_of_memory() const { return out_of_memory_; }
    bool too_large() const { return too_large_; }
    int status() const { return status_; }
    std::string_view reason() const { return reason_; }
    const HeaderList& headers() const { return headers_; }
    std::string_view body() const { return body_.bytes(); }

private:
    friend class HttpClient;
    static curl_socket_t open_socket(void*, curlsocktype, curl_sockaddr* address);
    static std::size_t on_header(char* bytes, std::size_t size, std::size_t count, void* self);
    static std::size_t on_body(char* bytes, std::size_t size, std::size_t count, void* self);
    void set_up();
    void set_headers();
    void take_header(std::string_view line);
    void done(CURLcode result);
    template <class T>
    void set(CURLoption option, T value) {
        (void)client_.curl_->easy_setopt(easy_, option, value);
    }

    HttpClient& client_;
    ClientRequest request_;
    CURL* easy_;
    curl_slist* list_ = nullptr;
    bool added_ = false, done_ = false, out_of_memory_ = false, too_large_ = false;
    CURLcode result_ = CURLE_OK;
    long system_error_ = 0;
    char error_text_[CURL_ERROR_SIZE] = "";
    int status_ = 0;
    std::string reason_;
    HeaderList headers_;
    ReadAhead body_;
    Signal signal_;
};

}  // namespace gs::stdlib
