// Tail calls out of functions with extra arguments, and with open arguments.
func sum(a, b, c) { return (a || 0) + (b || 0) * 10 + (c || 0) * 100 }
func pass(...) { return sum(...) }
func count(...) { return select("#", ...) }
func second(a, ...) { return pass(...) }
func all(...) { return ... }
func back(a, b, ...) { return all(b, a, ...) }
func fixed(...) { n := select("#", ...) return sum(n, n + 1) }
func open(t) { return sum(table.unpack(t)) }
func spread(t) { return all(0, table.unpack(t)) }
func down(n, ...) { if n == 0 { return select("#", ...), ... } return down(n - 1, n, ...) }
func other(n, ...) { if n == 0 { return select("#", ...) } return down2(n - 1, ...) }
func down2(n, ...) { if n == 0 { return -1 } return other(n - 1, ...) }
func many(n, ...) { if n == 0 { return ... } return many(n - 1, ...) }
func apply(f, ...) { return f(...) }
callable := setmetatable({}, {__call: func(self, ...) { return "called", ... }})
s := 0
for i := 1; i <= 500; i++ {
    s += pass(i) + pass(i, 1) + pass(i, 1, 2) + pass() + second(1, i, 2) + fixed(1, 2, 3) + count(i, nil, nil)
    s += open({1, 2, i}) + select("#", spread({1, 2, nil, 4})) + other(8, 1, 2)
    a, b, c, d := back(i, 2, 3, 4)
    s += a + b * 2 + c * 3 + d * 4
    s += apply(sum, i, 2) + apply(count, 1, 2, 3) + apply(math.max, 3, i, 2) + #apply(callable, i)
    n, x, y := down(i % 5, "z")
    if i % 100 == 0 { print(s, n, x, y, apply(callable, i, 2), many(3, i, nil)) }
}
print(many(300000, "far"))
print(pcall(apply, nil, 1), pcall(apply, 5), select(2, pcall(second, 1, {}, 2)))
func inf(...) { return 1 + inf(1, ...) }
func tails(...) { return tails2(...) }
func tails2(...) { error("in the tail " .. select("#", ...)) }
for i := 1; i <= 300; i++ { ok, e := pcall(tails, i, i) if i == 300 { print(ok, e) } }
c := coroutine.wrap(func(...) { for { coroutine.yield(pass(...), apply(coroutine.yield, ...)) } })
for i := 1; i <= 200; i++ { x, y := c(i, 2) if i % 50 == 0 { print(x, y) } }
t := {}
for i := 1; i <= 250; i++ { t[i] = i }
for i := 1; i <= 30; i++ { s = select("#", spread(t)) + count(table.unpack(t)) }
print(s)
func outer(...) { for i := 1; i <= 100; i++ { if i == 50 { return pass(i, ...) } } }
for i := 1; i <= 100; i++ { s += outer(i) }
print(s)
