// libcurl drives the protocol; it tells us which sockets it waits for and until when (its "multi socket" interface), and
// we tell it what happened. Its sockets stand in an epoll set of their own, which is one descriptor to the loop: libcurl
// opens and closes them as it likes, and the loop never owns one.
#include "stdlib/http_client.h"

#include <algorithm>
#include <cerrno>
#include <sys/epoll.h>

#include "runtime/strings.h"
#include "stdlib/environment.h"
#include "stdlib/http_text.h"
#include "stdlib/system.h"

namespace gs::stdlib {

using namespace rt;

namespace {

constexpr const char* kUserAgent = "GScript/1.0";

bool has_header(const HeaderList& headers, std::string_view name) {
    return std::any_of(headers.begin(), headers.end(),
                       [&](const auto& header) { return equal_ignoring_case(header.first, name); });
}

std::string lower_first(std::string text) {
    if (text.size() > 1 && text[0] >= 'A' && text[0] <= 'Z' && text[1] >= 'a')
        text[0] = static_cast<char>(text[0] | 32);
    return text;
}

}  // namespace

// ---- the client ---------------------------------------------------------------------------------------------------

HttpClient::HttpClient(State& st)
    : loop_(EventLoop::of(st)),
      curl_(Curl::load()),
      sockets_(loop_.io(), ::epoll_create1(EPOLL_CLOEXEC)),
      timer_(loop_.io()) {
    if (curl_ == nullptr) return;
    multi_ = curl_->multi_init();
    if (multi_ == nullptr) return;
    (void)curl_->multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, on_socket);
    (void)curl_->multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
    (void)curl_->multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, on_timer);
    (void)curl_->multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
    wait_for_sockets();
}

HttpClient::~HttpClient() {
    if (multi_ != nullptr) (void)curl_->multi_cleanup(multi_);
}

int HttpClient::on_socket(CURL*, curl_socket_t socket, int what, void* self, void*) {
    int set = static_cast<HttpClient*>(self)->sockets_.native_handle();
    epoll_event event{0, {.fd = socket}};
    if (what == CURL_POLL_REMOVE) {
        (void)::epoll_ctl(set, EPOLL_CTL_DEL, socket, &event);
        return 0;
    }
    if (what & CURL_POLL_IN) event.events |= EPOLLIN;
    if (what & CURL_POLL_OUT) event.events |= EPOLLOUT;
    if (::epoll_ctl(set, EPOLL_CTL_MOD, socket, &event) < 0) (void)::epoll_ctl(set, EPOLL_CTL_ADD, socket, &event);
    return 0;
}

int HttpClient::on_timer(CURLM*, long milliseconds, void* self) {
    auto* client = static_cast<HttpClient*>(self);
    client->timer_.cancel();
    if (milliseconds < 0) return 0;
    client->timer_.expires_after(std::chrono::milliseconds(milliseconds));
    client->timer_.async_wait([client](const asio::error_code& error) {
        if (!error) client->act(CURL_SOCKET_TIMEOUT, 0);
    });
    return 0;
}

void HttpClient::wait_for_sockets() {
    sockets_.async_wait(LoopDescriptor::wait_read, [this](const asio::error_code& error) {
        if (error) return;
        look_at_sockets();
        wait_for_sockets();
    });
}

void HttpClient::look_at_sockets() {
    epoll_event events[64];
    int count = ::epoll_wait(sockets_.native_handle(), events, 64, 0);
    for (int i = 0; i < count; ++i) {
        int bits = 0;
        if (events[i].events & EPOLLIN) bits |= CURL_CSELECT_IN;
        if (events[i].events & EPOLLOUT) bits |= CURL_CSELECT_OUT;
        if (events[i].events & (EPOLLERR | EPOLLHUP)) bits |= CURL_CSELECT_ERR;
        act(events[i].data.fd, bits);
    }
}

