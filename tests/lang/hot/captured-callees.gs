// Functions that call each other through variables that they have captured: what the variables hold may be another closure at any time,
// of the same code or of other code, or no function at all.
func counters(name, step) {
    down := nil
    func up(n) {
        if n > 0 { return down(n - 1) .. name }
        return name
    }
    down = func(n) {
        if n > 0 { return up(n - 1) .. step }
        return "-"
    }
    return {up: up, set: func(f) { down = f }, get: func() { return down }}
}
func warm(c) {
    for i := 1; i <= 100; i++ { c.up(6) }
    return c.up(6)
}
a, b := counters("a", 1), counters("b", 2)
print(warm(a), b.up(6), warm(b))

// The other pair's function, of the same code: it goes on with closures of its own.
a.set(b.get())
print(a.up(6), warm(a))
// Back again, and both in turns.
mine := counters("m", 3)
warm(mine)
own := mine.get()
for i := 1; i <= 200; i++ {
    if i % 2 == 0 { mine.set(own) } else { mine.set(b.get()) }
    s := mine.up(4)
    if i > 197 { print(i, s) }
}
// Other code; a table that can be called; no function.
mine.set(func(n) { return "other" .. tostring(n) })
print(warm(mine))
mine.set(setmetatable({}, {__call: func(self, n) { return "called" .. tostring(n) }}))
print(warm(mine))
mine.set(7)
print(pcall(mine.up, 3))
mine.set(nil)
print(pcall(mine.up, 3))

// Replaced while it runs: below, the old one goes on.
func replaced() {
    other, left := nil, 0
    func one(n) {
        if n == 0 { return 0 }
        return 1 + other(n - 1)
    }
    first := func(n) {
        if n == left { other = func(n) { return 1000 * n } }
        if n == 0 { return 0 }
        return 1 + one(n - 1)
    }
    other = first
    for i := 1; i <= 100; i++ { left = -1; one(9) }
    left = 4
    return one(9)
}
print(replaced(), replaced())

// Tail calls, and a chain of closures of one code that each hold the next one.
func tails() {
    pong := nil
    func ping(n, sum) {
        if n == 0 { return sum }
        return pong(n - 1, sum + 1)
    }
    pong = func(n, sum) {
        if n == 0 { return -sum }
        return ping(n - 1, sum + 2)
    }
    return ping
}
p, q := tails(), tails()
print(p(1000, 0), p(1001, 0), q(1000, 0))
func link(next, k) { return func(n) { if n == 0 || !next { return k }; return next(n - 1) + k } }
chain := nil
for k := 1; k <= 12; k++ { chain = link(chain, k) }
total := 0
for i := 1; i <= 200; i++ { total += chain(i % 12) }
print(total)
