// Counting loops whose limit is computed anew in each pass: from globals, lengths, fields, what the body changes.
n := 3
func show(...) { print(...) return ... }
func globals() { s := 0 for i := 1; i <= n; i++ { s += i if i == 2 && n < 6 { n += 1 i2 := i } } return s }
print(globals(), n)
func lengths(t) { c := 0 for i := 1; i <= #t; i++ { c++ if i % 2 == 1 && #t > 3 { t[#t] = nil continue } if c > 20 { break } } return c, #t }
print(lengths({1, 2, 3, 4, 5, 6, 7, 8}))
func fields(o) { for i := 0; i < o.n / 2; i++ { o.n -= 0.5 } return o.n }
print(fields({n: 10}), fields({n: 0}), fields({n: -1}))
func own(t) { c := 0 for i := 1; i <= t[i]; i++ { c += i } return c }
print(own({1, 2, 5, 3}))
func twice(m) { c := 0 for i := 1; i < m - i; i++ { c++ } return c }
print(twice(10), twice(11.5))
func captured(t) { fs := {} for i := 1; i <= #t; i++ { fs[i] = func() { return i } } return fs[1](), fs[#t]() }
print(captured({1, 2, 3}))
func cells(t) { fs := {} for i := 1; i <= #t; i++ { fs[#fs + 1] = func() { i += 10 return i } if i == 2 { fs[#fs]() } } return #fs, fs[1](), fs[2]() }
print(cells({1, 2, 3, 4}))
func reals(t) { c := 0.0 for x := 0.5; x < #t; x++ { c += x } return c }
print(reals({1, 2, 3}), reals({}))
func two(t) { s := 0 for i, k := 1, 10; i <= #t - k / 10; i++ { s += i + k k = 20 } return s }
print(two({1, 2, 3, 4, 5}))
func assigned(t) { s := 0 for i := 1; i <= #t; i++ { s += i if i == 2 { i = 4 } } return s }
print(assigned({1, 1, 1, 1, 1, 1}))
func text(t) { s := 0 for i := "1"; i <= #t; i++ { s += i } return s }
print(pcall(text, {1}))

// The limit fails, or is no number, in some pass.
func try(f, ...) { ok, e := pcall(f, ...) return ok, e }
func none(o) { for i := 1; i <= o.limit; i++ { if i == 3 { o.limit = nil } } }
print(try(none, {limit: 5}))
func broken(o) { for i := 1; i <= #o.list; i++ { if i == 2 { o.list = nil } } }
print(try(broken, {list: {1, 2, 3}}))
func lost() { for i := 1; i <= unknown_limit; i++ { } }
print(try(lost))
func strings(o) { for i := 1; i < o.limit; i++ { if i == 2 { o.limit = "x" } } }
print(try(strings, {limit: 5}))
log := {}
asked := setmetatable({}, {__index: func(t, k) { log[#log + 1] = k return #log }, __len: func() { log[#log + 1] = "#" return 3 }})
c := 0
for i := 1; i <= #asked; i++ { c += i }
for i := 5; i <= asked.more; i++ { c += i if i > 8 { break } }
print(c, table.concat(log, " "))
object := setmetatable({}, {__lt: func(a, b) { return a < 3 }, __le: func(a, b) { return a <= 3 }})
holder := {limit: object}
func objects() { c := 0 for i := 1; i <= holder.limit; i++ { c++ } for i := 1; i < holder.limit; i++ { c++ } return c }
print(objects())

// In coroutines that yield while the limit is asked for.
slow := setmetatable({}, {__len: func() { return coroutine.yield("len") || 3 }, __index: func(t, k) { return coroutine.yield(k) || 2 }})
co := coroutine.wrap(func() { s := 0 for i := 1; i <= #slow; i++ { s += i } for i := 0; i < slow.n; i++ { s += 100 } return "sum " .. s })
line := {}
for v := range co { line[#line + 1] = v if #v > 3 { break } }
print(table.concat(line, " "))

// Warm, and up to the greatest int.
greatest := 140737488355327
func last(o) { c := 0 for i := 140737488355325; i <= o.limit; i++ { c++ if c > 10 { break } } return c }
for pass := 1; pass <= 50; pass++ {
    n = pass
    a, b := lengths({1, 2, 3, 4, 5, 6, 7, 8})
    if a != 5 || b != 5 { print("lengths", a, b) }
    if last({limit: greatest}) != 3 || last({limit: greatest + 1.0}) != 4 || last({limit: math.huge}) != 11 { print("last") }
}
func sum(m) { total := 0 limit := {n: m} for i := 1; i <= limit.n; i++ { for k := 1; k <= #limit + 2; k++ { total += i * k } } return total }
print(sum(10), sum(300))
