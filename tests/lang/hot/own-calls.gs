// Functions that call themselves, hot: whatever they are given and give back, whoever calls them, and wherever they stop.
func repeat(n, f) {
    for i := 1; i <= n; i++ { f() }
    return f()
}

// ---- what is given ----
func count(n, by) {
    if n <= 0 { return n }
    return count(n - by, by) + by
}
print(repeat(100, func() { return count(20, 1) }), count(20.5, 1), count(20, 0.25), count(20, 3))
print(pcall(count, 3), pcall(count, nil, 1), pcall(count, "4", 1))
func wide(n, x) {
    if n == 0 { return x }
    return wide(n - 1, x * 3 + 1)
}
print(repeat(100, func() { return wide(10, 1) }), wide(25, 1), wide(40, 1), wide(10, 0.5), wide(3, -0.0))
func kinds(n, x) {
    if n == 0 { return x }
    if x == nil { return kinds(n - 1, true) }
    if type(x) == "boolean" { return kinds(n - 1, x && 1) }
    return kinds(n - 1, x + 0.5)
}
print(repeat(100, func() { return kinds(5, 1) }), kinds(1), kinds(2), kinds(3), kinds(0, "s"), kinds(1, false), kinds(0))
// A check of an argument may come early: it is still met only where the argument is used.
func late(n, x) {
    if n == 0 { return 0 }
    if n % 7 == 0 { return late(n - 1, x) }
    return late(n - 1, x) + x * 2
}
print(repeat(100, func() { return late(6, 4) }), late(0, nil), late(0, {}), pcall(late, 7, nil))
func six(a, b, c, d, e, f) {
    if a == 0 { return b + c * 2 + d * 3 + e + f }
    return six(a - 1, c, b, f, e + 0.5, d) + six(0, a, a, a, 1.5, a)
}
print(repeat(100, func() { return six(9, 1, 2, 3, 4.5, 5) }), six(3, 1, 2, 3, 4.5, 0.25), six(3, 1099511627776, 2, 3, 4, 5))

// ---- what comes back ----
func mixed(n) {
    if n == 0 { return 0 }
    if n == 13 { return "thirteen" }
    if n == 21 { return nil }
    if n == 34 { return 0.5 }
    below := mixed(n - 1)
    if type(below) != "number" { return n }
    return below + n
}
print(repeat(100, func() { return mixed(12) }), mixed(13), mixed(14), mixed(20), mixed(21), mixed(22), mixed(40))
func even(n) {
    if n == 0 { return true }
    return !even(n - 1)
}
func fine(n) {
    if n == 0 { return 1.0 }
    return fine(n - 1) / 2
}
func power(n) {
    if n == 0 { return 1 }
    return power(n - 1) + power(n - 1)
}
print(repeat(100, func() { return even(7) }), even(8), repeat(100, func() { return fine(7) }), fine(9), fine(1.0))
print(repeat(100, func() { return power(7) }), repeat(1, func() { return power(12) }))
func big(n) {
    if n == 0 { return 1000000000 }
    return big(n - 1) + 300000000
}
print(repeat(100, func() { return big(2) }), big(5), big(12))