void HttpClient::act(curl_socket_t socket, int events) {
    int running = 0;
    (void)curl_->multi_socket_action(multi_, socket, events, &running);
    int left = 0;
    while (CURLMsg* message = curl_->multi_info_read(multi_, &left)) {
        if (message->msg != CURLMSG_DONE) continue;
        char* transfer = nullptr;
        (void)curl_->easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
        reinterpret_cast<Transfer*>(transfer)->done(message->data.result);
    }
}

// ---- a transfer ---------------------------------------------------------------------------------------------------

Transfer::Transfer(HttpClient& client, ClientRequest request)
    : client_(client), request_(std::move(request)), easy_(client.curl_->easy_init()), body_(client.loop_.state()) {
    if (easy_ == nullptr) {
        out_of_memory_ = done_ = true;
        return;
    }
    set_up();
    added_ = client_.curl_->multi_add_handle(client_.multi_, easy_) == CURLM_OK;
    if (!added_) out_of_memory_ = done_ = true;
}

Transfer::~Transfer() {
    if (added_) (void)client_.curl_->multi_remove_handle(client_.multi_, easy_);
    if (easy_ != nullptr) client_.curl_->easy_cleanup(easy_);
    client_.curl_->slist_free_all(list_);
}

void Transfer::set_up() {
    set(CURLOPT_PRIVATE, this);
    set(CURLOPT_URL, request_.url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_PATH_AS_IS, 1L);
    set(CURLOPT_QUICK_EXIT, 1L);
    set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    set(CURLOPT_HTTP09_ALLOWED, 0L);
    set(CURLOPT_ERRORBUFFER, error_text_);
    set(CURLOPT_OPENSOCKETFUNCTION, open_socket);
    set(CURLOPT_HEADERFUNCTION, on_header);
    set(CURLOPT_HEADERDATA, this);
    set(CURLOPT_WRITEFUNCTION, on_body);
    set(CURLOPT_WRITEDATA, this);
    if (request_.timeout > 0) {
        auto milliseconds = static_cast<long>(std::clamp(request_.timeout * 1000, 1.0, 2e9));
        set(CURLOPT_TIMEOUT_MS, milliseconds);
        set(CURLOPT_CONNECTTIMEOUT_MS, milliseconds);
    }
    // Other certificates than the system's, named as for every program that uses OpenSSL.
    if (auto file = environment_variable("SSL_CERT_FILE")) set(CURLOPT_CAINFO, file->c_str());
    if (auto folder = environment_variable("SSL_CERT_DIR")) set(CURLOPT_CAPATH, folder->c_str());
    if (request_.reaches_directly) {
        set(CURLOPT_PROXY, "");
    } else if (request_.url.starts_with("http:") && !environment_variable("http_proxy")) {
        // Servers of old pass headers of requests to programs as HTTP_NAME, so libcurl looks at the other spelling alone.
        if (auto proxy = environment_variable("HTTP_PROXY")) set(CURLOPT_PROXY, proxy->c_str());
    }
    if (request_.method == "HEAD") {
        set(CURLOPT_NOBODY, 1L);
    } else if (request_.has_body) {
        set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
        set(CURLOPT_POSTFIELDS, request_.body.data());
        set(CURLOPT_CUSTOMREQUEST, request_.method.c_str());
    } else {
        set(CURLOPT_HTTPGET, 1L);
        set(CURLOPT_CUSTOMREQUEST, request_.method.c_str());
    }
    set_headers();
}

void Transfer::set_headers() {
    const Curl& curl = *client_.curl_;
    auto add = [&](const std::string& line) {
        if (curl_slist* longer = curl.slist_append(list_, line.c_str())) list_ = longer;
    };
    for (const auto& [name, value] : request_.headers) {
        std::string line = name;
        add(value.empty() ? line.append(";") : line.append(": ").append(value));
    }
    if (!has_header(request_.headers, "User-Agent")) add(std::string("User-Agent: ") + kUserAgent);
    if (!has_header(request_.headers, "Accept-Encoding")) add("Accept-Encoding: gzip");
    // A name alone takes away what libcurl would add.
    for (const char* name : {"Accept", "Content-Type", "Expect"}) {
        if (!has_header(request_.headers, name)) add(std::string(name) + ":");
    }
    set(CURLOPT_HTTPHEADER, list_);
}

