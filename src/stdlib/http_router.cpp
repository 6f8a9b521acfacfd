#include "stdlib/http_router.h"

#include <algorithm>

#include "runtime/native_args.h"
#include "stdlib/http_library.h"
#include "stdlib/http_text.h"

namespace gs::stdlib {

using namespace rt;

const UserdataType kRouterType = class_of<HttpRouter>("router");

namespace {

constexpr std::string_view kAny = "ANY";

bool is_name(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    });
}

/// The elements of a path that begins with a slash. The one behind a slash at the end is empty.
std::vector<std::string_view> split_path(std::string_view path) {
    std::vector<std::string_view> out;
    do {
        path.remove_prefix(1);
        std::size_t end = std::min(path.find('/'), path.size());
        out.push_back(path.substr(0, end));
        path.remove_prefix(end);
    } while (!path.empty());
    return out;
}

}  // namespace

// ---- patterns -----------------------------------------------------------------------------------------------------

RoutePattern::Problem RoutePattern::parse(std::string_view pattern) {
    if (!pattern.starts_with('/')) return Problem::NoSlash;
    std::vector<std::string_view> elements = split_path(pattern);
    for (std::size_t i = 0; i < elements.size(); ++i) {
        std::string_view text = elements[i];
        bool is_last = i + 1 == elements.size();
        Kind kind = Kind::Literal;
        if (text.empty() && is_last) {
            kind = Kind::Below;
        } else if (text.starts_with('{')) {
            if (!text.ends_with('}')) return Problem::Invalid;
            text = text.substr(1, text.size() - 2);
            kind = Kind::Name;
            if (text.ends_with("...")) {
                kind = Kind::Rest;
                text.remove_suffix(3);
                if (!is_last) return Problem::Invalid;
            }
            auto is_same = [&](const Segment& other) { return other.kind != Kind::Literal && other.text == text; };
            if (!is_name(text) || std::any_of(segments.begin(), segments.end(), is_same)) return Problem::Invalid;
        }
        segments.push_back({kind, std::string(text)});
    }
    return Problem::None;
}

bool RoutePattern::matches(const std::vector<std::string_view>& path) const {
    bool open = ends_open();
    if (open ? path.size() < segments.size() : path.size() != segments.size()) return false;
    std::string decoded;
    for (std::size_t i = 0; i < segments.size() - (open ? 1 : 0); ++i) {
        if (segments[i].kind == Kind::Name) {
            if (path[i].empty()) return false;
        } else if (path[i].find('%') == path[i].npos) {
            if (path[i] != segments[i].text) return false;
        } else if (!decode_percent(path[i], false, &decoded) || decoded != segments[i].text) {
            return false;
        }
    }
    return true;
}

bool RoutePattern::is_before(const RoutePattern& other) const {
    if (segments.size() != other.segments.size()) return segments.size() > other.segments.size();
    for (std::size_t i = 0; i < segments.size(); ++i) {
        if (segments[i].kind != other.segments[i].kind) return segments[i].kind < other.segments[i].kind;
    }
    return false;
}

// ---- the router ---------------------------------------------------------------------------------------------------

bool HttpRouter::add(std::string_view method, RoutePattern pattern, i64 number) {
    std::vector<std::string> names;
    for (const auto& segment : pattern.segments) {
        bool is_name = segment.kind == RoutePattern::Kind::Name || segment.kind == RoutePattern::Kind::Rest;
        if (is_name) names.push_back(segment.text);
    }
    auto found = std::find_if(routes_.begin(), routes_.end(),
                              [&](const Route& route) { return route.pattern.segments == pattern.segments; });
    if (found == routes_.end()) {
        found = std::find_if(routes_.begin(), routes_.end(),
                             [&](const Route& route) { return pattern.is_before(route.pattern); });
        found = routes_.insert(found, Route{std::move(pattern), {}});
    }
    for (const Route::Handler& handler : found->handlers) {
        if (handler.method == method) return false;
    }
    found->handlers.push_back({std::string(method), number, std::move(names)});
    return true;
}

const HttpRouter::Route* HttpRouter::find(const std::vector<std::string_view>& path) const {
    for (const Route& route : routes_) {
        if (route.pattern.matches(path)) return &route;
    }
    return nullptr;
}

bool HttpRouter::has_folder(const std::vector<std::string_view>& path) const {
    std::vector<std::string_view> folder = path;
    folder.push_back("");
    return std::any_of(routes_.begin(), routes_.end(), [&](const Route& route) {
        const auto& segments = route.pattern.segments;
        return segments.back().kind == RoutePattern::Kind::Below && segments.size() == folder.size() &&
               route.pattern.matches(folder);
    });
}

const HttpRouter::Route::Handler* HttpRouter::pick(const Route& route, std::string_view method) {
    const Route::Handler* any = nullptr;
    const Route::Handler* get = nullptr;
    for (const Route::Handler& handler : route.handlers) {
        if (handler.method == method) return &handler;
        if (handler.method == kAny) any = &handler;
        if (handler.method == "GET") get = &handler;
    }
    return method == "HEAD" && get != nullptr ? get : any;
}

// ---- requests -----------------------------------------------------------------------------------------------------

