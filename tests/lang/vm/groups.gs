// Instructions that often follow each other, in functions that have run often, when the second or the first of them meets something
// that it has not met before.
func repeated(times, f, ...) {
    last := nil
    for i := 1; i <= times; i++ { last = f(...) }
    return last
}
Any := {
    __add: func(a, b) { return "add" }, __sub: func(a, b) { return "sub" }, __mul: func(a, b) { return "mul" },
    __mod: func(a, b) { return "mod" }, __index: func(t, k) { return "any " .. tostring(k) }, __call: func(self, x) { return "called", x },
    __le: func(a, b) { return false }, __lt: func(a, b) { return false },
}
any := setmetatable({}, Any)
any_number := setmetatable({}, {__add: func(a, b) { return any }})

// Calls of an argument that has been moved.
func id(x) { return x }
func call(f, x) { y := f(x); return y }
print(repeated(1000, call, id, 3), call(tostring, 4), call(id, 5), call(any, 6), pcall(call, 7, 8))
print(repeated(1000, call, math.abs, -3), repeated(1000, call, id, 9))

// Moves.
func swap(a, b) { a, b = b, a; return a, b }
print(repeated(1000, swap, 1, 2), swap("x", nil))

// An upvalue and a sum, a sum that is returned, remainders of sums.
func adder(k) { return func(x) { y := x + k; return y } }
add := adder(3)
print(repeated(1000, add, 4), add(1.5), add(any), pcall(add, "x"), add(140737488355327), adder("y") != nil)
func plus(a, b) { return a + b }
print(repeated(1000, plus, 1, 2), plus(1, 0.5), plus(any, 1), plus(140737488355327, 1), pcall(plus, 1, nil))
print(repeated(1000, plus, 0.5, 0.25), repeated(1000, plus, 1, 2))
func rest(a, b) { return (a + b) % 7 }
print(repeated(1000, rest, 5, 6), rest(-5, 1), rest(1.5, 7), rest(any_number, 1), rest(3000000000, 3000000000), pcall(rest, {}, 1))
func big_rest(a, b) { return (a + b) % 100003 }
print(repeated(1000, big_rest, 100000, 6), big_rest(-5, 1), big_rest(1.5, 100003), big_rest(any_number, 1))
func no_rest(a, b) { return (a + b) % 0 }
print(pcall(no_rest, 1, 2), no_rest(0.5, 1) != no_rest(0.5, 1))
for i := 1; i <= 600; i++ { pcall(no_rest, 1, 2) }
print(pcall(no_rest, 1, 2))
func negative_rest(a, b) { return (a + b) % -7 }
print(repeated(1000, negative_rest, 5, 6), negative_rest(-5, -6))

// A difference as the last argument.
func count(n) {
    if n <= 0 { return 0 }
    return 1 + count(n - 1)
}
print(repeated(100, count, 20), count(2.5), pcall(count, "x"))
func minus(f, n) { y := f(n - 1); return y }
print(repeated(1000, minus, id, 5), minus(tostring, 5), minus(id, any), minus(any, 2), pcall(minus, nil, 2), minus(id, 0.5))

// Floats.
func fused(a, b, c) { return a * b + c }
print(repeated(1000, fused, 1.5, 2.0, 0.5), fused(2, 3, 4), pcall(fused, any, 1, 2), fused(1.5, 2.0, any), fused(1.5, 2.0, 1))
nan := 0.0 / 0.0
print(fused(nan, 1.0, 1.0) != fused(nan, 1.0, 1.0), fused(math.huge, 0.0, 1.0) != fused(math.huge, 0.0, 1.0))

// Two fields, two elements.
func fields(a, b) { return {a.x, b.x, a.y, b.y} }
func shown(list) { return table.concat(list, " ") }
o := {x: 1, y: 2}
print(shown(repeated(1000, fields, o, o)), shown(fields(o, {y: 3, x: 4})), shown(fields({y: 5, x: 6}, o)), shown(fields(any, o)))
Proto := {x: "px", y: "py"}
Proto.__index = Proto
inheriting := setmetatable({}, Proto)
print(shown(repeated(1000, fields, o, inheriting)), shown(fields(inheriting, o)), pcall(fields, o, nil))
inheriting.x = "own"
print(shown(fields(o, inheriting)), shown(repeated(100, fields, inheriting, inheriting)))
for i := 1; i <= 20; i++ {
    t := {}
    t["k" .. i] = i
    t.x, t.y = i, -i
    print(shown(fields(o, t)), shown(fields(t, o)))
}
func elements(m, i, j) { return m[i][j] }
m := {{1, 2}, {3, 4}, name: {key: "v"}}
print(repeated(1000, elements, m, 2, 1), elements(m, "name", "key"), elements(m, 1, 3), elements(any, 1, 2) == nil, pcall(elements, m, 5, 1))
print(elements({any}, 1, 2), elements(m, 1.0, 2))

// A loop up to a global, that another one changes or takes away.
limit := 10
func loop(change) {
    n := 0
    for i := 1; i <= limit; i++ {
        n++
        if change && i == 5 { change() }
    }
    return n
}
print(repeated(500, loop), loop(func() { limit = 7 }), loop(func() { limit = 7.5 }), loop(), loop(func() { limit = any }))
limit = 12
print(loop(), pcall(loop, func() { limit = nil }))
limit = 140737488355327
func far() {
    n := 0
    for i := 140737488355320; i <= limit; i++ { n++; if n > 20 { break } }
    return n
}
print(far())
func globals() { a := limit; b := limit; c := b; return a, c }
print(repeated(1000, globals))

// Tail calls of functions with other numbers of parameters.
func one(a) { return a }
func two(a, b) { return tostring(a) .. tostring(b) }
func three(a, b, c) { return tostring(a) .. tostring(b) .. tostring(c) }
func some(...) { return #..., ... }
func tail1(f, a) { return f(a) }
func tail2(f, a, b) { return f(a, b) }
func tail3(f, a, b, c) { return f(a, b, c) }
print(repeated(1000, tail1, one, 1), tail1(two, 1), tail1(some, 1), tail1(tostring, 1), tail1(any, 1), repeated(1000, tail1, two, 1))
print(repeated(1000, tail2, two, 1, 2), tail2(one, 1, 2), tail2(three, 1, 2), tail2(some, 1, 2), tail2(math.max, 1, 2), repeated(1000, tail2, three, 1, 2))
print(repeated(1000, tail3, three, 1, 2, 3), tail3(one, 1, 2, 3), tail3(some, 1, 2, 3), tail3(math.max, 1, 2, 3), pcall(tail3, nil, 1, 2, 3))

// Closures with many captured variables.
func closure(a, b, c, d) {
    e, f, g, h, i, j, k, l, m, n := 5, 6, 7, 8, 9, 10, 11, 12, 13, 14
    bump := func() { a++; e++; return a + e }
    few := func() { return a + b + e }
    deep := func() { return func() { return a + b + c + d + e + f + g + h + i + j + k + l + m + n } }
    bump()
    return few() + deep()()
}
print(repeated(1000, closure, 1, 2, 3, 4))

// Calls that range loops make.
func words(text, iterator) {
    n := 0
    for w := range iterator(text, "%a+") { n += #w }
    return n
}
func once(text) { left := text; return func() { w := left; left = nil; return w } }
print(words("a bc def", string.gmatch), repeated(500, words, "a bc def", once), words("a bc def", string.gmatch))
