// When the handler of xpcall runs, and when it does not.
func rec(n) { return 1 + rec(n + 1) }
print(xpcall(rec, func(e) { return "h:" .. e }, 1))        // expect: false	h:stack overflow
ok, text := xpcall(rec, debug.traceback, 1)
print(ok, #string.split(text, "\n"))                       // expect: false	24

// a deferred call that raises on the way out is handled, too
print(xpcall(func() {
    defer func() { error("second") }()
    error("first")
}, func(e) { print("handler", e) return "<" .. e .. ">" }))
// expect: handler	first
// expect: handler	second
// expect: false	<second>

print(xpcall(error, func(e) { error("in handler " .. e) }, "x"))  // expect: false	in handler x
print(xpcall(error, func(e) { }, "x"))                             // expect: false	nil

// the handler may yield
co := coroutine.wrap(func() {
    print(xpcall(func() { error("E") }, func(e) { x := coroutine.yield(2) return e .. x }))
    return "end"
})
print(co())     // expect: 2
print(co("!"))
// expect: false	E!
// expect: end

// an error that comes out of a wrapped coroutine reaches the handler outside
print(xpcall(coroutine.wrap(func() { error("w") }), func(e) { return "H" .. e }))  // expect: false	Hw

// what somebody further in keeps to himself does not
n := 0
func count(e) { n++ return e }
xpcall(func() { return load("x := ") }, count)
xpcall(func() { return load(func() { error("r") }) }, count)
xpcall(func() { return coroutine.resume(coroutine.create(error), "c") }, count)
xpcall(func() { return pcall(error, 1) }, count)
print(n)                                                           // expect: 0
print(xpcall(dofile, func(e) { return "D " .. e }, "/nope"))
// expect: false	D cannot open /nope: no such file or directory
