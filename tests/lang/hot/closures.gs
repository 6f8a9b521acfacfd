// Closures, captured variables, per-iteration variables, self reference, redefinition.
func mk(n) { fs := {} for i := 1; i <= n; i++ { j := i * 2 fs[i] = {func() { i += 1 return i + j }, func() { j += 10 return j }} } return fs }
for r := 1; r <= 50; r++ { mk(10) }
fs := mk(40) s := 0
for i := 1; i <= 40; i++ { s += fs[i][1]() + fs[i][2]() + fs[i][1]() }
print(s)
func cap(n) { fs := {} for i := 1; i <= n; i++ { if i % 2 == 0 { fs[#fs + 1] = func() { return i } } i = i + 1 fs[#fs + 1] = func() { return i } } r := 0 for _, f := range ipairs(fs) { r = r * 7 % 1009 + f() } return r, #fs }
for r := 1; r <= 50; r++ { cap(10) }
print(cap(11), cap(500))
func acc() { total := 0 return func(x) { total += x return total }, func() { return total }, func(v) { total = v } }
add, get, set := acc()
for i := 1; i <= 300; i++ { add(1) }
set("5") print(add(1), get()) set(1.5) print(add(1)) set(140737488355327) print(add(1), add(1)) set({}) print(pcall(add, 1))
func outer() { x := 1 f := func() { x = x + 1 return x } y := x f() z := x f() return y, z, x }
for i := 1; i <= 300; i++ { outer() }
print(outer())
func shared(n) { x := 0 inc := func() { x++ } for i := 1; i <= n; i++ { x += 2 inc() if i == 250 { inc = func() { x = x * 2 % 1000 } } } return x }
for i := 1; i <= 20; i++ { shared(20) }
print(shared(300))
func rec_local() { func f(n) { if n <= 1 { return 1 } return n * f(n - 1) } return f }
f := rec_local()
for i := 1; i <= 100; i++ { f(10) }
print(f(10), f(20), f(25), f(170))
func fibm() { memo := {} func fib(n) { if memo[n] { return memo[n] } r := n if n > 1 { r = fib(n - 1) + fib(n - 2) } memo[n] = r return r } return fib }
for i := 1; i <= 30; i++ { fibm()(20) }
print(fibm()(60), fibm()(90))
func late() { r := {} for i := 1; i <= 100; i++ { v := nil r[i] = func(x) { if x { v = x } return v } } return r }
l := late() for i := 1; i <= 100; i++ { l[i](i) } print(l[1](), l[100](), l[50](0.5), l[50]())
func curry(a) { return func(b) { return func(c) { return func(d) { return a .. b .. c .. d } } } }
for i := 1; i <= 100; i++ { curry(i)(2)(3)(4) }
print(curry("a")(1.5)("c")(4))
func loopfn(n) { f := func(x) { return x + 1 } s := 0 for i := 1; i <= n; i++ { s = f(s) if i == n / 2 { f = func(x) { return x * 2 } } } return s }
for i := 1; i <= 20; i++ { loopfn(20) }
print(loopfn(60), loopfn(20))
func defs() { a := 1 if a == 1 { a := 2 b := func() { return a } a = 3 return b(), a } }
for i := 1; i <= 300; i++ { defs() }
print(defs())
func exitloop(n) { out := nil for i := 1; i <= n; i++ { x := {i} g := func() { return x[1] } if i == n { out = g } } return out() }
for i := 1; i <= 100; i++ { exitloop(10) }
print(exitloop(100))