/// libcurl's own would be inherited by child processes.
curl_socket_t Transfer::open_socket(void*, curlsocktype, curl_sockaddr* address) {
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

std::size_t Transfer::on_header(char* bytes, std::size_t size, std::size_t count, void* self) {
    static_cast<Transfer*>(self)->take_header({bytes, size * count});
    return size * count;
}

void Transfer::take_header(std::string_view line) {
    while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
    if (line.starts_with("HTTP/")) {
        // Answers that come before the one that counts have heads of their own.
        headers_.clear();
        std::size_t space = std::min(line.find(' '), line.size());
        line.remove_prefix(std::min(space + 1, line.size()));
        status_ = std::atoi(std::string(line.substr(0, 3)).c_str());
        reason_ = line.size() > 4 ? line.substr(4) : std::string_view();
        return;
    }
    std::size_t colon = line.find(':');
    if (colon == line.npos || colon == 0) {
        // The value of the last header goes on.
        std::size_t begin = line.find_first_not_of(" \t");
        if (begin != line.npos && begin > 0 && !headers_.empty())
            headers_.back().second += " " + std::string(line.substr(begin));
        return;
    }
    std::string_view value = line.substr(colon + 1);
    std::size_t begin = std::min(value.find_first_not_of(" \t"), value.size());
    value.remove_prefix(begin);
    while (value.ends_with(' ') || value.ends_with('\t')) value.remove_suffix(1);
    headers_.emplace_back(canonical_name(line.substr(0, colon)), value);
}

std::size_t Transfer::on_body(char* bytes, std::size_t size, std::size_t count, void* self) {
    auto& transfer = *static_cast<Transfer*>(self);
    size *= count;
    std::size_t room = size;
    if (transfer.body_.size() + size > kMaxStringLength) {
        transfer.too_large_ = true;
        return 0;
    }
    char* to = transfer.body_.room(&room);
    if (to == nullptr) {
        transfer.out_of_memory_ = true;
        return 0;
    }
    std::copy_n(bytes, size, to);
    transfer.body_.add(size);
    return size;
}

void Transfer::done(CURLcode result) {
    result_ = result;
    (void)client_.curl_->easy_getinfo(easy_, CURLINFO_OS_ERRNO, &system_error_);
    done_ = true;
    signal_.wake_all(client_.loop_.state());
}

Status Transfer::wait(State& st) {
    while (!done_) TRY(signal_.wait(st));
    return {};
}

std::string Transfer::problem() const {
    switch (result_) {
        case CURLE_OK: return {};
        case CURLE_URL_MALFORMAT: return "invalid URL";
        case CURLE_COULDNT_RESOLVE_HOST:
        case CURLE_COULDNT_RESOLVE_PROXY: return "no such host";
        case CURLE_COULDNT_CONNECT:
            return system_error_ != 0 ? system_reason(static_cast<int>(system_error_)) : "connection refused";
        case CURLE_OPERATION_TIMEDOUT: return "timeout exceeded";
        case CURLE_GOT_NOTHING:
        case CURLE_PARTIAL_FILE:
        case CURLE_RECV_ERROR:
        case CURLE_SEND_ERROR: return "unexpected end of response";
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_SSL_CERTPROBLEM:
        case CURLE_SSL_ISSUER_ERROR:
            return "certificate not accepted: " + lower_first(error_text_[0] != '\0' ? error_text_ : "no reason given");
        case CURLE_UNSUPPORTED_PROTOCOL:
        case CURLE_WEIRD_SERVER_REPLY: return "malformed response";
        default: break;
    }
    return lower_first(error_text_[0] != '\0' ? error_text_ : client_.curl_->easy_strerror(result_));
}

}  // namespace gs::stdlib
