// http: wrong arguments of functions and methods.
func e(f, ...) { ok, m := pcall(f, ...); print(m) }
h := func(req, res) {}
e(http.listen) e(http.listen, {}) e(http.listen, "127.0.0.1:0") e(http.listen, "127.0.0.1:0", {}) e(http.listen, "127.0.0.1:0", h, 5)
for _, o := range {{maxBody: -1}, {maxBody: {}}, {maxHead: -1}, {maxConnections: "x"}, {idleTimeout: -1}, {headTimeout: "x"}, {bodyTimeout: {}}, {writeTimeout: -0.5}, {onListen: 5}} { e(http.listen, "127.0.0.1:0", h, o) }
for _, a := range {"", "x", "127.0.0.1", "127.0.0.1:x", "1:2:3", "127.0.0.1:99999", "[::1", "[127.0.0.1]:80", "a\tb:80"} { e(http.listen, a, h) }
e(http.listen, "192.0.2.1:0", h)
ok, m := pcall(http.listen, "no-such-host.invalid:0", h)
print(ok, string.hasPrefix(m, "listen no-such-host.invalid:0: "))
e(http.files) e(http.files, {}) e(http.files, "a\0b") e(http.files, "x", 5)

r := http.newRouter()
print(string.match(tostring(r), "^router: 0x") != nil, type(r), getmetatable(r))
for _, m := range {"get", "post", "any", "put", "delete", "patch", "head"} { print(r[m]("/" .. m, h) == r, r[m](r, "/x/" .. m, h) == r) }
e(r.get) e(r.get, "/z") e(r.get, {}, h) e(r.get, "z", h) e(r.get, "", h) e(r.get, "/get", h) e(r.any, "/any", h)
for _, p := range {"/{", "/{}", "/{a", "/{a b}", "/{a...}/b", "/{a}/{a}", "/{a}/{a...}", "/x{a}/{b}{c}", "/{.a}", "/{...}"} { ok, m := pcall(r.get, p, h); print(p, ok, m) }
r.get("/u/{id}", h)
e(r.get, "/u/{name}", h)
print(r.post("/u/{name}", h) == r)
e(r.listen, {}) e(r.listen, "127.0.0.1:0", 5) e(r.listen, "x") e(r.listen, "127.0.0.1:0", {maxBody: -1})

// methods of replies and requests
kept := nil
http.listen("127.0.0.1:0", func(req, res) {
    e(res.status) e(res.status, "x") e(res.status, 199) e(res.status, 1000) e(res.status, 0/0)
    e(res.header) e(res.header, "A") e(res.header, "A", {}) e(res.header, "a b", "x") e(res.header, "", "x") e(res.header, "A", "x\ny") e(res.header, "A", "x\0") e(res.header, "A\xff", "x")
    e(res.redirect) e(res.redirect, "/", 299) e(res.redirect, "/", 400) e(res.redirect, {})
    e(res.json) deep := {}; deep.x = deep; e(res.json, deep) e(res.write, setmetatable({}, {__tostring: func() { error("no text", 0) }}))
    e(req.param) e(req.param, {})
    print(res:status(201) == res, res.header("X", 5) == res, res:flush() == res, string.match(tostring(res), "^reply: 0x") != nil, type(req), type(res))
    print(select("#", res.write("a")), select("#", res.writeln()), select("#", res.json(1)), select("#", res.redirect("/")))
    kept = res
}, {quiet: true, onListen: func(addr, stop) {
    a := net.get("http://" .. addr .. "/")
    print(a.status, a.body, a.headers["X"], a.headers["Location"])
    for _, m := range {"write", "writeln", "json", "status", "header", "redirect", "flush"} { e(kept[m], 1, 2) }
    e(kept.write, "x")
    print(select("#", stop()), select("#", stop()))
}})
