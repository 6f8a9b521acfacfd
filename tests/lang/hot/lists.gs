// Lists: float arrays widening, holes, append, negative zero, nan in float lists.
func fill(t, n, v) { for i := 1; i <= n; i++ { t[i] = v } return t }
func sum(t) { s := 0 for i := 1; i <= #t; i++ { s += t[i] } return s }
for i := 1; i <= 50; i++ { sum(fill({}, 20, 1.5)) sum(fill({}, 20, 1)) }
print(sum(fill({}, 100, 0.5)), sum(fill({}, 100, 3)), sum(fill({}, 10, "2")), pcall(sum, fill({}, 3, {})))
t := fill({}, 50, 1.5)
t[10] = 3 print(sum(t)) t[11] = "4" print(sum(t)) t[12] = 0/0 print(sum(t)) t[12] = -0.0 print(1 / t[12], t[12]) t[13] = nil print(pcall(sum, t)) t[50] = nil print(#t)
f := fill({}, 10, 0.0)
for i := 1; i <= 10; i++ { f[i] = -f[i] }
print(1 / f[1], f[1] == 0, tostring(f[3]))
n := fill({}, 10, 0/0)
c := 0 for i := 1; i <= 10; i++ { if n[i] != n[i] { c++ } } print(c, n[1])
for i := 1; i <= 10; i++ { n[i] = -(0/0) } print(n[1], #n)
func app(n, f) { t := {} for i := 1; i <= n; i++ { t[#t + 1] = f(i) } return t }
for i := 1; i <= 30; i++ { app(30, func(i) { return i }) }
r := app(100, func(i) { if i == 50 { return 0.5 } if i == 70 { return "s" } if i == 90 { return nil } return i })
print(#r, r[49], r[50], r[51], r[70], r[90], r[99])
func rev(t) { i, j := 1, #t for i < j { t[i], t[j] = t[j], t[i] i++ j-- } return t }
for i := 1; i <= 50; i++ { rev({1, 2, 3, 4, 5, 6}) }
print(table.concat(rev({1, 2.5, "x", 4}), ",")) x := rev({1, nil, 3, true}) print(x[1], x[2], x[3], x[4])
func pop(t) { s := 0 for #t > 0 { s += t[#t] t[#t] = nil } return s }
for i := 1; i <= 50; i++ { pop(fill({}, 20, 2)) }
print(pop(fill({}, 100, 1.25)), pop({}))
func shift(t) { for i := 2; i <= #t; i++ { t[i - 1] = t[i] } t[#t] = nil return #t }
for i := 1; i <= 50; i++ { shift(fill({}, 20, 2)) }
print(shift({1, 2, 3}), shift({1}), shift({}))
func down(t) { s := 0 for i := #t; i >= 1; i-- { s = s * 3 % 1000 + t[i] } return s }
for i := 1; i <= 50; i++ { down({1, 2, 3, 4, 5}) }
print(down({5, 4.5, 3}), down({}))
func out(t, n) { s := 0 for i := 0; i <= n; i++ { s += t[i] || 100 } return s }
for i := 1; i <= 50; i++ { out({1, 2, 3}, 3) }
print(out({1, 2, 3}, 10), out({[0]: 5, 1}, 1))
func big(t, i) { t[i] = i return t[i], #t }
for i := 1; i <= 100; i++ { big({}, 1) }
print(big({}, 100000)) print(big({1, 2}, 3)) print(big({1, 2}, 4)) print(big({}, 2147483647)) print(big({}, 2147483648)) print(big({}, -5))
meta := setmetatable({}, {__index: func(t, i) { return i * 10 }, __newindex: func(t, i, v) { rawset(t, i, v * 2) }, __len: func(t) { return 5 }})
print(sum(meta), out(meta, 3)) fill(meta, 4, 7) print(sum(meta))
