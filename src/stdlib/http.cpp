// The library `http`: servers. What they are made of: http_server.h. The client is the library `net`.
#include <algorithm>

#include "runtime/call.h"
#include "runtime/scheduler.h"
#include "stdlib/http_library.h"
#include "stdlib/http_router.h"
#include "stdlib/http_text.h"
#include "stdlib/modules.h"
#include "stdlib/net_library.h"
#include "stdlib/output.h"
#include "stdlib/system.h"

namespace gs::stdlib {

using namespace rt;

namespace {

/// A server and its handler. Kept by the goroutine in http.listen and by the function that stops the server.
struct ServerObject {
    explicit ServerObject(Value handler) : handler(handler) {}
    ~ServerObject() {
        if (server) server->close();
    }
    void trace(Tracer& tracer) { tracer.value(handler); }

    std::shared_ptr<HttpServer> server;
    Value handler;
};

const UserdataType kServerType = class_of<ServerObject>("server");

std::string listen_message(std::string_view address, std::string_view reason) {
    return "listen " + std::string(address) + ": " + std::string(reason);
}

Failure raise_listen(State& st, std::string_view address, std::string_view reason) {
    auto make = [&] { return make_string(st, listen_message(address, reason)); };
    String* message = TRY(make());
    return st.raise(Value::string(message));
}

// ---- options ------------------------------------------------------------------------------------------------------

/// A number that must not be negative.
Result<i64> count_option(const OptionTable& options, std::string_view name, i64 other) {
    i64 n = TRY(options.integer(name, other));
    if (n < 0) return options.error(name, "must not be negative");
    return n;
}

Result<f64> time_option(const OptionTable& options, std::string_view name, f64 other) {
    f64 seconds = TRY(options.real(name, other));
    if (seconds < 0) return options.error(name, "must not be negative");
    constexpr f64 kLongest = 1e9;
    return seconds < kLongest ? seconds : 0;  // also NaN and infinity
}

struct ListenOptions {
    ServerOptions server;
    bool quiet = false;
    Value on_listen = Value::nil();
};

Result<ListenOptions> read_options(const OptionTable& options) {
    ListenOptions out;
    if (!options.present()) return out;
    constexpr i64 kMostHead = 1 << 30;
    out.quiet = options.boolean("quiet", false);
    out.server.limits.body = static_cast<u64>(TRY(count_option(options, "maxBody", 64 * 1024 * 1024)));
    out.server.limits.head = static_cast<u32>(std::min(TRY(count_option(options, "maxHead", 1024 * 1024)), kMostHead));
    out.server.most_connections =
        static_cast<u32>(std::min<i64>(TRY(count_option(options, "maxConnections", 0)), INT32_MAX));
    out.server.idle_timeout = TRY(time_option(options, "idleTimeout", out.server.idle_timeout));
    out.server.head_timeout = TRY(time_option(options, "headTimeout", out.server.head_timeout));
    out.server.body_timeout = TRY(time_option(options, "bodyTimeout", out.server.body_timeout));
    out.server.write_timeout = TRY(time_option(options, "writeTimeout", out.server.write_timeout));
    out.on_listen = TRY(options.callable("onListen"));
    return out;
}

// ---- listening ----------------------------------------------------------------------------------------------------

/// What onListen gets to end the server.
Ret server_stop(State& st, Args) {
    auto* object = payload_of<ServerObject>(native_upvalue(st, 0), kServerType);
    if (object->server) object->server->stop();
    return Ret::none();
}
constexpr FnRow kStopRow{"server.stop", server_stop};

/// Opens the socket, or raises.
Status open_socket(State& st, HttpServer& server, std::string_view address) {
    HostPort where;
    if (!split_address(address, &where)) return raise_listen(st, address, "invalid address");
    Lookup lookup;
    if (!where.host.empty()) TRY(look_up(st, where, &lookup));
    if (!lookup.problem.empty()) return raise_listen(st, address, lookup.problem);
    int error = server.listen(where, lookup.found);
    if (error != 0) return raise_listen(st, address, system_reason(error));
    return {};
}

}  // namespace

Value handler_of(HttpServer& server) { return reinterpret_cast<ServerObject*>(server.owner->payload)->handler; }

Ret serve(State& st, const ArgReader& in, std::string_view address, Value handler, u32 options_position) {
    ListenOptions options = TRY(read_options(TRY(in.options(options_position))));
    TRY(ask_permission(st, "http.listen", address));
    Userdata* owner = make_object<ServerObject>(st, kServerType, handler);
    auto& object = *reinterpret_cast<ServerObject*>(owner->payload);
    object.server = std::make_shared<HttpServer>(EventLoop::of(st), options.server, start_handler);
    HttpServer& server = *object.server;
    server.owner = owner;
    TRY(open_socket(st, server, address));
    if (!options.quiet) {
        auto print = [&] { print_line(st, "GScript HTTP server listening on " + std::string(address)); };
        print();
    }
    server.start();
    if (!options.on_listen.is_nil()) {
        auto real_address = [&] { return string_value(st, address_text(server.local())); };
        Value arguments[] = {TRY(real_address()), Value::function(make_native(st, &kStopRow, {Value::object(owner)}))};
        TRY(start_goroutine(st, options.on_listen, arguments, 2));
    }
    Status ended = server.wait_for_end(st);
    if (!ended.ok()) {
        server.close();
        return kFailed;
    }
    return Ret::none();
}

namespace {

Ret http_listen(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view address = TRY(in.text(0));
    // A router is none, but does as one.
    Value handler = payload_of<HttpRouter>(in[1], kRouterType) != nullptr ? in[1] : TRY(in.callable(1));
    return serve(st, in, address, handler, 2);
}

Ret http_new_router(State& st, Args) { return Value::object(make_router(st)); }

constexpr FnRow kFunctions[] = {
    {"http.listen", http_listen},
    {"http.newRouter", http_new_router},
    {"http.files", http_files},
};

}  // namespace

void open_http(State& st) {
    open_http_text(st);
    open_addresses(st);
    register_class(st, kServerType, {});
    register_reply_class(st);
    register_router_class(st);
    register_files_class(st);
    Table* library = register_library(st, "http", kFunctions);
    add_client_functions(st, library);
}

}  // namespace gs::stdlib
