// process: arguments, what goes wrong, waiting.
func e(f, ...) { ok, m := pcall(f, ...); print(ok, m) }
func fails(v, m) { print(v, string.replaceAll(m, "\0", "0")) }
func show(r) { print(r.ok, r.code, string.replaceAll(r.stdout, "\n", "."), string.replaceAll(r.stderr, "\n", ".")) }

// arguments
e(process.run) e(process.run, nil) e(process.run, func() {}) e(process.run, "x", 1) e(process.run, {}, {timeout: "x"}) e(process.run, {})
// expect: false	bad argument #1 to 'process.run' (string or table expected, got no value)
// expect: false	bad argument #1 to 'process.run' (string or table expected, got nil)
// expect: false	bad argument #1 to 'process.run' (string or table expected, got function)
// expect: false	bad argument #2 to 'process.run' (table expected, got number)
// expect: false	bad argument #2 to 'process.run' (field 'timeout': number expected, got string)
// expect: false	process.run: empty command
e(process.run, "\t\n ") e(process.exec) e(process.exec, {}) e(process.shell) e(process.shell, {}) e(process.which) e(process.which, {})
// expect: false	process.run: empty command
// expect: false	bad argument #1 to 'process.exec' (string expected, got no value)
// expect: false	bad argument #1 to 'process.exec' (string expected, got table)
// expect: false	bad argument #1 to 'process.shell' (string expected, got no value)
// expect: false	bad argument #1 to 'process.shell' (string expected, got table)
// expect: false	bad argument #1 to 'process.which' (string expected, got no value)
// expect: false	bad argument #1 to 'process.which' (string expected, got table)

// texts are made as by tostring, whose errors come through
T := setmetatable({}, {__tostring: func() { return "T!" }})
show(process.run({"echo", T, 1.0, nil}))
print(process.exec("printf", "%s,%s", T, false), #process.run({"env"}, {env: {GS_T: T}}).stdout > 0)
e(process.run, {"echo", setmetatable({}, {__tostring: func() { error("no text", 0) }})})
show(process.shell("exit 0"))
// expect: true	0	T! 1.0.	
// expect: T!,false	true
// expect: false	no text
// expect: true	0		

// what can not be started
for _, c := range {{"a\0b"}, {"true", "x\0"}, {""}, {"/dev/null"}, {"./none"}, {string.rep("x", 5000)}} { print(process.run(c).code) }
print(process.run("true", {dir: "/dev/null"}).code, process.run("true", {dir: "/\0"}).code, process.run("true", {dir: ""}).code)
print(process.run("true", {env: {["a=b"]: 1}}).code, process.run("true", {env: {[""]: 1}}).code, process.run("true", {env: {A: "\0"}}).code)
script := os.tmpname()
fs.writefile(script, "echo no interpreter line")
process.exec("chmod", "700", script)
print(process.run({script}).code, process.which(script) == script)
os.remove(script)
// expect: -1
// expect: -1
// expect: -1
// expect: -1
// expect: -1
// expect: -1
// expect: -1	-1	-1
// expect: -1	-1	-1
// expect: -1	true
fails(process.exec("a\0b"))
fails(process.exec("/dev/null"))
fails(process.exec("sh", "-c", "kill -TERM $$"))
fails(process.exec(""))
// expect: nil	exec: "a0b": executable file not found in $PATH
// expect: nil	exec /dev/null: permission denied
// expect: nil	signal: terminated
// expect: nil	exec: "": executable file not found in $PATH

// a relative program counts from the directory, the search path is that of the program
print(process.run("./sh -c pwd", {dir: "/bin"}).code, process.run("true", {env: {PATH: "/nope"}}).ok)
path := os.getenv("PATH")
os.setenv("PATH", ".:/nope::")
print(process.which("sh"), process.run("sh").code, process.which("/bin/sh"))
os.unsetenv("PATH")
print(process.which("sh"))
os.setenv("PATH", path)
// expect: 0	true
// expect: nil	-1	/bin/sh
// expect: nil

// any bytes, much of them, both ways at once
bytes_all := ""
for i := 0; i < 256; i++ { bytes_all = bytes_all .. string.char(i) }
big := string.rep(bytes_all, 20000)
r := process.run("cat", {stdin: big})
print(r.stdout == big, r.stderr == "", process.run({"sh", "-c", "cat >&2"}, {stdin: bytes_all}).stderr == bytes_all)
r = process.run({"sh", "-c", "head -c 3000000 /dev/zero; head -c 2000000 /dev/zero >&2; cat"}, {stdin: big})
print(#r.stdout - #big, #r.stderr, r.ok)
print(process.run({"sh", "-c", "exec 0<&-; sleep 0.05"}, {stdin: big}).ok, process.run("true", {stdin: big}).ok)
print(#process.exec("printf", "%s", string.rep("\xff\xfe", 50000)))
// expect: true	true	true
// expect: 3000000	2000000	true
// expect: true	true
// expect: 100000

// others go on, and many run at once
ticks := 0
done := make(chan, 30)
go func() { for ticks < 5 { time.sleep(0.01); ticks++ } }()
r = process.run("sleep 0.15")
print(r.ok, ticks)
s := time.now()
for i := range 30 { go func() { done <- process.shell("sleep 0.2; exit " .. i).code }() }
sum := 0
for i := range 30 { v := <-done; sum += v }
print(sum, time.since(s) < 4)
// expect: true	5
// expect: 465	true

// a child that never ends is ended, with its children, and what it wrote is there
s = time.now()
r = process.run({"sh", "-c", "echo a; echo b >&2; sleep 1000 & sleep 1000"}, {timeout: 0.1})
print(r.ok, r.code, r.stdout, r.stderr, time.since(s) < 2)
r = process.run({"sh", "-c", "trap '' TERM INT HUP; echo $$; while :; do :; done"}, {timeout: 0.2})
time.sleep(0.1)
print(r.ok, r.code, tonumber(r.stdout) > 1, process.run({"sh", "-c", "kill -0 " .. r.stdout}).ok)
r = process.run({"sh", "-c", "yes"}, {timeout: 0.1})
print(r.code, #r.stdout > 10)
for _, t := range {0, -1, 0/0, math.huge, 1e300} { print(process.run("true", {timeout: t}).ok) }
// expect: false	-1	a
// expect: 	b
// expect: 	true
// expect: false	-1	true	false
// expect: -1	true
// expect: true
// expect: true
// expect: true
// expect: true
// expect: true

// the call lasts until nobody holds the output; a command without a reader of its output does no harm
s = time.now()
r = process.run({"sh", "-c", "echo 1; (sleep 0.2; echo 2) & exit 7"})
print(r.code, r.stdout, time.since(s) >= 0.19)
// expect: 7	1
// expect: 2
// expect: 	true

// in a coroutine, and in a callback
co := coroutine.wrap(func() { coroutine.yield(process.exec("echo", "in")); return coroutine.running() != nil })
io.write(co()); print(co())
print(table.map({"x"}, func(v) { return process.exec("printf", v) })[1])
table.sort({3, 1, 2}, func(a, b) { return process.exec("sh", "-c", "exit 0") && a < b })
// expect: in
// expect: true
// expect: x
print(process.env().PATH == path, process.pid() == tonumber(process.exec("sh", "-c", "echo $PPID")))
// expect: true	true
