// Sockets of the library `net`. `net.dial` and `net.listen` take the network as an option, so that others than TCP have
// their place; what they give are objects of the classes `socket` and `listener`.
#include <algorithm>
#include <cmath>

#include "runtime/coroutine.h"
#include "stdlib/net_library.h"
#include "stdlib/system.h"
#include "stdlib/tcp.h"

namespace gs::stdlib {

using namespace rt;

namespace {

struct SocketObject {
    explicit SocketObject(std::shared_ptr<TcpStream> stream) : stream(std::move(stream)) {}
    ~SocketObject() { stream->close(); }
    std::shared_ptr<TcpStream> stream;
};
const UserdataType kSocketType = class_of<SocketObject>("socket");

struct ListenerObject {
    explicit ListenerObject(std::shared_ptr<TcpListener> listener) : listener(std::move(listener)) {}
    ~ListenerObject() { listener->close(); }
    std::shared_ptr<TcpListener> listener;
};
const UserdataType kListenerType = class_of<ListenerObject>("listener");

std::string reason_text(int error) {
    if (error == TcpStream::kClosed) return "socket is closed";
    return error == ETIMEDOUT ? "timeout exceeded" : system_reason(error);
}

/// nil and `OPERATION ADDRESS: REASON`
Ret socket_failure(State& st, std::string_view operation, std::string_view address, std::string_view reason) {
    std::string message(operation);
    message += ' ';
    message += address;
    message += ": ";
    message += reason;
    return fail_with(st, message);
}

Ret stream_failure(State& st, std::string_view operation, const TcpStream& stream, int error) {
    return socket_failure(st, operation, address_text(stream.remote()), reason_text(error));
}

/// A number of seconds: 0, NaN and infinity mean no limit.
Result<f64> check_timeout(const OptionTable& options, f64 usual) {
    f64 seconds = TRY(options.real("timeout", usual));
    if (seconds < 0) return options.error("timeout", "must not be negative");
    return std::isfinite(seconds) ? seconds : 0;
}

Status check_network(const OptionTable& options) {
    std::string_view network = TRY(options.text("network", "tcp"));
    if (network != "tcp") return options.error("network", "unknown network");
    return {};
}

// ---- connecting and listening -------------------------------------------------------------------------------------

Ret net_dial(State& st, Args args) {
    constexpr f64 kUsualTimeout = 30;
    ArgReader in(st, args);
    std::string_view address = TRY(in.text(0));
    OptionTable options = TRY(in.options(1));
    f64 timeout = kUsualTimeout;
    if (options.present()) {
        TRY(check_network(options));
        timeout = TRY(check_timeout(options, kUsualTimeout));
    }
    TRY(ask_permission(st, "net.connect", address));
    HostPort where;
    if (!split_address(address, &where)) return socket_failure(st, "dial", address, "invalid address");
    if (where.host.empty()) where.host = "localhost";
    Lookup lookup;
    TRY(look_up(st, where, &lookup));
    if (!lookup.problem.empty()) return socket_failure(st, "dial", address, lookup.problem);
    int error = 0;
    for (const Endpoint& endpoint : lookup.found) {
        auto make = [&] { return std::make_shared<TcpStream>(EventLoop::of(st), endpoint); };
        Userdata* object = make_object<SocketObject>(st, kSocketType, make());
        TcpStream& stream = *reinterpret_cast<SocketObject*>(object->payload)->stream;
        error = TRY(stream.connect(st, timeout));
        if (error == 0) return Value::object(object);
        stream.close();
    }
    return socket_failure(st, "dial", address, reason_text(error));
}

Ret net_listen(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view address = TRY(in.text(0));
    OptionTable options = TRY(in.options(1));
    if (options.present()) TRY(check_network(options));
    TRY(ask_permission(st, "net.listen", address));
    HostPort where;
    if (!split_address(address, &where)) return socket_failure(st, "listen", address, "invalid address");
    Lookup lookup;
    if (!where.host.empty()) TRY(look_up(st, where, &lookup));
    if (!lookup.problem.empty()) return socket_failure(st, "listen", address, lookup.problem);
    auto make = [&] { return std::make_shared<TcpListener>(EventLoop::of(st)); };
    Userdata* object = make_object<ListenerObject>(st, kListenerType, make());
    int error = reinterpret_cast<ListenerObject*>(object->payload)->listener->listen(where, lookup.found);
    if (error != 0) return socket_failure(st, "listen", address, reason_text(error));
    return Value::object(object);
}

// ---- listeners ----------------------------------------------------------------------------------------------------

Ret listener_accept(State& st, Args args) {
    ArgReader in(st, args);
    TcpListener& listener = *TRY(in.self<ListenerObject>(kListenerType))->listener;
    f64 timeout = TRY(in.real_or(0, 0));
    int descriptor = -1;
    Endpoint remote;
    int error = TRY(listener.accept(st, timeout > 0 ? timeout : 0, &descriptor, &remote));
    if (error != 0) return fail_with(st, "accept: " + reason_text(error));
    auto make = [&] { return std::make_shared<TcpStream>(EventLoop::of(st), remote); };
    Userdata* object = make_object<SocketObject>(st, kSocketType, make());
    reinterpret_cast<SocketObject*>(object->payload)->stream->take(descriptor);
    return Value::object(object);
}

Ret listener_addr(State& st, Args args) {
    ArgReader in(st, args);
    TcpListener& listener = *TRY(in.self<ListenerObject>(kListenerType))->listener;
    if (!listener.is_open()) return Value::nil();
    return TRY(string_value(st, address_text(listener.local())));
}

Ret listener_close(State& st, Args args) {
    ArgReader in(st, args);
    TRY(in.self<ListenerObject>(kListenerType))->listener->close();
    return Ret::none();
}

// ---- sockets ------------------------------------------------------------------------------------------------------

constexpr std::size_t kUsualRead = 16 * 1024;

Result<TcpStream*> stream_of(ArgReader& in) { return TRY(in.self<SocketObject>(kSocketType))->stream.get(); }

/// The first bytes that have come, as a string.
Ret take(State& st, TcpStream& stream, std::size_t count, std::size_t left_out = 0) {
    Value text = TRY(string_value(st, stream.ahead().bytes().substr(0, count - left_out)));
    stream.ahead().take(count);
    return text;
}

/// Bytes as they come, but at most so many.
Ret socket_read(State& st, Args args) {
    ArgReader in(st, args);
    TcpStream& stream = *TRY(stream_of(in));
    i64 most = TRY(in.integer_or(0, static_cast<i64>(kUsualRead)));
    if (most < 0) return in.error(0, "must not be negative");
    auto wanted = std::min<u64>(static_cast<u64>(most), kMaxStringLength);
    if (wanted == 0) return TRY(string_value(st, ""));
    while (stream.ahead().empty()) {
        bool end = false;
        int error = TRY(stream.read_more(st, std::min<std::size_t>(wanted, 64 * kUsualRead), &end));
        if (error != 0) return stream_failure(st, "read", stream, error);
        if (end) return Value::nil();
    }
    return take(st, stream, std::min<std::size_t>(wanted, stream.ahead().size()));
}

/// The next line without its end, as of files.
Ret socket_read_line(State& st, Args args) {
    constexpr i64 kLongestLine = 1024 * 1024;
    ArgReader in(st, args);
    TcpStream& stream = *TRY(stream_of(in));
    i64 most = TRY(in.integer_or(0, kLongestLine));
    for (;;) {
        std::string_view bytes = stream.ahead().bytes();
        std::size_t end = bytes.find('\n');
        if (end != bytes.npos) return take(st, stream, end + 1, end > 0 && bytes[end - 1] == '\r' ? 2 : 1);
        if (static_cast<i64>(bytes.size()) > most) return stream_failure(st, "read", stream, EMSGSIZE);
        bool is_end = false;
        int error = TRY(stream.read_more(st, kUsualRead, &is_end));
        if (error != 0) return stream_failure(st, "read", stream, error);
        if (!is_end) continue;
        std::size_t left = stream.ahead().size();
        return left == 0 ? Ret(Value::nil()) : take(st, stream, left);
    }
}

/// Everything up to the end.
Ret socket_read_all(State& st, Args args) {
    ArgReader in(st, args);
    TcpStream& stream = *TRY(stream_of(in));
    for (bool end = false; !end;) {
        if (stream.ahead().size() > kMaxStringLength) return st.raise_text("resulting string too large");
        int error = TRY(stream.read_more(st, 4 * kUsualRead, &end));
        if (error != 0) return stream_failure(st, "read", stream, error);
    }
    return take(st, stream, stream.ahead().size());
}

Ret socket_write(State& st, Args args) {
    ArgReader in(st, args);
    TcpStream& stream = *TRY(stream_of(in));
    TRY(use_own_stack(st));  // the second text may be made by script code when the first has been sent
    for (u32 i = 0; i < in.count(); ++i) {
        Value text = TRY(tostring(st, in[i]));
        int error = TRY(stream.write(st, view(text)));
        if (error != 0) return stream_failure(st, "write", stream, error);
    }
    return in.self_value();
}

Ret socket_close_write(State& st, Args args) {
    ArgReader in(st, args);
    TcpStream& stream = *TRY(stream_of(in));
    int error = stream.shut_down_writing();
    if (error != 0) return stream_failure(st, "shutdown", stream, error);
    return Value::boolean(true);
}

Ret socket_close(State& st, Args args) {
    ArgReader in(st, args);
    TRY(stream_of(in))->close();
    return Ret::none();
}

Ret socket_set_timeout(State& st, Args args) {
    ArgReader in(st, args);
    TcpStream& stream = *TRY(stream_of(in));
    f64 seconds = TRY(in.real(0));
    if (seconds < 0) return in.error(0, "must not be negative");
    stream.timeout = std::isfinite(seconds) ? seconds : 0;
    return in.self_value();
}

Ret socket_local(State& st, Args args) {
    ArgReader in(st, args);
    TcpStream& stream = *TRY(stream_of(in));
    if (!stream.is_open()) return Value::nil();
    return TRY(string_value(st, address_text(stream.local())));
}

Ret socket_remote(State& st, Args args) {
    ArgReader in(st, args);
    return TRY(string_value(st, address_text(TRY(stream_of(in))->remote())));
}

constexpr FnRow kFunctions[] = {{"net.dial", net_dial}, {"net.listen", net_listen}};
constexpr FnRow kListenerMethods[] = {
    {"listener.accept", listener_accept},
    {"listener.addr", listener_addr},
    {"listener.close", listener_close},
};
constexpr FnRow kSocketMethods[] = {
    {"socket.read", socket_read},
    {"socket.readLine", socket_read_line},
    {"socket.readAll", socket_read_all},
    {"socket.write", socket_write},
    {"socket.closeWrite", socket_close_write},
    {"socket.close", socket_close},
    {"socket.setTimeout", socket_set_timeout},
    {"socket.localAddr", socket_local},
    {"socket.remoteAddr", socket_remote},
};

}  // namespace

void add_socket_functions(State& st, Table* library) {
    register_class(st, kSocketType, kSocketMethods);
    register_class(st, kListenerType, kListenerMethods);
    add_functions(st, library, kFunctions);
}

}  // namespace gs::stdlib
