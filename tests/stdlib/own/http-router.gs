// http: which handler a path leads to, and what the router answers itself.
r := http.newRouter()
func show(name) { return func(req, res) {
    names := {}
    for k, v := range req.params { table.insert(names, k .. "=" .. v) }
    table.sort(names)
    res.write(name, " ", req.method, " ", req.path, " ", table.concat(names, ","))
} }
for _, p := range {"/a", "/a/b", "/a/{x}", "/a/{x}/c", "/a/{rest...}", "/dir/", "/dir/sub/{id}/", "/b/{x}/{y...}", "/enc%20oded", "/with space", "/{top}/deep/{z}"} { r.get(p, show(p)) }
r.post("/a", show("post /a"))
r.any("/any", show("any"))
r.head("/any", show("head"))
r.any("/low/", show("low"))
r.put("/low/{x}", show("put low"))
r.delete("/only", show("delete"))
r.patch("/only", show("patch"))

r.listen("127.0.0.1:0", {quiet: true, onListen: func(addr, stop) {
    func ask(method, path) {
        q := net.request({url: "http://" .. addr .. path, method: method, followRedirects: false})
        print(method, path, q.status, string.trim(q.body), q.headers["Location"] || "", q.headers["Allow"] || "")
    }
    for _, p := range {"/a", "/a/b", "/a/zz", "/a/zz/c", "/a/zz/d", "/a/", "/dir", "/dir?q=1", "/dir/", "/dir/x/y", "/dir/sub/7", "/dir/sub/7/", "/dir/sub/7/more", "/b/1/", "/b/1/2/3", "/b/1", "/b//x"} { ask("GET", p) }
    for _, p := range {"/enc%20oded", "/enc%2520oded", "/with%20space", "/a/%7Bx%7D", "/a/x%2Fy", "/a/x%2Fy/z", "/b/%C3%A4/%00/", "/q/deep/r", "/", "/none", "//", "/a/../a/b", "/a/./b", "/a//b", "/..", "/a/..", "/a/.", "/a/b/../", "/%2e%2e/a", "/a/...", "/a%zz", "/low/1", "/low"} { ask("GET", p) }
    for _, m := range {"POST", "HEAD", "PUT", "OPTIONS", "FOO-BAR"} { ask(m, "/a"); ask(m, "/any"); ask(m, "/dir") }
    ask("GET", "/only")
    ask("POST", "/low/1")
    ask("PUT", "/low/1")
    ask("POST", "/a//b?x=1")
    // routes can be added while it runs
    ask("GET", "/late")
    r.get("/late", show("late"))
    ask("GET", "/late")
    stop()
}})
print("stopped")
