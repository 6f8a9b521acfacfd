# What errors look like on standard error (language.md 15.4, 15.5).
. data/lib.sh

static_error() {  # TEXT WANTED
    printf '%b' "$1" >bad.gs
    run bad.gs
    status 1; out ""; err "$2"
}
checks() {
    static_error 'print("never")\nx := 1 +\n' 'bad.gs:3:1: unexpected end of input

^'
    static_error 'x := 1\n\ty := (2 + ]\n' "bad.gs:2:12: unexpected ']'
	y := (2 + ]
	          ^"
    static_error 'é := "ß" ]' "bad.gs:1:12: unexpected ']'
é := \"ß\" ]
         ^"
    static_error 'break' "bad.gs:1:1: break outside a loop, switch or select
break
^"
    static_error 'x := "abc\r\ny := 1' "bad.gs:1:6: unterminated string
x := \"abc
     ^"

    cat >trace.gs <<'END'
func inner(x) {
    return x.field.name
}
t := {method: func(self) { inner({}) }}
print("before")
t:method()
print("never")
END
    run trace.gs
    status 1; out before
    err "trace.gs:2: attempt to index a nil value (field 'field')
stack traceback:
	trace.gs:2: in function 'inner'
	trace.gs:4: in function 'method'
	trace.gs:6: in main chunk"

    run -e 'io.write("no newline") error("no")'
    status 1; out "no newline"; err_has "(command line):1: no"
    run -e 'error({code: 1})'
    status 1; err_has "(command line):1: table: 0x"
    run -e 'error()'
    status 1; err_has "(command line):1: nil"
    run -e 'error(12.0)'
    status 1; err_has "(command line):1: 12.0"
    run -e 'error("no", 0)'
    status 1
    [ "$(head -1 .err)" = "(command line): no" ] || fail "expected no line number"
    run -e 'error(setmetatable({}, {__tostring: func(e) { print("asked") return "object" }}))'
    status 1; out asked; err_has "(command line):1: object"
    run -e 'error(setmetatable({}, {__tostring: func(e) { error("worse") }}))'
    status 1; err_has "(command line):1: (error object is a table value)"
    run -e 'f := coroutine.wrap(func() { error("inside") })
f()'
    status 1; err_has "(command line):1: inside"; err_has "(command line):2: in main chunk"
    run -e 'func f(n) { if n == 0 { error("deep") } f(n - 1) n = n } f(100)'
    status 1; err_has "...(skipping "

    # A goroutine's error is its own affair.
    run -e 'done := make(chan)
go func() { defer close(done) error("out of paper") }()
<-done
time.sleep(0.01)
print("main goes on")'
    status 0; out "main goes on"
    err_has "goroutine 2: (command line):2: out of paper"; err_has "stack traceback:"

    run -e 'print("x") ch := make(chan) ch <- 1'
    status 2; out x; err "fatal: all goroutines are asleep - deadlock"
    run -e 'defer print("never") pcall(func() { select { } })'
    status 2; out ""; err "fatal: all goroutines are asleep - deadlock"
}
each_engine checks
finish
