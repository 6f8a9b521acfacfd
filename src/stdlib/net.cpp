// The library `net`: HTTP requests, and sockets (net_socket.cpp). How an exchange is done: http_client.h.
//
// Redirects are followed here and not by libcurl, which keeps a method where it should become GET and counts the time anew
// for each exchange.
#include <algorithm>
#include <cmath>
#include <ctime>

#include "runtime/native_args.h"
#include "stdlib/address.h"
#include "stdlib/compress_library.h"
#include "stdlib/http_client.h"
#include "stdlib/http_text.h"
#include "stdlib/json.h"
#include "stdlib/modules.h"
#include "stdlib/net_library.h"
#include "stdlib/system.h"
#include "stdlib/url.h"

namespace gs::stdlib {

using namespace rt;

namespace {

constexpr int kMostRedirects = 10;
constexpr char kResponseClass[] = "response";

/// What a script asks for, and how far it has come. A userdata holds it while the goroutine waits.
struct Exchange {
    std::string asked_method, asked_url;  // for messages
    ClientRequest request;
    bool follows = true, asks_for_gzip = true;
    f64 deadline = 0;  // of the steady clock; 0: none
    std::unique_ptr<Transfer> transfer;
};

const UserdataType kExchangeType = class_of<Exchange>("exchange");

f64 steady_seconds() {
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<f64>(time.tv_sec) + static_cast<f64>(time.tv_nsec) * 1e-9;
}

// ---- URLs ---------------------------------------------------------------------------------------------------------

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// The scheme in lower case; empty if there is none.
std::string scheme_of(std::string_view url) {
    std::string scheme;
    for (char c : url) {
        if (c == ':') return scheme;
        bool fits = is_letter(c) || (!scheme.empty() && ((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'));
        if (!fits) return {};
        scheme += c >= 'A' && c <= 'Z' ? static_cast<char>(c | 32) : c;
    }
    return {};
}

/// Where a URL leads: what decides whether credentials may go along.
struct Origin {
    std::string scheme, host;  // lower case; the host without brackets
    std::string port;
    bool operator==(const Origin&) const = default;
};

/// Takes the parts out of an http URL. False if there is something wrong with them.
bool find_origin(std::string_view url, Origin* out) {
    out->scheme = scheme_of(url);
    url.remove_prefix(out->scheme.size() + 1);
    if (!url.starts_with("//")) return false;
    url.remove_prefix(2);
    std::string_view host = url.substr(0, url.find_first_of("/?#"));
    std::size_t at = host.rfind('@');
    if (at != host.npos) host.remove_prefix(at + 1);
    std::size_t colon = host.rfind(':');
    std::string_view port;
    if (host.starts_with('[')) {
        std::size_t end = host.find(']');
        if (end == host.npos || (end + 1 < host.size() && host[end + 1] != ':')) return false;
        port = end + 1 < host.size() ? host.substr(end + 2) : std::string_view();
        host = host.substr(1, end - 1);
    } else if (colon != host.npos) {
        port = host.substr(colon + 1);
        host = host.substr(0, colon);
    }
    if (host.empty() || port.size() > 5 || port.find_first_not_of("0123456789") != port.npos) return false;
    out->port = port.empty() ? (out->scheme == "https" ? "443" : "80") : std::string(port);
    if (std::stoul(out->port) > 65535) return false;
    out->host.clear();
    for (char c : host) {
        u8 byte = static_cast<u8>(c);
        if (byte <= 0x20 || byte >= 0x7F || std::string_view("\"<>\\^{|}`%/").find(c) != std::string_view::npos)
            return false;
        out->host += c >= 'A' && c <= 'Z' ? static_cast<char>(c | 32) : c;
    }
    return true;
}

bool is_local(const std::string& host) {
    if (host == "localhost" || host == "::1") return true;
    return host.starts_with("127.") && host.find_first_not_of("0123456789.") == host.npos;
}

/// Makes the URL that is sent. What is wrong with the one that was given; empty if nothing.
std::string prepare_url(std::string_view given, ClientRequest& request, Origin* origin) {
    std::string scheme = scheme_of(given);
    if (scheme != "http" && scheme != "https") return "unsupported protocol scheme \"" + scheme + "\"";
    if (!find_origin(given, origin)) return "invalid URL";
    request.url = repair_url(given.substr(0, given.find('#')));
    request.reaches_directly = is_local(origin->host);
    return {};
}

// ---- what scripts pass --------------------------------------------------------------------------------------------

/// Reads the option `headers`, table number `position` of the call.
Status read_headers(State& st, const ArgReader& in, u32 position, Table* table, HeaderList* out) {
    Cursor cursor = cursor_start();
    Value key, value;
    while (cursor_next(st, table, &cursor, &key, &value)) {
        bool is_name = key.is_string() && is_http_token(view(key));
        if (is_name && !value.is_string() && !value.is_number()) {
            return in.error_format(position, "header '%.*s': string expected, got %s",
                                   static_cast<int>(view(key).size()), view(key).data(), type_name(value));
        }
        Value text = is_name ? TRY(tostring(st, value)) : Value::nil();
        if (!is_name || !is_header_value(view(text))) return st.raise_format("%s: invalid header", running_name(st));
        std::string name(view(key));
        std::erase_if(*out, [&](const auto& header) { return equal_ignoring_case(header.first, name); });
        out->emplace_back(std::move(name), view(text));
    }
    return {};
}

Status read_common(State& st, const ArgReader& in, u32 position, const OptionTable& options, Exchange& exchange) {
    constexpr f64 kUsualTimeout = 30;
    Table* headers = TRY(options.table_field("headers"));
    f64 timeout = TRY(options.real("timeout", kUsualTimeout));
    if (timeout < 0) return options.error("timeout", "must not be negative");
    if (timeout > 0 && std::isfinite(timeout)) exchange.deadline = steady_seconds() + timeout;
    exchange.follows = options.boolean("followRedirects", true);
    if (headers != nullptr) TRY(read_headers(st, in, position, headers, &exchange.request.headers));
    return {};
}

bool sends_length(const std::string& method) { return method == "POST" || method == "PUT" || method == "PATCH"; }

// ---- the exchange -------------------------------------------------------------------------------------------------

bool is_redirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

std::string_view find_header(const HeaderList& headers, std::string_view name) {
    for (const auto& header : headers) {
        if (header.first == name) return header.second;
    }
    return {};
}

void drop_headers(ClientRequest& request, std::initializer_list<std::string_view> names) {
    std::erase_if(request.headers, [&](const auto& header) {
        return std::any_of(names.begin(), names.end(),
                           [&](std::string_view name) { return equal_ignoring_case(header.first, name); });
    });
}

/// Turns the request into the one that an answer points to. What is wrong with the address; empty if nothing.
std::string redirect_request(Exchange& exchange, Origin* origin) {
    ClientRequest& request = exchange.request;
    std::string location(find_header(exchange.transfer->headers(), "Location"));
    std::string target;
    if (!join_urls(request.url, repair_url(location), &target)) return "invalid URL";
    Origin before = *origin;
    if (std::string problem = prepare_url(target, request, origin); !problem.empty()) return problem;
    int status = exchange.transfer->status();
    if (status != 307 && status != 308) {
        if (request.method != "HEAD") request.method = "GET";
        request.body = {};
        request.has_body = false;
        drop_headers(request, {"Content-Type", "Content-Length"});
    }
    if (before != *origin) drop_headers(request, {"Authorization", "Cookie", "Host"});
    return {};
}

/// nil and `METHOD URL: REASON`
Ret exchange_failed(State& st, const Exchange& exchange, std::string_view reason) {
    return fail_with(st, exchange.asked_method + " " + exchange.asked_url + ": " + std::string(reason));
}

Ret response_json(State& st, Args args) {
    Table* response = TRY(ArgReader(st, args).self_table());
    Value body = raw_get_string(st, response, intern(st, "body"));
    return decode_json(st, body.is_string() ? view(body) : std::string_view());
}
constexpr FnRow kResponseMethods[] = {{"response.json", response_json}};

std::string status_text(const Transfer& transfer) {
    std::string_view reason = transfer.reason();
    if (reason.empty()) reason = reason_of(transfer.status());
    std::string out = std::to_string(transfer.status());
    return reason.empty() ? out : out + " " + std::string(reason);
}

/// The table that describes the answer, or a failure.
Ret give_response(State& st, const Exchange& exchange) {
    const Transfer& transfer = *exchange.transfer;
    bool unpack = exchange.asks_for_gzip && !transfer.body().empty() &&
                  equal_ignoring_case(find_header(transfer.headers(), "Content-Encoding"), "gzip");
    Value body;
    if (unpack) {
        Ret unpacked = TRY_CALL(decode_gzip(st, transfer.body()));
        if (unpacked.first.is_nil()) return exchange_failed(st, exchange, "invalid gzip data in the response");
        body = unpacked.first;
    } else {
        body = TRY(string_value(st, transfer.body()));
    }
    constexpr u32 kFields = 6;
    Table* response = make_table(st, kFields);
    set_field(st, response, "status", Value::integer(transfer.status()));
    set_field(st, response, "statusText", TRY(string_value(st, status_text(transfer))));
    set_field(st, response, "ok", Value::boolean(transfer.status() < 400));
    set_field(st, response, "body", body);
    Table* headers = make_header_table(st);
    set_field(st, response, "headers", Value::table(headers));
    for (const auto& [name, value] : transfer.headers()) {
        if (unpack && (name == "Content-Encoding" || name == "Content-Length")) continue;
        TRY(add_header(st, headers, name, value));
    }
    set_method_metatable(st, response, kResponseClass, kResponseMethods);
    return give(st, {Value::table(response), Value::nil()});
}

/// One hop. `*problem` tells why there is no answer.
Status transfer_once(State& st, Exchange& exchange, const Origin& origin, std::string* problem) {
    TRY(ask_permission(st, "net.connect", origin.host + ":" + origin.port));
    ClientRequest& request = exchange.request;
    if (exchange.deadline != 0) {
        request.timeout = exchange.deadline - steady_seconds();
        if (request.timeout <= 0) {
            *problem = "timeout exceeded";
            return {};
        }
    }
    exchange.transfer = std::make_unique<Transfer>(library_data<HttpClient>(st), request);
    TRY(exchange.transfer->wait(st));
    if (exchange.transfer->out_of_memory()) return st.raise_memory();
    if (exchange.transfer->too_large()) return st.raise_text("resulting string too large");
    *problem = exchange.transfer->problem();
    return {};
}

Ret run_exchange(State& st, Exchange& exchange) {
    if (!library_data<HttpClient>(st).is_there()) return fail_with(st, "net: not built in");
    exchange.asks_for_gzip =
        std::none_of(exchange.request.headers.begin(), exchange.request.headers.end(),
                     [](const auto& header) { return equal_ignoring_case(header.first, "Accept-Encoding"); });
    Origin origin;
    std::string problem = prepare_url(exchange.asked_url, exchange.request, &origin);
    for (int redirects = 0; problem.empty(); ++redirects) {
        TRY(transfer_once(st, exchange, origin, &problem));
        if (!problem.empty()) break;
        const Transfer& transfer = *exchange.transfer;
        bool moves =
            exchange.follows && is_redirect(transfer.status()) && !find_header(transfer.headers(), "Location").empty();
        if (!moves) return give_response(st, exchange);
        if (redirects == kMostRedirects) {
            problem = "stopped after 10 redirects";
        } else {
            problem = redirect_request(exchange, &origin);
        }
    }
    return exchange_failed(st, exchange, problem);
}

/// net.get and the others: the method is what the name of the function says, argument `options` the table of options.
Ret request_by_name(State& st, Args args, bool has_body) {
    ArgReader in(st, args);
    std::string_view url = TRY(in.text(0));
    String* body = has_body ? TRY(in.string(1)) : nullptr;
    u32 position = has_body ? 2 : 1;
    OptionTable options = TRY(in.options(position));
    Userdata* object = make_object<Exchange>(st, kExchangeType);
    auto& exchange = *reinterpret_cast<Exchange*>(object->payload);
    std::string_view name = running_name(st);
    exchange.asked_method = name.substr(name.find('.') + 1);
    for (char& c : exchange.asked_method) c = static_cast<char>(c & ~32);
    exchange.asked_url = url;
    if (options.present()) {
        TRY(read_common(st, in, position, options, exchange));
    } else {
        TRY(read_common(st, in, position, OptionTable(st, position, make_table(st)), exchange));
    }
    exchange.request.method = exchange.asked_method;
    exchange.request.has_body = has_body;
    if (body != nullptr) exchange.request.body = view(body);
    return run_exchange(st, exchange);
}

Ret net_without_body(State& st, Args args) { return request_by_name(st, args, false); }
Ret net_with_body(State& st, Args args) { return request_by_name(st, args, true); }

bool is_method(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return is_letter(c) || c == '-'; });
}

Ret net_request(State& st, Args args) {
    ArgReader in(st, args);
    OptionTable options(st, 0, TRY(in.table(0)));
    std::string_view url = TRY(options.text("url", ""));
    if (url.empty()) return st.raise_format("%s: 'url' field is required", running_name(st));
    std::string_view method = TRY(options.text("method", "GET"));
    if (!is_method(method)) return options.error("method", "invalid method");
    String* body = TRY(options.string("body"));
    Userdata* object = make_object<Exchange>(st, kExchangeType);
    auto& exchange = *reinterpret_cast<Exchange*>(object->payload);
    exchange.asked_url = url;
    exchange.asked_method = method;
    for (char& c : exchange.asked_method) c = c == '-' ? c : static_cast<char>(c & ~32);
    TRY(read_common(st, in, 0, options, exchange));
    exchange.request.method = exchange.asked_method;
    if (body != nullptr) exchange.request.body = view(body);
    exchange.request.has_body = !exchange.request.body.empty() || sends_length(exchange.request.method);
    return run_exchange(st, exchange);
}

constexpr FnRow kFunctions[] = {
    {"net.get", net_without_body}, {"net.delete", net_without_body}, {"net.post", net_with_body},
    {"net.put", net_with_body},    {"net.patch", net_with_body},     {"net.request", net_request},
};
constexpr FnRow kHttpFunctions[] = {{"http.get", net_without_body}};

}  // namespace

void add_client_functions(State& st, Table* library) {
    register_class(st, kExchangeType, {});
    add_functions(st, library, kHttpFunctions);
}

void open_net(State& st) {
    open_http_text(st);
    open_addresses(st);
    register_class(st, kExchangeType, {});
    Table* library = register_library(st, "net", kFunctions);
    add_socket_functions(st, library);
}

}  // namespace gs::stdlib
