// Every way in which a call can get its arguments and hand on its results, at sites that first meet one kind of callee
// and then another.
func none() {}
func one(a) { return a }
func two(a, b) { return a, b }
func three() { return 1, 2, 3 }
func count(...) { return #... }
func pick(a, b, c) { return a, b, c }

// All results as the last arguments.
func open(f, g) { return f(10, g()) }
for round := 1; round <= 3; round++ {
    print(open(pick, none), open(pick, three), open(one, three), open(count, three))
    print(open(math.max, three), open(select, three))
    print(open(pick, func() { return 5 }), open(pick, math.huge && func() { return nil }))
}
func both(f, g, x) { return f(g(x)) }
callees := {one, two, none, tostring, math.abs, type, count, pick}
for _, f := range ipairs(callees) {
    for _, g := range ipairs(callees) {
        ok, result := pcall(both, f, g, 7)
        print(ok, result)
    }
}
// In the middle of a list one value counts, at the end all do.
print(pick(two(1, 2), two(3, 4)))
print(count(two(1, 2), none()), count(none(), none()), count((two(1, 2))), count(string.byte("abc", 1, 3)))
print(count(string.find("hello", "l(l)")), count(string.gsub("hello", "l", "L")), string.byte("", 1))

// Calls in tail position, of natives with no, one and several results, and of functions of the script.
func tail(f, a, b) { return f(a, b) }
func tail_open(f, g) { return f(g()) }
for round := 1; round <= 3; round++ {
    print(tail(tostring, 1), tail(string.byte, "abc"), tail(one, 3, 4), tail(two, 5, 6))
    print(tail(string.find, "hello", "l"), (tail(two, 5, 6)), count(tail(none)), count(tail(string.byte, "", 1)))
    print(tail_open(tostring, three), tail_open(pick, three), tail_open(count, none), tail_open(math.max, three))
    a, b, c := tail(string.find, "hello", "l")
    print(a, b, c)
    tail(two, 1, 2)
    tail(string.byte, "abc")
}
func tail_extras(f, ...) { return f(...) }
print(tail_extras(tostring, 1, 2), tail_extras(count, 1, 2, 3), tail_extras(two, 1), tail_extras(string.byte, "abc", 1, 2))

// Fewer arguments than parameters: the rest is nil, whatever stood in the registers before.
func noise() {
    a, b, c, d, e, f := 1, 2, 3, 4, 5, 6
    return a + b + c + d + e + f
}
func missing(f) {
    noise()
    return f(), f(1), f(1, 2)
}
for round := 1; round <= 3; round++ { print(missing(pick)) }
print(missing(two), missing(count))
func missing_tail(f) {
    noise()
    return f(1)
}
for round := 1; round <= 3; round++ { print(missing_tail(pick)) }

// More values than any function has parameters.
many := {}
for i := 1; i <= 70000; i++ { many[i] = i }
print(math.max(table.unpack(many)), count(table.unpack(many)), one(table.unpack(many)))
func tail_many(f) { return f(table.unpack(many)) }
print(tail_many(math.max), tail_many(one), tail_many(count))

// Errors have the line of the call and name the callee.
func fail_open() { return 1 + both(
    nil_function,
    one) }
print(pcall(fail_open))
func fail_tail() {
    t := {}
    return t.missing(1)
}
print(pcall(fail_tail))
print(pcall(func() { return error("text") }))
print(pcall(func() { print(error("text")) }))
print(pcall(func() { return tostring() }))
print(pcall(func() { return one(tostring()) }))

// Callable tables.
callable := setmetatable({}, {__call: func(self, a, b) { return a, b, self == callable }})
print(both(callable, callable, 1), tail(callable, 2), tail_open(callable, three))

// Several results, of natives and of functions: as many as are wanted, more, and fewer.
func several(f, a, b) {
    x := f(a, b)
    p, q := f(a, b)
    r, s, t := f(a, b)
    f(a, b)
    return x, p, q, r, s, t
}
func five() { return 1, 2, 3, 4, 5 }
for round := 1; round <= 3; round++ {
    print(several(string.find, "hello", "l"))
    print(several(string.byte, "hello", 2))
    print(several(string.byte, "", 1))
    print(several(pcall, error, "text"))
    print(several(two, 1, 2))
    print(several(five))
    print(several(none))
    print(count(five()), count((five())), select(2, five()))
}
print(pcall(several, string.rep, "x", {}))
print(pcall(func() { return five() }))
print(select("#", coroutine.wrap(func() { return five() })()))
func last(a, b) { for a && b < 3 { b++ } return a, b }
print(last(true, 1), last(nil, 1), last(1, 5))
func ends(a, b) {
    n := 0
    for a != nil && (n < b && b > 0) { n++ }
    for n > 0 && n != 2 && true { n-- }
    return n
}
print(ends(1, 5), ends(nil, 5), ends(1, -1), ends(1, 1))
