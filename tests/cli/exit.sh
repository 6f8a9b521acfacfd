# How the program ends: exit status, finalizers, what is flushed (language.md 10.13, 16.2).
. data/lib.sh
mark='func mark(name) { return setmetatable({}, {__gc: func() { print("gc", name) }}) }'

checks() {
    run -e 'os.exit(7) print("never")'
    status 7; out ""
    run -e 'io.write("x") os.exit()'
    status 0; out x
    run -e 'os.exit(true)'; status 0
    run -e 'os.exit(false)'; status 1
    run -e 'os.exit(256 + 3)'; status 3
    run -e 'defer print("never") pcall(os.exit, 4)'
    status 4; out ""
    run -e 'coroutine.wrap(func() { os.exit(5) })()'; status 5
    run -e 'go func() { os.exit(6) }() time.sleep(5)'; status 6
    run -e 'x := 1' -e 'os.exit(9)' -e 'print("never")'
    status 9; out ""

    run -e "$mark" -e 'a := mark("a") b := mark("b") print("end")'
    status 0
    out "end
gc	b
gc	a"
    run -e "$mark" -e 'a := mark("a") error("no")'
    status 1; out "gc	a"; err_has "(command line):1: no"
    run -e "$mark" -e 'a := mark("a") os.exit(3)'
    status 3; out "gc	a"
    run -e "$mark" -e 'a := mark("a") select { }'
    status 2; out ""
    run -e 'x := setmetatable({}, {__gc: func() { error("late") }})'
    status 0; err_has "error in __gc: late"
    run -e 'func late(e) { return setmetatable({}, {__gc: func() { error(e) }}) }
x := late(setmetatable({}, {__tostring: func() { return "in words" }}))
y := late(setmetatable({}, {__tostring: func() { coroutine.yield() }}))
z := late(setmetatable({}, {__name: "Named"})) w := late(nil)'
    status 0; err_has "error in __gc: in words"; err_has "error in __gc: (error object is a table value)"
    err_has "error in __gc: Named: 0x"; err_has "error in __gc: nil"
    run -e 'defer print("deferred")  return'
    status 0; out deferred
    # The main chunk's end cuts other goroutines off.
    run -e 'go func() { for { time.sleep(1) } }() go func() { for { } }() print("end")'
    status 0; out end
}
each_engine checks
finish
