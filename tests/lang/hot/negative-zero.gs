// Negative zero through everything.
func f(x, y) {
    a := x * y
    b := -x
    c := x - x
    d := x % 5
    e := a + b
    return a, b, c, d, e, 1 / a, 1 / b, 1 / c, 1 / (d + 0.0)
}
for i := 1; i <= 300; i++ { f(i, i + 1) }
print(f(0, 5))
for i := 1; i <= 300; i++ { f(i + 0.5, i) }
print(f(0.0, -5)) print(f(-0.0, 5)) print(f(-0.0, -0.0)) print(f(0, -0.0)) print(f(-5.0, 0))
func g(x) { return math.floor(x), math.ceil(x), math.abs(x), math.min(x, 0), math.max(x, 0), math.sqrt(x), math.min(0, x), math.max(0.0, x), math.min(-0.0, x) }
for i := 1; i <= 300; i++ { g(i * 0.75) }
for _, v := range ipairs({0.0, -0.0, -0.5, 0.5, -1, 1e300, -1e300, 0/0, 1/0, -1/0, 2147483648.0, -2147483649.5, 140737488355327.0, 140737488355328.0, "7", "-0.5"}) { print(pcall(g, v)) }
func h(t, k) { return t[k] }
t := {10, 20, 30}
t[0] = "zero"
for i := 1; i <= 300; i++ { h(t, i % 3 + 1) }
for _, k := range ipairs({0.0, -0.0, 1.0, 2.5, 3.0000000001, 0/0, 1/0, -1, 4, "1", 2147483648, -2147483648, 1e300}) { print(h(t, k)) }
func set(t, k, v) { t[k] = v }
for i := 1; i <= 300; i++ { set(t, i % 3 + 1, i) }
u := {}
for _, k := range ipairs({0.0, -0.0, 1.0, 2.0, 4, 3, 2.5, 2147483648, 5, -1, 1e300}) { set(u, k, k) }
for k, v := range u { print(k, v) }
print(pcall(set, u, 0/0, 1)) print(pcall(set, u, nil, 1)) print(#u)
