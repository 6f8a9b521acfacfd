// Loops and comparisons of ints with floats: limits from divisions, infinities, what is no number at all.
func up(from, limit) { n := 0 for i := from; i <= limit; i++ { n++ if n == 1000 { break } } return n }
func below(from, limit) { n := 0 for i := from; i < limit; i++ { n++ if n == 1000 { break } } return n }
func half(n) { c := 0 for i := 1; i <= n / 2; i++ { c++ } return c }
func step(n) { c := 0 for i := 0; i < n; i += 2 { c++ } return c }
nan, huge := 0 / 0, math.huge
greatest := 140737488355327
cases := {{1, 10}, {1, 10.0}, {1, 10.5}, {1, 9.999}, {1.5, 10}, {0.5, 9.5}, {1, nan}, {nan, 1}, {1, huge}, {1, -huge}, {5, 5.0}, {5, 4.5},
    {greatest - 3, greatest + 2.0}, {greatest - 3, huge}, {greatest + 1.0, greatest + 3.0}, {-0.0, 0}, {0, -0.0}}
for pass := 1; pass <= 3; pass++ {
    line := {}
    for _, c := range ipairs(cases) { line[#line + 1] = up(c[1], c[2]) .. "/" .. below(c[1], c[2]) }
    print(table.concat(line, " "))
}
for n := 0; n <= 7; n++ { print(n, half(n), half(n + 0.5), step(n), step(n + 0.5)) }
func less(a, b) { return a < b, a <= b, a > b, a >= b }
for _, c := range ipairs(cases) { print(less(c[1], c[2])) }
func try(f, a, b) { ok, e := pcall(f, a, b) return e }
print(try(up, 1, "x"))
print(try(up, 1, {}))
print(try(below, "1", 2.5))
asked := 0
limit := setmetatable({}, {__le: func(a, b) { asked++ return a < 4.5 }, __lt: func(a, b) { asked++ return a < 3 }})
print(up(1, limit), below(1, limit), asked)
print(up(1, 3.0), below(1, 3.5), up(1, 3))
// In a coroutine that is switched without a stack of its own.
co := coroutine.wrap(func() { for i := 1; i <= 7 / 2; i++ { coroutine.yield(i) } h := 5 / 2 for i := 0; i <= h; i++ { coroutine.yield(i) } for i := 1; i < limit; i++ { coroutine.yield(-i) } return "end" })
line := {}
for v := range co { line[#line + 1] = tostring(v) if v == "end" { break } }
print(table.concat(line, " "))
