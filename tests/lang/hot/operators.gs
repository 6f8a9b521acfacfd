// Operators of tables in hot code: metamethods that are inlined, that change, fail, wait, take and give other numbers of values.
V := {}
V.__index = V
func vec(x, y) { return setmetatable({x: x, y: y}, V) }
V.__add = func(a, b) { return vec(a.x + b.x, a.y + b.y) }
V.__sub = func(a, b) { d := vec(a.x - b.x, a.y - b.y)  return d }
V.__mul = func(a, k) {
    if type(a) == "number" { return vec(a * k.x, a * k.y) }
    return vec(a.x * k, a.y * k)
}
V.__unm = func(a) { return vec(-a.x, -a.y) }
V.__div = func(a, k) { error("no division by " .. tostring(k)) }
V.__mod = func(a, ...) { return select("#", ...) + (...) }
V.__pow = func(a, b) { }

func sums(n) {
    p, v := vec(0, 0), vec(1, 2)
    for i := 1; i <= n; i++ { p = p + v * 2 - -v  p = p - 3 * v * 1 + (i % 10 == 0 && v || vec(0, 1)) }
    return p.x, p.y, p % 7, p ** 2
}
print(sums(500))
print(sums(500))
func divided(p, k) {
    q := p / k
    return q
}
print(pcall(divided, vec(1, 2), 3))

// One of the operands is known to be a number, and the result of one operator is the operand of the next.
func left(n) {
    s := vec(0, 0)
    for i := 1; i <= n; i++ { s = s + 2 * vec(i, 1) * 0.5 }
    return s.x, s.y
}
print(left(300))

// Many classes at one place, and none.
W := {__add: func(a, b) { return (type(a) == "table" && a.w || a) + (type(b) == "table" && b.w || b) }}
func add(a, b) { return a + b }
func both(n) {
    s := 0
    for i := 1; i <= n; i++ {
        w := setmetatable({w: i}, W)
        s += add(w, 1) + add(1, w) + add(w, w) + add(i, 2) + add(vec(i, 1), vec(1, i)).x
    }
    return s
}
print(both(300))
print(pcall(add, {}, 1))
print(pcall(add, 1, {}))
print(pcall(add, vec(1, 2), 1))

// The metamethod changes while the loop runs, and so does the class.
func changes(n) {
    s := 0
    for i := 1; i <= n; i++ {
        if i == 200 { V.__add = func(a, b) { return vec(a.x * b.x, 1) } }
        if i == n - 5 { V.__add = W.__add  V.w = 0 }
        if i == n - 3 { V.__add = nil }
        ok, r := pcall(add, vec(i, 1), vec(2, 1))
        s += ok && (type(r) == "table" && r.x || r) || 1000
    }
    return s
}
print(changes(400))
V.__add = func(a, b) { return vec(a.x + b.x, a.y + b.y) }
func moved(n) {
    s := 0
    for i := 1; i <= n; i++ {
        o := vec(i, 1)
        if i % 50 == 0 { setmetatable(o, {__add: func(a, b) { return {x: 7} }}) }
        s += (o + vec(1, 1)).x
    }
    return s
}
print(moved(300))

// Metamethods that are no script functions.
N := {__add: math.max, __sub: setmetatable({}, {__call: func(self, a, b) { return "called" }}), __mul: 5}
func odd(n) {
    last := nil
    a := setmetatable({}, {__add: rawequal, __sub: N.__sub})
    for i := 1; i <= n; i++ { last = tostring(a + a) .. (a - 1) }
    return last
}
print(odd(200))
print(pcall(func() { return setmetatable({}, N) * 2 }))

// Coroutines, deferred calls and errors in the middle of an operator.
Y := {__add: func(a, b) { return coroutine.yield(a.n + b) }, __sub: func(a, b) { defer func() { a.n++ }()  return a.n - b }}
co := coroutine.wrap(func() {
    y, s := setmetatable({n: 1}, Y), 0
    for i := 1; i <= 200; i++ { s += y + i }
    return s
})
r := co()
for i := 1; i <= 199; i++ { r = co(r * 2) }
print(r, co(1))
func counted(n) {
    y, s := setmetatable({n: 1}, Y), 0
    for i := 1; i <= n; i++ { s += y - i }
    return s, y.n
}
print(counted(200))
E_ := {__add: func(a, b) { if b > 195 { error({code: b}) }  return b }}
func failing(n) {
    e, s := setmetatable({}, E_), 0
    for i := 1; i <= n; i++ { s += e + i }
    return s
}
ok, e := pcall(failing, 300)
print(ok, e.code)
print(failing(195))

// Recursion: as deep as calls can be.
D := {}
D.__add = func(a, n) {
    if n == 0 { return 0 }
    return 1 + (a + (n - 1))
}
print(setmetatable({}, D) + 5000)
D.__sub = func(a, n) { return a - (n + 1) }
print(pcall(func() { return 1 + (setmetatable({}, {__sub: func(a, n) { return 1 + (a - n) }}) - 1) }))

// Where goroutines take turns.
G := {}
G.__add = func(a, b) {
    a.c <- b
    return <-a.back
}
func exchange(n) {
    g := setmetatable({c: make(chan), back: make(chan)}, G)
    go func() { for i := 1; i <= n; i++ { v := <-g.c  g.back <- v * 2 } }()
    s := 0
    for i := 1; i <= n; i++ { s += g + i }
    return s
}
print(exchange(200))

// Metamethods with extra arguments, which are left in the middle.
U := {}
U.__add = func(a, ...) {
    x, y := ...
    if y { error("two") }
    if x > 190 { error("large " .. x) }
    return select("#", ...) + x
}
U.__sub = func(...) {
    a, b := ...
    return b % 3 == 0 && coroutine.yield(select("#", ...)) || b
}
func extra(n) {
    u, s := setmetatable({}, U), 0
    for i := 1; i <= n; i++ { s += u + i }
    return s
}
print(extra(190))
print(pcall(extra, 300))
co = coroutine.wrap(func() {
    u, s := setmetatable({}, U), 0
    for i := 1; i <= 200; i++ { s += u - i }
    return s
})
r = co()
for i := 1; i <= 66; i++ { r = co(r) }
print(r)
func trace(f) {
    ok, text := xpcall(f, debug.traceback)
    for line := range text:gmatch("[^\n]+") { print((line:gsub("^.-([%w-]+%.gs:)", "%1"))) }
}
func too_many() { extra(300) }
func quotients() {
    s := 0
    for i := 1; i <= 200; i++ { s += vec(1, 2) / i }
}
trace(too_many)
trace(quotients)
