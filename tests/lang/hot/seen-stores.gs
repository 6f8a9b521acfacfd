// Stores that are stored over later, with somebody who looks in between: an exit for a value of another kind, an error, another
// name of the same object, an index that may be the same, a function, a coroutine that yields, a loop that is left. Each must
// find the first value there, and a way that does not store again must leave it.
func overflow(o, x) {
    o.a = x
    y := x + 1
    o.a = y
}
func fails(o, x) {
    o.a = "first"
    z := x.b.c
    o.a = z
}
func names(o, p) {
    q := p.a
    o.a = 1
    r := p.a
    o.a = 2
    return r
}
func indices(t, i, k) {
    t[i] = 10
    r := t[k]
    t[i] = 20
    return r
}
func calls(o, f) {
    o.a = "called"
    f(o)
    o.a = "back"
}
func ways(o, v) {
    o.a = 5
    if v { o.a = 6 } else { o.b = 7 }
    return o.a
}
func counts(o, n) {
    for i := 1; i <= n; i++ {
        o.a = -i
        if i * i > 3600 { return "left" }
        o.a = i
    }
    return "end"
}
func same(o, p, v) {
    x := o.a
    p.a = v
    o.a = x
    return p.a
}
func cell(x) {
    c := 1
    get := func() { return c }
    c = x
    r := get()
    c = x + 1
    return r + get()
}

func captured(x, call) {
    c := x
    get := func() { return c }
    call(get)
    c = 5
    done, r := call(get)
    c = 6
    return r + get()
}

func fresh() { return {a: 0, b: {c: 0}} }
o, p, list := fresh(), fresh(), {1, 2, 3}
func ignore(x) {}
sum := 0
for i := 1; i <= 100; i++ {
    overflow(o, i)
    fails(o, p)
    sum += names(o, p) + names(p, o) + indices(list, i % 3 + 1, (i + 1) % 3 + 1)
    calls(o, ignore)
    ways(o, i % 2 == 0)
    counts(o, 20)
    sum += same(o, p, i) + cell(i) + captured(i, pcall)
}
print(sum)
overflow(o, 140737488355327)
print(o.a)
print(pcall(overflow, o, true), o.a)
print(pcall(fails, o, {b: 1}), o.a)
print(pcall(fails, o, nil), o.a)
print(names(o, o), o.a)
print(indices(list, 2, 2), list[2])
print(ways(o, true), o.a, ways(o, false), o.a, o.b)
print(counts(o, 100), o.a)
o.a = 1
print(same(o, o, 9), o.a)
calls(o, func(x) { print(x.a) })
print(o.a)
print(pcall(calls, o, func(x) { error("no") }), o.a)

co := coroutine.create(calls)
coroutine.resume(co, o, func(x) { coroutine.yield() })
print(o.a)
coroutine.resume(co)
print(o.a)
