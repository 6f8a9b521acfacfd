// net.dial and net.listen: sockets of TCP.
func e(f, ...) { ok, m := pcall(f, ...); print(m) }
e(net.dial) e(net.dial, {}) e(net.dial, "x:1", 5) e(net.dial, "x:1", {timeout: "x"}) e(net.dial, "x:1", {timeout: -1}) e(net.dial, "x:1", {network: "udp"})
e(net.listen) e(net.listen, {}) e(net.listen, ":0", {network: "sctp"})
for _, a := range {"", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:70000", "::1:80", "[::1:80", "[x]:80", "a b:80"} { print(net.listen(a)) }
v, m := net.dial("a\0b:80")
print(v, #m)
print(net.dial("127.0.0.1:1"))
v, m = net.dial("no-such-host.invalid:80")
print(v, string.hasPrefix(m, "dial no-such-host.invalid:80: "))

l := net.listen("127.0.0.1:0")
addr := l:addr()
print(string.match(tostring(l), "^listener: 0x") != nil, string.match(addr, "^127%.0%.0%.1:%d+$") == addr)
v, m = net.listen(addr)
print(v, string.hasSuffix(m, "address already in use"))

// an echo server, a goroutine for each connection
go func() {
    for {
        s := l:accept()
        if !s { return }
        go func() {
            for data := s:read(); data; data = s:read() { s:write(data) }
            s:close()
        }()
    }
}()
s := net.dial(addr)
print(s:write("he", "llo\n", 12, "\r\nrest") == s, s:readLine(), s:readLine(), s:read(2), s:read(100))
print(s:remoteAddr() == addr, string.match(s:localAddr(), "^127%.0%.0%.1:%d+$") != nil, type(s), s:read(0) == "")
print(s:closeWrite(), s:read(), s:read(), s:readLine(), s:readAll() == "")
print(s:close(), s:close(), s:localAddr(), s:remoteAddr() == addr)
for _, f := range {"read", "readLine", "readAll", "write", "closeWrite"} { v, m = s[f]("x" == f || 1); print(f, v, string.hasSuffix(m, ": socket is closed")) }
e(s.read, s, {}) e(s.read, s, -1) e(s.setTimeout, s, "x") e(s.setTimeout, s, -1) e(s.setTimeout, s)
f := s.read
ok, v, m = pcall(f, 5)
print(ok, v, string.hasSuffix(m, "socket is closed"))

// any bytes, more than fits into any buffer, both ways at once
all := ""
for i := 0; i < 256; i++ { all = all .. string.char(i) }
big := string.rep(all, 16384)
s = net.dial(addr)
go func() { s:write(big); s:closeWrite() }()
back := s:readAll()
print(#back, back == big)

// time-outs: reading, accepting, connecting
s = net.dial(addr):setTimeout(0.1)
start := time.now()
v, m = s:read()
print(v, string.hasSuffix(m, ": timeout exceeded"), time.since(start) >= 0.1, time.since(start) < 2)
s:setTimeout(0)
s:write("still works")
print(s:read())
quiet := net.listen("127.0.0.1:0")
print(quiet:accept(0.05))
// writing to somebody who does not read
s2 := net.dial(quiet:addr()):setTimeout(0.2)
v, m = s2:write(string.rep("x", 50000000))
print(v, string.hasSuffix(m, ": timeout exceeded"))
s2:close()

// close wakes those who wait
done := make(chan, 4)
go func() { v, m := s:read(); done <- string.hasSuffix(m, "socket is closed") }()
go func() { v, m := s:readLine(); done <- string.hasSuffix(m, "socket is closed") }()
other := net.listen("[::1]:0")
go func() { v, m := other:accept(); done <- m }()
time.sleep(0.05)
s:close()
other:close()
a, b, c := <-done, <-done, <-done
print(a, b, c)
print(other:addr(), other:accept())

// the other side goes away in the middle
l2 := net.listen("127.0.0.1:0")
go func() { c := l2:accept(); c:write("part of a li"); c:close() }()
s = net.dial(l2:addr())
print(s:readLine(), s:readLine())
go func() { c := l2:accept(); c:write(string.rep("y", 3000)); c:close() }()
s = net.dial(l2:addr())
v, m = s:readLine(1000)
print(v, string.hasSuffix(m, "message too long"))

// one reader at a time gets what comes, nothing is lost
go func() { c := l2:accept(); for i := 1; i <= 200; i++ { c:write(i, "\n"); if i % 50 == 0 { time.sleep(0.01) } }; c:close() }()
s = net.dial(l2:addr())
sum := 0
for i := 1; i <= 4; i++ { go func() { n := 0; for x := s:readLine(); x; x = s:readLine() { n += tonumber(x) }; done <- n }() }
for i := 1; i <= 4; i++ { n := <-done; sum += n }
print(sum)

// many connections at once
sum = 0
results := make(chan, 100)
for i := 1; i <= 200; i++ { go func() { c := net.dial(addr); c:write(i, "\n"); results <- tonumber(c:readLine()); c:close() }() }
for i := 1; i <= 200; i++ { n := <-results; sum += n }
print(sum)

// sockets close when they are collected
for i := 1; i <= 300; i++ { net.dial(addr) }
collectgarbage()
print(net.dial(addr):write("x") != nil)

// a server that nobody waits for is no deadlock of others, and the program ends all the same
print(l:close(), l:accept())
