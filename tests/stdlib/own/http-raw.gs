// http: what the server does with the bytes that clients send, good and bad.
handled := {}
addr := nil
func handler(req, res) {
    table.insert(handled, req.path)
    if req.path == "/echo" { res.write(req.method, " ", #req.body, " ", string.sub(req.body, 1, 40)) }
    elseif req.path == "/headers" {
        names := {}
        for k, v := range req.headers { table.insert(names, k .. "=" .. v) }
        table.sort(names)
        res.write(table.concat(names, "|"))
    } elseif req.path == "/stream" { res.write("one"); res.flush(); time.sleep(0.02); res.write("two"); res.flush().write("three") }
    elseif req.path == "/big" { for i := 1; i <= 30; i++ { res.write(string.rep("b", 10000)) } }
    elseif req.path == "/nothing" { res.status(204).write("dropped") }
    elseif req.path == "/late" { res.write("x"); res.flush(); error("too late") }
    elseif req.path == "/close" { res.header("Connection", "close").write("bye") }
    elseif req.path == "/html" { res.write("  \n<!DocType HTML><p>") }
    elseif req.path == "/bytes" { res.write("a\0b") }
    elseif req.path == "/own" { res.header("content-type", "x/y").header("Content-Length", 99).header("Date", "now").header("x-a", 1).header("X-A", 2).write("own") }
    else { res.write(req.path, " ", req.url, " ", json.encode(req.query)) }
}
// Sends bytes, in pieces if there are several, and gives what comes back until the server closes.
func raw(...) {
    s := net.dial(addr):setTimeout(5)
    for i, piece := range {...} {
        if i > 1 { time.sleep(0.02) }
        s:write(piece)
    }
    s:closeWrite()
    out := s:readAll()
    s:close()
    return out
}
func shown(text) {
    text = regexp.compile("Date: [^\r]*").replaceAll(text || "nothing", "Date: D")
    return string.replaceAll(string.replaceAll(text, "\r\n", "~"), "\n", "^")
}
func try(...) { print(shown(raw(...))) }
func status(...) { return string.match(raw(...), "^HTTP/1.1 (%d+)") }
H := " HTTP/1.1\r\nHost: x\r\n"

func tests() {
    try("GET /a?x=1&y=%20z+&=e&bad=%zz&n HTTP/1.1\r\nHost: x\r\n\r\n")
    try("GET /a HTTP/1.0\r\n\r\n")
    try("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
    try("HEAD /a" .. H .. "\r\n")
    try("GET /echo" .. H .. "Connection: close\r\n\r\nGET /never" .. H .. "\r\n")
    // lines in small pieces
    try("GE", "T /ec", "ho HTT", "P/1.1\r", "\nHo", "st: x\r\n", "\r", "\n")
    // pipelining: answers in order
    try("GET /1" .. H .. "\r\nGET /2" .. H .. "\r\nPOST /echo" .. H .. "Content-Length: 3\r\n\r\nabcGET /3" .. H .. "Connection: close\r\n\r\n")
    // bodies
    try("POST /echo" .. H .. "Content-Length: 5\r\n\r\nhel", "lo")
    try("POST /echo" .. H .. "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", "A;ext=1\r\n0123456", "789\r\n0\r\nTrailer: x\r\n\r\n")
    try("POST /echo" .. H .. "Content-Length: 0\r\n\r\n")
    try("\r\n\r\nGET /echo" .. H .. "\r\n")
    // the client asks before it sends
    s := net.dial(addr)
    s:write("PUT /echo" .. H .. "Expect: 100-continue\r\nContent-Length: 2\r\nConnection: close\r\n\r\n")
    print(s:readLine(), s:readLine() == "")
    s:write("ok")
    print(shown(s:readAll()))
    // headers: any case, repeated, folded space, empty, bytes beyond ASCII
    try("GET /headers HTTP/1.1\r\nhOST: x\r\nx-a: 1\r\nX-A:2\r\nx-empty:\r\nx-sp: \t v  \r\nX-B: \xe4\xff\r\nConnection: close\r\n\r\n")
    // a whole URL as the target, a star
    try("GET http://example.com/echo?q HTTP/1.1\r\nHost: example.com\r\nConnection: close\r\n\r\n")
    print(status("OPTIONS *" .. H .. "Connection: close\r\n\r\n"))
    // answers
    for _, p := range {"/stream", "/nothing", "/close", "/html", "/bytes", "/own"} { try("GET " .. p .. H .. "Connection: close\r\n\r\n") }
    try("GET /stream HTTP/1.0\r\n\r\n")
    try("HEAD /stream" .. H .. "Connection: close\r\n\r\n")
    try("GET /late" .. H .. "\r\n")
    big := raw("GET /big" .. H .. "Connection: close\r\n\r\n")
    print(#big, string.find(big, "\r\n10000\r\nbbb", 1, true) != nil, string.hasSuffix(big, "\r\n0\r\n\r\n"))
    big = raw("GET /big HTTP/1.0\r\n\r\n")
    print(#string.split(big, "\r\n\r\n")[2])
}

func bad() {
    n := #handled
    print(status("\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03\r\n\r\n"), status("GET\r\n\r\n"), status("GET /\r\n\r\n"), status("GET / HTTP/9.9\r\n\r\n"), status("G@T / HTTP/1.1\r\nHost: x\r\n\r\n"))
    print(status("GET / HTTP/1.1\r\n\r\n"), status("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"), status("GET /" .. H .. "no colon\r\n\r\n"), status("GET /" .. H .. "sp ace: x\r\n\r\n"), status("GET /" .. H .. "X : x\r\n\r\n"), status("GET /" .. H .. "X: a\0b\r\n\r\n"))
    print(status("GET /%zz" .. H .. "Connection: close\r\n\r\n"), status("GET /\xff%" .. H .. "Connection: close\r\n\r\n"))
    // two lengths, or none that one could believe
    print(status("POST /" .. H .. "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab"), status("POST /" .. H .. "Content-Length: x\r\n\r\n"), status("POST /" .. H .. "Content-Length: -1\r\n\r\n"), status("POST /" .. H .. "Content-Length: 99999999999999999999999\r\n\r\n"))
    print(status("POST /" .. H .. "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), status("POST /" .. H .. "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"), status("POST /" .. H .. "Transfer-Encoding: gzip\r\n\r\n"))
    print(status("POST /" .. H .. "Transfer-Encoding: chunked\r\n\r\nzz\r\n"), status("POST /" .. H .. "Transfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n"), status("POST /" .. H .. "Transfer-Encoding: chunked\r\n\r\n" .. string.rep("0", 200000)))
    print(status("GET /" .. string.rep("x", 1100000) .. H .. "\r\n"), status("GET /" .. H .. string.rep("A: b\r\n", 200000) .. "\r\n"), status("GET /" .. H .. "A: " .. string.rep("b", 900000) .. "\r\nConnection: close\r\n\r\n"))
    // too much: the answer comes whether or not the client has sent everything
    print(status("POST /" .. H .. "Content-Length: 1001\r\n\r\n"), status("POST /echo" .. H .. "Content-Length: 1000\r\nConnection: close\r\n\r\n" .. string.rep("x", 1000)))
    print(status("POST /" .. H .. "Transfer-Encoding: chunked\r\n\r\n3e8\r\n" .. string.rep("x", 1000) .. "\r\n1\r\nx\r\n0\r\n\r\n"), status("POST /" .. H .. "Expect: 100-continue\r\nContent-Length: 5000000000\r\n\r\n"))
    // what is cut off in the middle is no request
    print(raw("GET / HT") == "", raw("") == "", raw("POST /" .. H .. "Content-Length: 5\r\n\r\nab") == "")
    print(#handled - n)
}

http.listen("127.0.0.1:0", handler, {quiet: true, maxBody: 1000, onListen: func(a, stop) {
    addr = a
    tests()
    bad()
    stop()
}})
