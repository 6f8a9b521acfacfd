// errors come out of wrapped coroutines unchanged, and their report shows both stacks
func inner() { error({code: 7}) }
g := coroutine.wrap(func() { coroutine.wrap(inner)() })
ok, e := pcall(g)
print(ok, e.code)
print(pcall(g))
print(xpcall(coroutine.wrap(func() { error("x", 0) }), func(m) { return "handled " .. m }))
func fails() { return nil + 1 }
h := coroutine.wrap(func() { fails() })
func caller() { h() }
caller()

// expect: false	7
// expect: false	cannot resume dead coroutine
// expect: false	handled x
// expect status: 1
// expect error: wrap-errors.gs:8: attempt to perform arithmetic on a nil value
// expect error: wrap-errors.gs:8: in function 'fails'
// expect error: wrap-errors.gs:10: in function 'caller'
// expect error: wrap-errors.gs:11: in main chunk
