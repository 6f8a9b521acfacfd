// Which handler a path leads to.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "runtime/library.h"
#include "stdlib/http_reply.h"

namespace gs::stdlib {

/// A pattern of a route, cut at its slashes.
struct RoutePattern {
    enum class Kind : u8 {
        Literal,
        Name,
        Rest,
        Below
    };  // text, {name}, {name...}, a slash at the end; the better first
    struct Segment {
        Kind kind;
        std::string text;
        bool operator==(const Segment& o) const { return kind == o.kind && (kind != Kind::Literal || text == o.text); }
    };
    std::vector<Segment> segments;

    enum class Problem : u8 { None, NoSlash, Invalid };
    Problem parse(std::string_view pattern);
    bool matches(const std::vector<std::string_view>& path) const;
    /// Whether it goes before another one that matches the same path.
    bool is_before(const RoutePattern& other) const;
    bool ends_open() const { return segments.back().kind >= Kind::Rest; }
};

/// The payload of the class `router`.
class HttpRouter {
public:
    struct Route {
        RoutePattern pattern;
        struct Handler {
            std::string method;  // "ANY" for all without one of their own
            i64 number;          // in the table of handlers
            std::vector<std::string> names;
        };
        std::vector<Handler> handlers;
    };
    void trace(rt::Tracer& tracer) { tracer.pointer(handlers); }

    /// Adds a handler that stands at `number`; false if the method has one already.
    bool add(std::string_view method, RoutePattern pattern, i64 number);
    /// The best route for a path; null if there is none.
    const Route* find(const std::vector<std::string_view>& path) const;
    /// Whether `path` and a slash is a pattern.
    bool has_folder(const std::vector<std::string_view>& path) const;
    static const Route::Handler* pick(const Route& route, std::string_view method);

    rt::Table* handlers = nullptr;  // the functions by number
    i64 count = 0;

private:
    std::vector<Route> routes_;  // the better first
};

extern const rt::UserdataType kRouterType;
void register_router_class(rt::State& st);
rt::Userdata* make_router(rt::State& st);

/// What a router does with a request: it answers itself, or gives the function that is to be called, having stored the
/// values of names in `parameters`.
rt::Result<rt::Value> route_request(rt::State& st, HttpRouter& router, HttpReply& reply, rt::Table* parameters);

}  // namespace gs::stdlib