// ---- how many values are wanted ----
func one(n) {
    if n == 0 { return 7 }
    one(n - 1)
    a, b := one(n - 1)
    if b != nil { return "no" }
    t := {one(n - 1), one(n - 1)}
    return a + #t + math.max(one(n - 1))
}
print(repeat(20, func() { return one(3) }), one(2), (one(1)))
a, b, c := one(2)
print(a, b, c, #{one(1), one(1)}, one(0), one(1))
log := {}
func nothing(n) {
    if n == 0 { return }
    x := nothing(n - 1)
    log[#log + 1] = x == nil
    nothing(n - 1)
    table.insert(log, select("#", nothing(0)))
    return
}
repeat(20, func() { log = {}; nothing(5) })
print(#log, log[1], log[2], select("#", nothing(1)), nothing(1), pcall(nothing, 1))
func several(n) {
    if n == 0 { return 1, 2, 3 }
    a, b, c := several(n - 1)
    return a + c, b, c
}
print(repeat(100, func() { return several(6) }), several(6))
func some(n, ...) {
    if n == 0 { return select("#", ...) }
    return some(n - 1, n, ...)
}
print(repeat(100, func() { return some(6) }), some(0), some(1, nil, nil))
func gives(n) {
    if n % 3 == 1 { return n, n }
    if n <= 0 { return }
    return gives(n - 1)
}
print(repeat(100, func() { return gives(5) }), gives(9), select("#", gives(0)), select("#", gives(4)))

// ---- from C++ ----
func deep(t, n) {
    if n == 0 { return #t }
    table.sort(t, func(a, b) { return deep({}, 0) + a < b })
    return deep(t, n - 1) + 1
}
print(repeat(20, func() { return deep({3, 1, 2}, 3) }))
chain := setmetatable({}, {__index: func(t, k) {
    if k == 0 { return 0 }
    return t[k - 1] + 1
}})
print(repeat(50, func() { return chain[9] }), chain[20], pcall(func() { return chain["x"] }))
print(repeat(50, func() { return pcall(count, 5, 1) }), repeat(50, func() { return coroutine.wrap(count)(9, 1) }))

// ---- wherever they stop ----
func stops(n, at) {
    if n == 0 { return 0 }
    if n == at { error("at " .. n) }
    return stops(n - 1, at) + 1
}
print(repeat(100, func() { return stops(9, -1) }), pcall(stops, 9, 3), select(2, xpcall(stops, func(m) { return m .. "!" .. stops(4, -1) }, 5, 2)))
func yields(n) {
    if n == 0 { return coroutine.yield("down") }
    return yields(n - 1) + n
}
print(repeat(50, func() {
    co := coroutine.create(yields)
    coroutine.resume(co, 5)
    return select(2, coroutine.resume(co, 100))
}))
func resumed(with) {
    co := coroutine.create(yields)
    coroutine.resume(co, 5)
    ok, result := coroutine.resume(co, with)
    return ok, result, coroutine.status(co)
}
print(resumed(0.5), resumed(nil))

// ---- another function in its place ----
func changing(n) {
    if n == 0 { return 0 }
    if n == trap { changing = func(n) { return 1000.5 } }
    return changing(n - 1) + 1
}
trap, kept := -1, changing
print(repeat(100, func() { return changing(9) }))
trap = 4
print(changing(9), kept(9))
trap, changing = -1, kept
print(repeat(100, func() { return changing(9) }))
tree := {}
tree.__index = tree
tree.size = func(self) {
    if self.left == nil { return 1 }
    return self.left:size() + self.right:size() + 1
}
func grow(n) {
    if n == 0 { return setmetatable({}, tree) }
    return setmetatable({left: grow(n - 1), right: grow(n - 1)}, tree)
}
trees := grow(5)
print(repeat(50, func() { return trees:size() }))
trees.left.left.size = func(self) { return 0.25 }
print(repeat(50, func() { return trees:size() }))
trees.right.right = {size: func(self) { return self }}
print(pcall(trees.size, trees))

// ---- as deep as it goes ----
depth := 0
func down(n) {
    depth = n
    return down(n + 1) + 1
}
func tail(n) {
    if n == 0 { return "end" }
    return tail(n - 1)
}
print(pcall(down, 1), depth, tail(1000000))
print(coroutine.resume(coroutine.create(down), 1), depth)
func inner(n, d) {
    if d == 0 { return select("#", pcall(down, n)) }
    return inner(n, d - 1) + 1
}
print(inner(1, 100), depth, inner(1, 5000), depth)
func handled(n) {
    depth = n
    return handled(n + 1) + 1
}
print(select("#", xpcall(handled, func(m) { return count(100, 1) }, 1)), depth)
