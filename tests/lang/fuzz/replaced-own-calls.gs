// A call that has taken the place of another one can not be done again as that one: it has other arguments, or an operator makes it.
func h(n, v) { return f(v, n - 1, 7, v) }
func f(x, n, y, w) {
    z := x + y
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    if n <= 0 { return z }
    r := h(n, w)
    return r + x
}
for i := 1; i <= 60; i++ { f(i, 3, 2, 5) }
print(pcall(f, 1, 3, 2, 2.5))
count := 0
P := {}
P.__add = func(o, v) { count = count + 1 return f2(v, o, o.v) }
func f2(x, o, w) {
    z := x + 1
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    if o.n <= 0 { return z }
    o.n = o.n - 1
    r := o + w
    return r + x
}
for i := 1; i <= 60; i++ { f2(i, setmetatable({n: 3, v: 5}, P), 5) }
print(count)
print(pcall(f, 1, setmetatable({n: 3, v: 5}, P), 2.5))
print(count)
func h3(n, v, a, b) { return f3(v, n - 1) }
func f3(x, n) {
    z := x + 1
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    if n <= 0 { return z }
    r := h3(n, T[1], 3, 4)
    return r + x
}
T := {5}
func g3(n, v, a, b) { return k(v, n - 1) }
func k(x, n, ...) {
    z := x + 1 + #...
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    if n <= 0 { return z }
    r := g3(n, T[1], 3, 4)
    return r + x
}
for i := 1; i <= 60; i++ { f3(i, 3) k(i, 3) }
T[1] = 2.5
print(pcall(f, 1, 3))
print(pcall(k, 1, 3))
