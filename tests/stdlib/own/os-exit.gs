// os.exit: from deep inside, with finalizers and what files have buffered, but without deferred calls.
func e(f, ...) { ok, m := pcall(f, ...); print(m) }
e(os.exit, {}) e(os.exit, "x") e(os.exit, 0 / 0)
// expect: bad argument #1 to 'os.exit' (number or boolean expected, got table)
// expect: bad argument #1 to 'os.exit' (number or boolean expected, got string)
// expect: bad argument #1 to 'os.exit' (number has no integer representation)

// Every way to give a status.
func status(code) {
    _, _, n := os.execute("'" .. os.args()[1] .. "' -e '" .. code .. "'")
    return n
}
print(status("os.exit()"), status("os.exit(nil)"), status("os.exit(true)"), status("os.exit(false)"), status("os.exit(3)"), status("os.exit(\"4\")"), status("os.exit(257)"), status("os.exit(-1)"), status("os.exit(5.9, true)"), status("os.exit(1e300)"))
// expect: 0	0	0	1	3	4	1	255	5	255
print(status("coroutine.wrap(func() { os.exit(6) })()"), status("go func() { os.exit(7) }(); time.sleep(5)"), status("setmetatable({}, {__gc: func() { os.exit(8) }})"), status("table.sort({1, 2, 3}, func(a, b) { os.exit(9) })"))
// expect: 6	7	8	9

// What files have buffered arrives, also what finalizers write.
name, script := os.tmpname(), os.tmpname()
fs.writefile(script, "out := io.open(arg[1], 'w')\nsetmetatable({}, {__gc: func() { out:write(' late') }})\nout:write('buffered')\nos.exit(12)\n")
fs.writefile(script, string.replaceAll(fs.readfile(script), "'", "\""))
print(select(3, os.execute("'" .. os.args()[1] .. "' " .. script .. " " .. name)), fs.readfile(name), os.remove(name), os.remove(script))
// expect: 12	buffered late	true	true

func finalizer(text) { return setmetatable({}, {__gc: func() { io.write(text) }}) }
gate := make(chan)
a, b := finalizer("first marked\n"), finalizer("last marked, ")
go func() {
    defer print("never: deferred")
    ok := pcall(func() {
        coroutine.wrap(func() {
            io.write("leaving: ")
            close(gate)   // here, and not before, since the others may have a turn at any time
            os.exit(11)
        })()
    })
    print("never: caught")
}()
go func() { <-gate print("never: another goroutine") }()
<-make(chan)
// expect: leaving: last marked, first marked
// expect status: 11
