// What has been folded because a sum or product fits is not so where it does not.
func f(a, b) { if a + b <= 2147483647 { return "le" } return "gt" }
func g(a, b) { if a - b >= -2147483648 { return "ge" } return "lt" }
func h(a, b) { return a * b % 1 }
func k(a, b) { c := a + b return c - c }
func m(a, b) { c := a * b return c * 0 }
func n(a, b) { c := a * b return bit32.band(c, 0) }
func o(a) { c := -a return c * 0 }
func p(a) { c := -a return c % 1 }
func q(a, b) { c := a * b return c == c }
func r(a, b) { c := a + b return c % 2 == 0.5 }
func s(a, b) { c := a * b return math.type(c) }
func t(a, b) { c := a + b return math.type(c) }
func u(a, b) { c := a * b if c { return type(c) } return 1 }
func v(a, b) { c := a * b return #tostring(c) > 0 && c - c }
func w(a, b) { c := a * b return math.min(c, 5) == 5 , math.max(c, -140737488355328) == c }
func x(a, b) { c := a + b return math.floor(c) == c, c % 1 == 0 }
func run(name, f) {
    for i := 1; i <= 60; i++ { f(i, i + 1) }
    for _, a := range ipairs({0, -1, 3, 2147483647, -2147483648, 140737488355327, -140737488355328, 0.5, -0.0}) {
        for _, b := range ipairs({0, -1, 3, 2147483647, -2147483648, 140737488355327, -140737488355328, -0.0}) {
            io.write(" ", tostring(pcall(f, a, b)), ",", tostring(select(2, pcall(f, a, b))))
        }
    }
    print(name)
}
run("f", f) run("g", g) run("h", h) run("k", k) run("m", m) run("n", n) run("o", o) run("p", p) run("q", q) run("r", r) run("s", s) run("t", t) run("u", u) run("v", v) run("w", w) run("x", x)
func edge(a, b) {
    c := a + b
    c--
    c %= -1
    return c, ((b + c) - -1)
}
for _, a := range ipairs({10, -140737488355327, 2147483648, '1e2', -0.0}) {
    for _, b := range ipairs({10, -140737488355327, 2147483648, '1e2', -0.0}) { print(a, b, pcall(edge, a, b)) }
}
