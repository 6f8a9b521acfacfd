// From a complete request to a running handler: the goroutine of each request, and the table that describes the request.
#include <algorithm>
#include <cstring>

#include "runtime/call.h"
#include "runtime/scheduler.h"
#include "stdlib/http_library.h"
#include "stdlib/http_router.h"
#include "stdlib/http_text.h"
#include "stdlib/json.h"
#include "stdlib/output.h"

namespace gs::stdlib {

using namespace rt;

namespace {

constexpr char kRequestClass[] = "request";

// ---- queries ------------------------------------------------------------------------------------------------------

/// Visits the pairs of a query that decode, until `visit` returns false.
template <class Visit>
void visit_query(std::string_view query, Visit visit) {
    std::string name, value;
    while (!query.empty()) {
        std::size_t end = std::min(query.find('&'), query.size());
        std::string_view pair = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        std::size_t equals = pair.find('=');
        std::string_view raw_value = equals == pair.npos ? std::string_view() : pair.substr(equals + 1);
        if (pair.empty() || !decode_percent(pair.substr(0, equals), true, &name) ||
            !decode_percent(raw_value, true, &value)) {
            continue;
        }
        if (!visit(name, value)) return;
    }
}

Result<Table*> query_table(State& st, std::string_view query) {
    Table* table = make_table(st);
    bool ok = true;
    auto add = [&](const std::string& name, const std::string& value) -> Status {
        String* key = TRY(make_string(st, name));
        String* text = TRY(make_string(st, value));
        Value before = raw_get_string(st, table, key);
        if (before.is_string()) {
            String* joined = TRY(string_append(st, before.as_string(), TRY(make_string(st, ", "))));
            text = TRY(string_append(st, joined, text));
        }
        return raw_set_string(st, table, key, Value::string(text));
    };
    visit_query(query, [&](const std::string& name, const std::string& value) {
        ok = add(name, value).ok();
        return ok;
    });
    if (!ok) return kFailed;
    return table;
}

std::string_view query_of(std::string_view target) {
    std::size_t mark = target.find('?');
    if (mark == target.npos) return {};
    return target.substr(mark + 1, target.find('#', mark) - mark - 1);
}

Ret request_param(State& st, Args args) {
    ArgReader in(st, args);
    Table* request = TRY(in.self_table());
    std::string_view wanted = TRY(in.text(0));
    Value target = raw_get_string(st, request, intern(st, "url"));
    if (!target.is_string()) return Value::nil();
    Result<Value> found = Value::nil();
    visit_query(query_of(view(target)), [&](const std::string& name, const std::string& value) {
        if (name != wanted) return true;
        found = string_value(st, value);
        return false;
    });
    return TRY(found);
}

Ret request_json(State& st, Args args) {
    Table* request = TRY(ArgReader(st, args).self_table());
    Value body = raw_get_string(st, request, intern(st, "body"));
    return decode_json(st, body.is_string() ? view(body) : std::string_view());
}

constexpr FnRow kRequestMethods[] = {{"request.param", request_param}, {"request.json", request_json}};

// ---- the request --------------------------------------------------------------------------------------------------

/// The table that the handler gets; nil if the path does not decode.
Result<Value> make_request(State& st, HttpConnection& connection) {
    const RequestHead& head = connection.head();
    std::string_view target = raw_target(head);
    Value path;
    {
        std::string decoded;
        if (!decode_percent(target.substr(0, target.find('?')), false, &decoded)) return Value::nil();
        path = TRY(string_value(st, decoded));
    }
    constexpr u32 kFields = 10;
    Table* request = make_table(st, kFields);
    set_field(st, request, "method", Value::string(intern(st, head.method())));
    set_field(st, request, "path", path);
    set_field(st, request, "url", TRY(string_value(st, head.target())));
    set_field(st, request, "query", Value::table(TRY(query_table(st, query_of(target)))));
    Table* headers = make_header_table(st);
    set_field(st, request, "headers", Value::table(headers));
    for (const RequestHead::Field& field : head.fields()) {
        TRY(add_header(st, headers, head.name(field), head.value(field)));
    }
    set_field(st, request, "body", TRY(string_value(st, connection.body())));
    connection.body() = {};
    set_field(st, request, "remote", TRY(string_value(st, connection.remote())));
    set_field(st, request, "params", Value::table(make_table(st)));
    set_method_metatable(st, request, kRequestClass, kRequestMethods);
    return Value::table(request);
}

/// An error that a handler has left: the answer tells it, and so does standard error.
void report(State& st, HttpReply& reply, Value error) {
    CatchScope scope(st);
    Result<Value> text = tostring(st, error);
    Value ignored;
    if (!text.ok() && !scope.take(&ignored)) return;
    std::string message = text.ok() ? std::string(view(*text)) : plain_text(st, error);
    auto line = "http: " + std::string(reply.request().method()) + " " + std::string(raw_target(reply.request())) +
                ": " + message + "\n";
    if (st.flush_stdout != nullptr) st.flush_stdout(st);
    write_error(line);
    reply.fail(message);
}

/// Runs the handler of a request.
Ret handle(State& st, HttpReply& reply, Value handler, Value reply_value) {
    Value request = TRY(make_request(st, reply.connection()));
    if (request.is_nil()) {
        reply.set_status(400);
        TRY(reply.write(st, "400 Bad Request\n"));
        return Ret::none();
    }
    if (auto* router = payload_of<HttpRouter>(handler, kRouterType)) {
        Value parameters = raw_get_string(st, request.as_table(), intern(st, "params"));
        handler = TRY(route_request(st, *router, reply, parameters.as_table()));
        if (handler.is_nil()) return Ret::none();
    }
    return call(st, handler, {request, reply_value});
}

/// The function that the goroutine of a request runs: the handler and the reply are its arguments.
Ret http_request(State& st, Args args) {
    ArgReader in(st, args);
    Value handler = in[0], reply_value = in[1];
    HttpReply& reply = *payload_of<HttpReply>(reply_value, kReplyType);
    Value error;
    {
        CatchScope scope(st);
        Ret ret = handle(st, reply, handler, reply_value);
        if (ret.ok()) {
            reply.finish();
            return Ret::none();
        }
        if (!scope.take(&error)) return kFailed;
    }
    report(st, reply, error);
    return Ret::none();
}

constexpr FnRow kRequestRow{"http.request", http_request};

}  // namespace

std::string_view raw_target(const RequestHead& head) {
    std::string_view target = head.target();
    if (target.starts_with('/')) return target;
    std::size_t scheme = target.find("://");
    if (scheme == target.npos) return target;
    std::size_t path = target.find_first_of("/?", scheme + 3);
    return path == target.npos || target[path] == '?' ? "/" : target.substr(path);
}

void start_handler(HttpServer& server, std::shared_ptr<HttpConnection> connection) {
    State& st = server.loop().state();
    Userdata* reply = make_object<HttpReply>(st, kReplyType, std::move(connection));
    Value arguments[] = {handler_of(server), Value::object(reply)};
    Native* function = make_native(st, &kRequestRow);
    if (start_goroutine(st, Value::function(function), arguments, 2).ok()) return;
    // No memory for another goroutine.
    st.hot.error = Value::nil();
    st.pending = {};
    reinterpret_cast<HttpReply*>(reply->payload)->fail("not enough memory");
}

}  // namespace gs::stdlib
