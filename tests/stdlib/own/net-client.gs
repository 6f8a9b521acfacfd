// net: requests as they are sent, and answers good and bad.
func e(f, ...) { ok, m := pcall(f, ...); print(m) }
// A server that answers every connection with fixed bytes, and keeps what was asked.
asked := ""
func fake(answer, times) {
    l := net.listen("127.0.0.1:0")
    go func() {
        for i := 1; i <= (times || 1); i++ {
            c := l:accept()
            asked = ""
            for line := c:readLine(); line; line = c:readLine() {
                asked = asked .. line .. "~"
                if line == "" { break }
            }
            n := tonumber(string.match(asked, "Content%-Length: (%d+)~") || 0)
            for n > 0 { data := c:read(n); asked = asked .. data; n -= #data }
            if type(answer) == "function" { answer(c) } else { c:write(answer) }
            c:close()
        }
        l:close()
    }()
    return "http://" .. l:addr()
}
func sent(text) { return regexp.compile("127.0.0.1:\\d+").replaceAll(text, "HOST") }
OK := "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

// arguments
u := "http://127.0.0.1:1/"
for _, f := range {net.get, net.delete, net.post, net.put, net.patch, net.request, http.get} { e(f) e(f, {}) e(f, u, {}) e(f, u, "", 5) }
e(net.get, u, {timeout: {}}) e(net.get, u, {timeout: -0.1}) e(net.get, u, {headers: 5}) e(net.post, u, "", {headers: {A: {}}}) e(http.get, u, {headers: {A: true}})
for _, h := range {{["a b"]: "x"}, {[""]: "x"}, {[1]: "x"}, {["a:b"]: "x"}, {["\xe4"]: "x"}, {A: "x\ny"}, {A: "\r"}, {A: "a\0b"}} { e(net.get, u, {headers: h}) }
for _, m := range {"", "a b", "G1", "\n", {}, "G\0T"} { e(net.request, {url: u, method: m}) }
e(net.request, {url: ""}) e(net.request, {url: u, body: {}})

// URLs
for _, x := range {"", "x", "//x", "/x", "ftp://x", "FILE:///etc/passwd", "localhost:80/x", "1http://x", " http://x", "http:", "http:/x", "http://", "http:///x", "http://x:y/", "http://x:99999/", "http://[::1", "http://a b/", "http://a\0b/", "http://a%41/", "http://\xff/", "http://user@/"} { r, m := net.get(x); print(r, string.replaceAll(m, "\0", "0")) }
net.get(fake(OK) .. "/p a\tth/\xe4\"<>\\^{|}`%zz%41?q=a b&\xff#frag ment")
print(sent(asked))
net.get(fake(OK))
print(sent(asked))
net.get(string.replaceAll(fake(OK), "http://", "HTTP://us%20er:pa%3Ass@") .. "?x")
print(sent(asked), base64.decode("dXMgZXI6cGE6c3M="))
net.get(fake(OK) .. "/a/../b/./c//d")
print(sent(asked))

// what is sent
net.post(fake(OK), "a\0b", {headers: {["x-num"]: 5, ["User-Agent"]: "me", ["X-Empty"]: ""}})
print(string.replaceAll(sent(asked), "\0", "0"))
net.put(fake(OK), "") print(sent(asked))
net.delete(fake(OK)) print(sent(asked))
net.request({url: fake(OK), method: "get", body: "body", headers: {["Content-Type"]: "text/x", Accept: "*/*", Expect: "nothing", Host: "other"}}) print(sent(asked))
net.request({url: fake(OK), method: "foo-bar"}) print(sent(asked))
net.get(fake(OK), {headers: {A: "1", a: "2"}}) print(#string.split(asked, ": 1~") + #string.split(asked, ": 2~"))

// answers
func show(answer, opts) {
    r, m := net.get(fake(answer), opts)
    if !r { print(r, sent(m)); return }
    names := {}
    for k, v := range r.headers { table.insert(names, k .. "=" .. v) }
    table.sort(names)
    print(r.status, r.statusText, r.ok, string.replaceAll(r.body, "\0", "0"), table.concat(names, "|"))
}
show(OK)
show("HTTP/1.1 404\r\ncontent-length: 0\r\nx-trace-ID: a\r\nX-Trace-Id: b\r\n\r\n")
show("HTTP/1.1 599\r\nContent-Length: 0\r\n\r\n")
show("HTTP/1.0 200 Fine by me\r\n\r\nto the end\0")
show("HTTP/1.1 100 Continue\r\nA: b\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" .. OK)
show("HTTP/1.1 204 No Content\r\n\r\n")
show("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")
show("HTTP/1.1 302 Found\r\nContent-Length: 1\r\n\r\nx")
z := compress.gzipEncode("unpacked")
show("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " .. #z .. "\r\n\r\n" .. z)
show("HTTP/1.1 200 OK\r\nContent-Encoding: GZip\r\nContent-Length: 0\r\n\r\n")
show("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 8\r\n\r\nunpacked", {headers: {["accept-encoding"]: "gzip"}})
// broken ones
show("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\n" .. string.sub(z, 1, 5))
show("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc")
show("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort")
show("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab")
show("")
show("nonsense\r\n\r\n")
show("HTTP/1.1 2")
show(func(c) { c:write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab"); time.sleep(0.4) }, {timeout: 0.1})
print(net.get("http://no-such-host.invalid/") == nil, string.hasSuffix(select(2, net.get("http://no-such-host.invalid/")), "GET http://no-such-host.invalid/: no such host") || "lookup failed otherwise")

// redirects
func hop(code, location, opts, method) {
    second := fake(OK)
    first := fake("HTTP/1.1 " .. code .. " Moved\r\nLocation: " .. string.replaceAll(location, "SECOND", second) .. "\r\nContent-Length: 0\r\n\r\n")
    opts.url = first .. "/dir/page?q=1"
    opts.method = method
    r, m := net.request(opts)
    print(code, r && r.status, m && sent(m), sent(asked))
}
secret := {Authorization: "secret", Cookie: "c", Host: "h", ["X-Other"]: "kept", ["Content-Type"]: "t/t"}
for _, code := range {301, 302, 303, 307, 308} { hop(code, "SECOND/there#frag", {body: "data", headers: secret}, "POST") }
hop(302, "SECOND/there", {}, "HEAD")
hop(302, "SECOND/there", {followRedirects: false}, "GET")
hop(302, "ftp://x/", {}, "GET")
hop(302, "http://[broken", {}, "GET")
count := 0
http.listen("127.0.0.1:0", func(req, res) {
    count++
    if req.path == "/end" || req.path == "/a/end" { return res.write(req.method, " ", req.url, " ", req.headers.Authorization || "none") }
    if req.path == "/n" { n := tonumber(req.param("n")); if n == 0 { return res.redirect("/end") }; return res.redirect("/n?n=" .. (n - 1)) }
    res.redirect(req.param("to"), tonumber(req.param("code") || 302))
}, {quiet: true, onListen: func(addr, stop) {
    base := "http://" .. addr
    print(net.get(base .. "/a/b/c?to=../end", {headers: {Authorization: "kept"}}).body)
    print(net.get(base .. "/a/b?to=end").body, net.get(base .. "/a/?to=//" .. addr .. "/end").body, net.get(base .. "/x?to=/end?a=b%26c").body)
    print(net.get(base .. "/n?n=9").body)
    r, m := net.get(base .. "/n?n=10")
    print(r, string.hasSuffix(m, "stopped after 10 redirects"))
    print(net.request({url: base .. "/x?code=307&to=/end", method: "PUT", body: "b"}).body)
    r = net.get(base .. "/x?to=/%C3%A4 b%0d%0aX: y", {followRedirects: false})
    print(r.status, r.headers.Location, r.headers.X)
    // connections are used again
    before := count
    for i := 1; i <= 50; i++ { net.get(base .. "/end") }
    print(count - before)
    stop()
}})

// a connection that the server has closed meanwhile is made anew
closing := fake(func(c) { c:write("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx") }, 3)
print(net.get(closing).body, net.get(closing).body)
time.sleep(0.02)
print(net.get(closing).body)

// waiting holds up nobody else, and much data arrives
ticks := 0
go func() { for ticks < 5 { time.sleep(0.01); ticks++ } }()
slow := fake(func(c) { time.sleep(0.2); c:write(OK) })
print(net.get(slow, {timeout: 0}).body, ticks)
big := string.rep("0123456789abcdef", 300000)
r := net.get(fake("HTTP/1.1 200 OK\r\n\r\n" .. big))
print(#r.body, r.body == big)
r = net.post(fake(OK), big)
print(r.body, #asked - #big < 500, string.hasSuffix(asked, big))

// responses are tables, json is a method of theirs
r = net.get(fake("HTTP/1.1 200 OK\r\n\r\n[1, {\"a\": 2}]"))
print(r.json()[2].a, r:json()[1], r.json == r.json, type(r), r.nothing)
r.body = "[3]"
print(r.json()[1])
r.body = "{"
print(r.json())