namespace {

/// An answer of the router's own, complete.
Status answer(State& st, HttpReply& reply, int status, std::string_view text) {
    reply.set_status(status);
    reply.set_header("Content-Type", "text/plain; charset=utf-8");
    return reply.write(st, text);
}

void move_to(HttpReply& reply, const std::string& path, std::string_view query) {
    std::string_view method = reply.request().method();
    std::string target = repair_url(path);
    target += query;
    reply.set_status(method == "GET" || method == "HEAD" ? 301 : 308);
    // A path that begins with two slashes would be another host.
    reply.set_header("Location", target);
}

bool needs_cleaning(std::string_view path) {
    for (std::string_view part : {"//", "/./", "/../"}) {
        if (path.find(part) != path.npos) return true;
    }
    return path.ends_with("/.") || path.ends_with("/..");
}

/// The methods a route has handlers for.
std::string allowed_methods(const HttpRouter::Route& route) {
    std::vector<std::string> methods;
    for (const auto& handler : route.handlers) {
        methods.push_back(handler.method);
        if (handler.method == "GET") methods.push_back("HEAD");
    }
    std::sort(methods.begin(), methods.end());
    methods.erase(std::unique(methods.begin(), methods.end()), methods.end());
    std::string out;
    for (const std::string& method : methods) {
        if (!out.empty()) out += ", ";
        out += method;
    }
    return out;
}

Status store_parameters(State& st, const HttpRouter::Route& route, const HttpRouter::Route::Handler& handler,
                        const std::vector<std::string_view>& path, Table* parameters) {
    std::size_t name = 0;
    std::string decoded;
    for (std::size_t i = 0; i < route.pattern.segments.size(); ++i) {
        std::string_view text = path[i];
        switch (route.pattern.segments[i].kind) {
            case RoutePattern::Kind::Literal:
            case RoutePattern::Kind::Below: continue;
            case RoutePattern::Kind::Name: break;
            case RoutePattern::Kind::Rest:
                text = {path[i].data(),
                        static_cast<std::size_t>(path.back().data() + path.back().size() - path[i].data())};
                break;
        }
        (void)decode_percent(text, false, &decoded);  // the whole path has been found good
        String* key = TRY(make_string(st, handler.names[name++]));
        Value value = TRY(string_value(st, decoded));
        TRY(raw_set_string(st, parameters, key, value));
    }
    return {};
}

}  // namespace

Result<Value> route_request(State& st, HttpRouter& router, HttpReply& reply, Table* parameters) {
    std::string_view target = raw_target(reply.request());
    std::string_view raw_path = target.substr(0, target.find('?'));
    std::string_view query = target.substr(raw_path.size());
    if (!raw_path.starts_with('/')) {
        TRY(answer(st, reply, 404, "404 page not found\n"));
        return Value::nil();
    }
    if (needs_cleaning(raw_path)) {
        move_to(reply, clean_url_path(raw_path), query);
        return Value::nil();
    }
    std::vector<std::string_view> path = split_path(raw_path);
    const HttpRouter::Route* route = router.find(path);
    if ((route == nullptr || route->pattern.ends_open()) && !path.back().empty() && router.has_folder(path)) {
        move_to(reply, std::string(raw_path) + "/", query);
        return Value::nil();
    }
    if (route == nullptr) {
        TRY(answer(st, reply, 404, "404 page not found\n"));
        return Value::nil();
    }
    const HttpRouter::Route::Handler* handler = HttpRouter::pick(*route, reply.request().method());
    if (handler == nullptr) {
        reply.set_header("Allow", allowed_methods(*route));
        TRY(answer(st, reply, 405, "Method Not Allowed\n"));
        return Value::nil();
    }
    TRY(store_parameters(st, *route, *handler, path, parameters));
    return raw_get_int(router.handlers, handler->number);
}

// ---- methods ------------------------------------------------------------------------------------------------------

namespace {

/// The name of the running method says which one it registers.
std::string method_of(std::string_view name) {
    std::string method(name.substr(name.find('.') + 1));
    for (char& c : method) c = static_cast<char>(c & ~32);
    return method;
}

Ret router_add(State& st, Args args) {
    ArgReader in(st, args);
    auto* router = TRY(in.self<HttpRouter>(kRouterType));
    std::string_view text = TRY(in.text(0));
    Value handler = TRY(in.callable(1));
    bool is_new = true;
    auto add = [&] {
        RoutePattern pattern;
        RoutePattern::Problem problem = pattern.parse(text);
        if (problem == RoutePattern::Problem::None) {
            is_new = router->add(method_of(running_name(st)), std::move(pattern), router->count + 1);
        }
        return problem;
    };
    switch (add()) {
        case RoutePattern::Problem::NoSlash: return in.error(0, "pattern must begin with '/'");
        case RoutePattern::Problem::Invalid: return in.error(0, "invalid pattern");
        case RoutePattern::Problem::None: break;
    }
    if (!is_new) {
        auto message = [&] {
            std::string out =
                "http: " + method_of(running_name(st)) + " " + std::string(text) + " is already registered";
            return make_string(st, out);
        };
        String* made = TRY(message());
        return st.raise(Value::string(made));
    }
    TRY(raw_set_int(st, router->handlers, ++router->count, handler));
    return in.self_value();
}

Ret router_listen(State& st, Args args) {
    ArgReader in(st, args);
    TRY(in.self<HttpRouter>(kRouterType));
    std::string_view address = TRY(in.text_or(0, ":8080"));
    return serve(st, in, address, in.self_value(), 1);
}

constexpr FnRow kMethods[] = {
    {"router.get", router_add},  {"router.post", router_add},      {"router.any", router_add},
    {"router.put", router_add},  {"router.delete", router_add},    {"router.patch", router_add},
    {"router.head", router_add}, {"router.listen", router_listen},
};

}  // namespace

void register_router_class(State& st) { register_class(st, kRouterType, kMethods); }

Userdata* make_router(State& st) {
    Userdata* object = make_object<HttpRouter>(st, kRouterType);
    Table* handlers = make_table(st);
    st.heap->store_pointer(&object->h, &reinterpret_cast<HttpRouter*>(object->payload)->handlers, handlers);
    return object;
}

}  // namespace gs::stdlib
