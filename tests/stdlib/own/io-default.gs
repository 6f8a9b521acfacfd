// io: standard and default files, type, close, tmpfile.
func e(f, ...) { ok, m := pcall(f, ...); print(m) }
name := os.tmpname()
func fails(v, m) { print(v, m && string.replaceAll(m, name, "F")) }

print(io.type(io.stdin), io.type(io.stdout), io.type(io.stderr), io.type(nil), io.type(1), io.type("file"), io.type({}))
print(io.stdin != io.stdout, io.input() == io.stdin, io.output() == io.stdout, string.match(tostring(io.stderr), "^file %(0x%x+%)$") != nil)
e(io.type)
// expect: file	file	file	nil	nil	nil	nil
// expect: true	true	true	true
// expect: bad argument #1 to 'io.type' (value expected, got no value)

// standard files are not closed
print(io.stdout:close())
print(io.close())
print(io.close(io.stdin))
print(io.type(io.stdin), io.type(io.stdout))
// expect: nil	cannot close standard file
// expect: nil	cannot close standard file
// expect: nil	cannot close standard file
// expect: file	file

// print and io.stdout share a buffer, whatever its mode
io.write("a")
print("b")
io.stdout:write("c", 1, "\n")
print(io.stdout:setvbuf("no"), io.write("d") == io.stdout, io.stdout:setvbuf("full"), io.stdout:flush() == io.stdout, io.flush() == io.stdout)
// expect: ab
// expect: c1
// expect: dtrue	true	true	true	true
print(type(select(2, pcall(io.write, setmetatable({}, {__tostring: func() { error({}) }})))))
print(pcall(io.write, setmetatable({}, {__tostring: func() { return 1 }})))
print(io.write(setmetatable({}, {__tostring: func() { io.write("first "); return "second " }}), "third\n") == io.stdout)
// expect: table
// expect: false	'__tostring' must return a string
// expect: first second third
// expect: true

// the default output file
out := io.output(name)
print(io.output() == out, io.output(nil) == out)
io.write("one\n", 2)
print(#fs.readfile(name), io.flush() == out, fs.readfile(name) == "one\n2")
print(io.close(), io.type(out), fs.readfile(name) == "one\n2")
e(io.write, "x") e(io.flush) e(io.close) e(io.write)
print(io.output() == out, io.output(io.stdout) == io.stdout)
// expect: true	true
// expect: 0	true	true
// expect: true	closed file	true
// expect: default output file is closed
// expect: default output file is closed
// expect: default output file is closed
// expect: default output file is closed
// expect: true	true

// the default input file
f := io.input(name)
print(io.read(), io.read("n"), io.read(), io.input() == f, io.close(f))
e(io.read) e(io.lines) e(io.read, "x") e(io.lines, nil, {})
print(io.input() == f, io.input(io.stdin) == io.stdin)
// expect: one	2	nil	true	true
// expect: default input file is closed
// expect: default input file is closed
// expect: bad argument #1 to 'io.read' (invalid format)
// expect: bad argument #2 to 'io.lines' (string or number expected, got table)
// expect: true	true
fails(pcall(io.input, name .. "/x"))
fails(pcall(io.output, name .. "/x"))
e(io.input, true) e(io.output, {}) e(io.input, print) e(io.close, 5) e(io.close, "x")
print(io.input() == io.stdin, io.output() == io.stdout)
// expect: false	open F/x: not a directory
// expect: false	open F/x: not a directory
// expect: bad argument #1 to 'io.input' (file or string expected, got boolean)
// expect: bad argument #1 to 'io.output' (file or string expected, got table)
// expect: bad argument #1 to 'io.input' (file or string expected, got function)
// expect: bad argument #1 to 'io.close' (file expected, got number)
// expect: bad argument #1 to 'io.close' (file expected, got string)
// expect: true	true
io.input(name)
for l := range io.lines() { io.write("<", l, ">") }
print(io.read(), io.type(io.input()), io.close(io.input()))
io.input(io.stdin)
// expect: <one><2>nil	file	true

// methods without their object, with another one, and bound
f = io.open(name)
bound := f.read
print(bound(), bound(f), bound(), bound(1))
g := io.open(name)
e(bound, g)
f:close()
g:close()
// expect: one	2	nil	nil
// expect: bad argument #1 to 'file.read' (string or number expected, got userdata)

// tmpfile
f = io.tmpfile()
print(io.type(f), f:read(), f:write("abc") == f, f:seek("set", 1), f:read("a"), f:close())
names := {}
for i := 1; i <= 20; i++ { names[i] = io.tmpfile() }
for i := 1; i <= 20; i++ { names[i]:write(i); names[i]:seek("set") }
sum := 0
for i := 1; i <= 20; i++ { sum += names[i]:read("n") }
print(sum)
// expect: file	nil	true	1	bc	true
// expect: 210

// files that nobody refers to are closed in time, with what was written to them
for i := 1; i <= 3000; i++ { io.open(name, "w"):write("number ", i) }
names = nil
collectgarbage()
print(string.hasPrefix(fs.readfile(name), "number "))
for i := 1; i <= 3000; i++ { io.lines(name)() }
print(io.open(name):read(7))
os.remove(name)
// expect: true
// expect: number 
