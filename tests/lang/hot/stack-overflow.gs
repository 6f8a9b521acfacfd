// Stack overflow and going on, in compiled code.
func inf(n) { return inf(n + 1) + 1 }
func loop(n) { c := 0 for i := 1; i <= n; i++ { ok, e := pcall(inf, 1) if !ok { c += #e } } return c }
print(loop(3))
func mut_a(n) { x := mut_b(n) return x } func mut_b(n) { x := mut_a(n + 1) return x }
print(pcall(mut_a, 1))
depth := 0
func d(n) { depth = n if n > 150000 { return n } r := d(n + 1) return r }
print(pcall(d, 1), depth)
mt := {} mt.__index = func(t, k) { return t[k .. "x"] }
print(pcall(func() { return setmetatable({}, mt).a }))
mt2 := {} mt2.__add = func(a, b) { return a + b }
print(pcall(func() { return setmetatable({}, mt2) + 1 }))
func viapcall(n) { ok, v := pcall(viapcall, n + 1) if !ok { return v } return v }
print(viapcall(1))
func handler(n) { if n == 0 { return 0 } return 1 + handler(n - 1) }
print(handler(10000), pcall(handler, 100000))
co := coroutine.wrap(func() { print(pcall(inf, 1)) coroutine.yield(1) print(handler(5000)) return 2 })
print(co(), co())
func clo(n) { f := func(m) { return clo(m) + 1 } return f(n + 1) }
print(pcall(clo, 1))
s := 0
for i := 1; i <= 5; i++ { ok, e := pcall(inf, i) s += ok && 0 || 1 }
print(s)
