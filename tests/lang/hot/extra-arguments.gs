// Functions with `...` in hot loops, which compiled code inlines: what the frame holds has to be there wherever the VM goes on, an
// error is reported, a coroutine stops, or somebody collects.
func count(...) { return select("#", ...) }
func nth(n, ...) { return (select(n, ...)) }
func rest(n, ...) { return select(n, ...) }
func list(...) { return {...} }
func pass(f, ...) { return f(...) }
func both(a, ...) {
    x, y := ...
    return a, x, y, #...
}
func total(...) {
    s := 0
    for _, v := range ... { s += v }
    return s
}
func at(i, ...) { return ...[i] }
func add(a, b, c) { return a + (b || 0) + (c || 0) }

func often(n) {
    t := 0
    for i := 1; i <= n; i++ {
        t += count() + count(i) + count(nil, i, nil)
        t += nth(1, i) + nth(i % 3 + 1, 5, i, 7) + (nth(i % 2 + 1, i) || 100)
        t += nth(-1, 1, i) + (rest(2, 1, i) || 0) + (rest(3, 1, 2) || 10)
        t += #list(i, i + 1, 3) + list(i, 2)[1] + #list()
        t += pass(add, i) + pass(add, i, 2) + pass(add, 1, i, 3) + pass(math.max, i, 5, 7) + pass(count)
        a, x, y, k := both(i, 2)
        t += a + x + (y || 1000) + k
        a, x, y, k = both()
        t += (a || 3) + (x || 4) + (y || 5) + k
        t += total(i, 2, 3) + total() + total(1.5, i)
        t += (at(i % 4, 10, i, 30) || 7) + (at(2, i) || 9)
    }
    return t
}
print(often(100), often(3))

// An exit in the middle: the numbers become doubles, strings, tables.
func sum(first, ...) {
    s := first
    for i := 1; i <= select("#", ...); i++ { s = s + (select(i, ...)) }
    return s
}
func sums(n, v) {
    t := 0
    for i := 1; i <= n; i++ { t = sum(t, i, v, 1) }
    return t
}
print(sums(100, 1))
print(sums(100, 1.5))
print(sums(3, "7"))
vector := {}
vector.__add = func(a, b) { return setmetatable({n: a.n + (type(b) == "table" && b.n || b)}, vector) }
func vectors(n) {
    t := setmetatable({n: 0}, vector)
    for i := 1; i <= n; i++ { t = sum(t, i, t, 1) }
    return t.n
}
print(vectors(10))

// Errors inside: positions, and the frames around them.
func fails(x, ...) {
    if x > 98 { error("at " .. x .. " of " .. select("#", ...)) }
    return x + #...
}
func calls(x, ...) {
    v := fails(x, ..., "more")
    return v
}
func failing(n) {
    t := 0
    for i := 1; i <= n; i++ { t += calls(i, 1, i) }
    return t
}
print(failing(90))
print(pcall(failing, 120))
text := select(2, xpcall(failing, debug.traceback, 120))
for line := range string.gmatch(text, "[^\n]+") {
    print(string.match(line, "[%w_-]+%.gs:%d+.*") || string.match(line, "%S.*"))
}

// Yields and collections between the frames.
func passes(f, ...) {
    r := f(...)
    return r, #..., ...[2]
}
func yields(a, b, c) {
    coroutine.yield(a)
    return {a, b, c}
}
func switching(n) {
    t := 0
    for i := 1; i <= n; i++ {
        r, k, second := passes(yields, i, {i}, "x" .. i)
        t += r[1] + r[2][1] + #r[3] + k + second[1]
    }
    return t
}
co := coroutine.wrap(switching)
last := 0
for i := 1; i <= 61; i++ { last = co(60) }
print(last)
func collects(k, ...) {
    list := {...}
    if k % 16 == 0 { collectgarbage() }
    return #list + ...[1].k + list[k % 3 + 1].k
}
func collecting(n) {
    t := 0
    for i := 1; i <= n; i++ { t += collects(i, {k: i}, {k: i + 1}, {k: i + 2}) }
    return t
}
print(collecting(100))

// More arguments than are inlined, deferred calls around, closures over a parameter, recursion.
func many(n) {
    t := 0
    for i := 1; i <= n; i++ {
        t += count(1, 2, 3, 4, 5, 6, 7, 8, 9, i) + nth(i % 9 + 1, 1, 2, 3, 4, 5, 6, 7, 8, 9)
        t += at(9, 1, 2, 3, 4, 5, 6, 7, 8, i) + total(1, 2, 3, 4, 5, 6, 7, i)
    }
    return t
}
print(many(90))
func deferring(n) {
    t := 0
    func note(...) { t += #... + (...[1] || 0) }
    func one(...) {
        defer note(...)
        defer note()
        t += total(...)
    }
    for i := 1; i <= n; i++ { one(i, 2) }
    return t
}
print(deferring(80))
func makes(k, ...) {
    n := #...
    return func(...) { k += n + #...; return k }
}
func making(n) {
    t := 0
    for i := 1; i <= n; i++ {
        f := makes(i, nil, nil)
        t += f(1) + f() + f(nil, nil)
    }
    return t
}
print(making(80))
func down(n, ...) {
    if n == 0 { return #... }
    return down(n - 1, n, ...) + 1
}
func sides(n, ...) { if n == 0 { return 1 } return sides(n - 1) + sides(n - 1, n) + #... }
print(down(60), down(100, 1), sides(8), sides(3, 1, 2))
func forward(...) { return pass(add, ...) }
func chain(n) {
    t := 0
    for i := 1; i <= n; i++ { t += forward(i, 2) + forward(1, i, 3) + (select("#", forward(i))) }
    return t
}
print(chain(90))

// What select raises, and what it is when somebody has another one.
func wrong(i, ...) { return (select(i, ...)) }
func asking(n, k) {
    t := 0
    for i := 1; i <= n; i++ { t += wrong(i < n && 2 || k, 1, i) || 0 }
    return t
}
print(asking(80, 1), pcall(asking, 80, 0))
print(asking(80, -2), pcall(asking, 80, -3))
print(asking(80, 3), asking(80, 2.0), pcall(asking, 80, "x"))
old := select
select = func(...) { return #... * 1000 }
print(asking(5, 1), count(1, 2))
select = old
print(asking(5, 1), count(1, 2))
