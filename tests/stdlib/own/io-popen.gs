// io.popen and goroutines that wait for commands.
func e(f, ...) { ok, m := pcall(f, ...); print(m) }
func ends(command) { print(io.popen(command):close()) }
ends("true") ends("exit 7") ends("kill -9 $$") ends("no-such-command-gs 2>/dev/null") ends("")
// expect: true	exit	0
// expect: nil	exit	7
// expect: nil	signal	9
// expect: nil	exit	127
// expect: true	exit	0
f := io.popen("printf 'a\\nb\\r\\n12 x'; exit 2", "r")
print(io.type(f), f:read(), f:read("L") == "b\r\n", f:read("n"), f:read("a"), f:read("a") == "", f:read(), f:read(0), f:close())
print(io.type(f), pcall(f.close, f))
// expect: file	a	true	12	 x	true	nil	nil	nil	exit	2
// expect: closed file	false	attempt to use a closed file
f = io.popen("echo x")
print(f:write("y"))
print(f:seek())
f:close()
f = io.popen("cat > /dev/null", "w")
print(f:read())
f:close()
// expect: nil	write <popen>: bad file descriptor
// expect: nil	seek <popen>: illegal seek
// expect: nil	read <popen>: bad file descriptor
v, m := io.popen("a\0b")
print(v, string.replaceAll(m, "\0", "0"))
e(io.popen) e(io.popen, {}) e(io.popen, "true", "rw") e(io.popen, "true", "") e(io.popen, "true", {})
// expect: nil	popen a0b: invalid argument
// expect: bad argument #1 to 'io.popen' (string expected, got no value)
// expect: bad argument #1 to 'io.popen' (string expected, got table)
// expect: bad argument #2 to 'io.popen' (invalid mode)
// expect: bad argument #2 to 'io.popen' (invalid mode)
// expect: bad argument #2 to 'io.popen' (string expected, got table)

// what was printed comes before what a command prints
io.write("before ")
io.popen("printf command", "w"):close()
io.write(" after ")
f = io.popen("cat", "w")
f:write("through ", 1, "\n")
print(f:close())
// expect: before command after through 1
// expect: true	exit	0

// nobody reads: an error, and no signal
f = io.popen("exec 0<&-; echo ready; sleep 0.2", "w")
time.sleep(0.1)
v, m = f:setvbuf("no"), nil
for i := 1; i <= 50 && v; i++ { v, m = f:write(string.rep("x", 10000)); time.sleep(0.01) }
print(v, m)
f:close()
// expect: ready
// expect: nil	write <popen>: broken pipe

// much data in both directions
big := string.rep("0123456789abcdef", 100000)
name := os.tmpname()
f = io.popen("cat > " .. name, "w")
print(f:write(big, big) == f, f:close(), fs.stat(name).size)
f = io.popen("cat " .. name)
print(f:read("a") == big .. big, f:close())
f = io.popen("cat " .. name)
print(#f:read(1234567), #f:read("l"), f:read(), f:close())
f = io.popen("cat " .. name)
print(#f:read(10), f:close() == nil || true)
os.remove(name)
// expect: true	true	3200000
// expect: true	true	exit	0
// expect: 1234567	1965433	nil	true	exit	0
// expect: 10	true

// others go on while one waits
log := {}
done := make(chan, 3)
go func() {
    p := io.popen("sleep 0.3; echo late")
    table.insert(log, p:read())
    p:close()
    done <- 1
}()
go func() {
    table.insert(log, tostring(os.execute("sleep 0.15")))
    done <- 1
}()
ticks := 0
go func() {
    for ticks < 5 { time.sleep(0.01); ticks++ }
    table.insert(log, "ticks")
    done <- 1
}()
for i := 1; i <= 3; i++ { <-done }
print(table.concat(log, " "), ticks)
// expect: ticks true late	5

// two readers of one file: every line once, no line torn
f = io.popen("for i in 1 2 3 4 5 6 7 8; do printf 'line'; sleep 0.01; echo $i; done")
lines := {}
for i := 1; i <= 2; i++ {
    go func() {
        for l := range f:lines() { table.insert(lines, l) }
        done <- 1
    }()
}
<-done
<-done
table.sort(lines)
print(table.concat(lines, " "), f:close())
// expect: line1 line2 line3 line4 line5 line6 line7 line8	true	exit	0

// two writers: what one call writes stays together
f = io.popen("tr -s ab | head -c 100", "w")
f:setvbuf("no")
for i := 1; i <= 2; i++ {
    go func() {
        f:write(string.rep(i == 1 && "a" || "b", 300000), "\n")
        done <- 1
    }()
}
<-done
<-done
print(f:close())
// expect: a
// expect: b
// expect: true	exit	0

// a file that is closed while somebody waits for it
f = io.popen("sleep 0.2")
go func() {
    print(pcall(f.read, f))
    done <- 1
}()
time.sleep(0.05)
f:close()
<-done
// expect: false	attempt to use a closed file

// in a coroutine the goroutine waits, and the coroutine is running
co := coroutine.wrap(func() {
    p := io.popen("sleep 0.05; echo inner")
    coroutine.yield(p:read())
    return p:close()
})
print(co())
print(co())
// expect: inner
// expect: true	exit	0

// commands that nobody waits for do not pile up
for i := 1; i <= 300; i++ { io.popen("true") }
collectgarbage()
print(io.popen("echo still"):read())
// expect: still

// others go on while one waits for standard input
program := "go func() { for i := 1; i <= 3; i++ { time.sleep(0.02); print(i) } }(); print(io.read(), io.read())"
os.execute("(sleep 0.2; printf 'li'; sleep 0.1; echo ne) | '" .. os.args()[1] .. "' -e '" .. program .. "'")
// expect: 1
// expect: 2
// expect: 3
// expect: line	nil
