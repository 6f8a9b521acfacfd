// Objects that are made at exits.
func point(x, y) { return {x: x, y: y} }
func f(a, b) {
    p := point(a, b)
    q := {p: p, n: a}
    s := p.x + p.y
    if s > 1000 { return p, q }
    q.n = s
    p.x = b
    return s + q.n + q.p.y + p.x
}
for i := 1; i <= 300; i++ { f(i, 1) }
p, q := f(1000, 5)
print(p.x, p.y, q.p == p, q.n)
print(f(1, 2), f(1.5, 2), pcall(f, "a", 2))
print(f("10", "20"))
p, q = f(1000.5, 7)
print(p.x, p.y, q.p == p, q.n)
func g(n) {
    keep := nil
    s := 0
    for i := 1; i <= n; i++ {
        c := {v: i}
        add := func(k) { c.v += k return c.v }
        s += add(2)
        if i == n - 1 { keep = add }
        s += c.v
    }
    return s, keep
}
for i := 1; i <= 50; i++ { g(30) }
s, k := g(100)
print(s, k(1), k(1))
func h(x) {
    t := {a: x, b: nil, c: 3}
    t.b = t
    u := t.b
    if x == "stop" { error(t) }
    return u.a
}
for i := 1; i <= 300; i++ { h(i) }
ok, e := pcall(h, "stop")
print(ok, e.a, e.b == e, e.c)
func cell(n) {
    x := 0
    inc := func() { x += 1 }
    for i := 1; i <= n; i++ { inc() if x > 1e9 { print("?") } }
    if n == 77 { return inc, func() { return x } }
    return x
}
for i := 1; i <= 100; i++ { cell(20) }
inc, get := cell(77)
inc() inc()
print(get(), cell(5))
func two(n) {
    t := {n: 0}
    for i := 1; i <= n; i++ {
        if i % 2 == 0 { t = {n: t.n + 1} } else { t.n = t.n + 10 }
        if i == 1e6 { print(t) }
    }
    return t.n
}
for i := 1; i <= 100; i++ { two(30) }
print(two(101))
func swap(a, b, n) {
    p, q := {v: a}, {v: b}
    for i := 1; i <= n; i++ { p, q = q, p if p.v == "x" { q.v = p } }
    return p, q
}
for i := 1; i <= 100; i++ { swap(1, 2, 21) }
p, q = swap("x", 2, 3)
print(type(p.v), q.v == p, p == q)
func ident(n) { a, b := {}, {} r := a == b for i := 1; i <= n; i++ { if a == b { r = "eq" } if a != a { r = "ne" } b = {} } return r, a == a, #a, next(a) }
for i := 1; i <= 100; i++ { ident(20) }
print(ident(4))
