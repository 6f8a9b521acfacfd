// http: slow clients, limits on connections, and the end of a server.
func run(options, tests) {
    options.quiet = true
    options.onListen = func(addr, stop) { ok, m := pcall(tests, addr); if !ok { print(m) }; stop() }
    http.listen("127.0.0.1:0", func(req, res) {
        if req.path == "/sleep" { time.sleep(0.3) }
        if req.path == "/endless" { for i := 1; i <= 10000; i++ { res.write(string.rep("x", 10000)) } }
        res.write("ok ", #req.body)
    }, options)
}
func line(s) { v := s:readLine(); return v || "closed" }
G := "GET / HTTP/1.1\r\nHost: x\r\n\r\n"

// a head that never ends, one byte at a time; a body that never ends; silence
run({headTimeout: 0.3, bodyTimeout: 0.3, idleTimeout: 0.4, writeTimeout: 0.3}, func(addr) {
    head, body, idle, used := net.dial(addr), net.dial(addr), net.dial(addr), net.dial(addr)
    start := time.now()
    body:write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nab")
    used:write(G)
    print(line(used))
    go func() { for _, c := range string.split("GET / HTTP/1.1", "") { head:write(c); time.sleep(0.05) } }()
    // they do not stop others
    for i := 1; i <= 20; i++ { assert(net.get("http://" .. addr .. "/").body == "ok 0") }
    print(line(head), line(body), line(idle), time.since(start) < 3)
    for l := used:readLine(); l; l = used:readLine() {}
    print(time.since(start) < 3)
    // a client that does not read: the handler ends, and so does the connection
    deaf := net.dial(addr)
    deaf:write("GET /endless HTTP/1.1\r\nHost: x\r\n\r\n")
    time.sleep(0.8)
    print(net.get("http://" .. addr .. "/").body)
    deaf:close()
})

// no more connections than allowed: the next one waits for its turn
run({maxConnections: 2}, func(addr) {
    a, b, c := net.dial(addr), net.dial(addr), net.dial(addr):setTimeout(0.2)
    a:write(G) b:write(G) c:write(G)
    print(line(a), line(b), c:readLine() == nil)
    a:close()
    c:setTimeout(2)
    print(line(c))
})

// running handlers finish, idle connections are closed, the next client is refused
answers := make(chan, 2)
run({}, func(addr) {
    idle := net.dial(addr)
    idle:write(G)
    print(line(idle))
    go func() { r := net.get("http://" .. addr .. "/sleep"); answers <- r.body .. " " .. tostring(r.headers.Connection) }()
    time.sleep(0.1)
    go func() { time.sleep(0.05); r, m := net.get("http://" .. addr .. "/"); answers <- r == nil && string.hasSuffix(m, "connection refused") }()
})
a, b := <-answers, <-answers
print(a, b)

// what stops at once: a server without clients; and one that is never stopped ends with the program
run({}, func(addr) {})
go http.listen("127.0.0.1:0", func(req, res) {}, {quiet: true})
time.sleep(0.01)
print("end")
