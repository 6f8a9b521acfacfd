// Multiple results, swaps, nested calls, assignment order.
func three() { return 1, 2, 3 }
func none() { }
func one(x) { return x }
func wrap(...) { return ... }
func f(n) { a, b, c, d := three() e, g := none() h := (three()) t := {three(), three()} u := {none(), none()} return a, b, c, d, e, g, h, #t, #u, one(none()), select("#", none(), none()), select("#", three(), three()) }
for i := 1; i <= 300; i++ { f(i) }
print(f(1))
three = func() { return "x" } print(f(1)) three = func() { } print(f(1)) three = func(...) { return ..., 1 } print(f(1)) none = func() { return nil, nil } print(f(1)) none = print print(f(1)) three = math.modf print(pcall(f, 1))
func swap(t, i, j) { t[i], t[j] = t[j], t[i] return t[i], t[j] }
for i := 1; i <= 300; i++ { swap({1, 2, 3}, 1, 3) }
print(swap({1, 2, 3}, 1, 1), swap({1, 2.5}, 1, 2), swap({1}, 1, 2), swap({a: 1, b: 2}, "a", "b"), swap({}, 1, 2))
func ord(t) { i := 1 i, t[i] = i + 1, 20 t[i], i = 30, t[1] return i, t[1], t[2] }
for i := 1; i <= 300; i++ { ord({1, 2, 3}) }
print(ord({5, 6})) print(ord({}))
func cmp(t, k) { t[k] += 1 t[k] *= 2 t.x -= 1 t.x **= 2 t[k] %= 7 t.s ..= "a" t.n++ t.n-- return t[k], t.x, t.s, t.n }
for i := 1; i <= 300; i++ { cmp({1, x: 3, s: "", n: 0}, 1) }
print(cmp({1.5, x: 3, s: 1, n: 0.5}, 1)) print(pcall(cmp, {x: 1, s: "", n: 1}, 1)) print(cmp({["k"]: 140737488355327, x: 1, s: "z", n: 140737488355327}, "k"))
func nest(n) { return one(one(n) + one(n + 1)) + wrap(one(n), 2) }
for i := 1; i <= 300; i++ { nest(i) }
print(nest(1.5), nest("3"), pcall(nest, nil))
func fact(n) { return n < 2 && 1 || n * fact(n - 1) }
for i := 1; i <= 300; i++ { fact(10) }
print(fact(15), fact(16), fact(18), fact(25), fact(0.5), fact(171))
func fib(n) { if n < 2 { return n } return fib(n - 1) + fib(n - 2) }
for i := 1; i <= 10; i++ { fib(12) }
print(fib(20), fib(15.5), pcall(fib, "10"), pcall(fib, {}))
func hano(n, a, b, c) { if n == 0 { return 0 } return hano(n - 1, a, c, b) + 1 + hano(n - 1, c, b, a) }
for i := 1; i <= 10; i++ { hano(5, 1, 2, 3) } print(hano(12, "a", "b", "c"))
func sump(n) { s := 0 for i := n; i > 0; i-- { s += i * i if s > 2147483647 { s -= 2147483647 } } return s }
for i := 1; i <= 30; i++ { sump(30) } print(sump(5000))
func coll(n) { c := 0 for n != 1 { if n % 2 == 0 { n = n / 2 } else { n = n * 3 + 1 } c++ } return c, n }
for i := 1; i <= 30; i++ { coll(27) } print(coll(97), coll(837799))
func lcg(n) { x := 1 for i := 1; i <= n; i++ { x = (x * 1103515245 + 12345) % 2147483648 } return x }
for i := 1; i <= 30; i++ { lcg(30) } print(lcg(1000))
func lcg2(n) { x := 1 for i := 1; i <= n; i++ { x = (x * 16807 + 1) % 140737488355327 } return x }
for i := 1; i <= 30; i++ { lcg2(30) } print(lcg2(1000))
func gcd(a, b) { for b != 0 { a, b = b, a % b } return a }
for i := 1; i <= 300; i++ { gcd(i, 36) } print(gcd(48, 36), gcd(-48, 36), gcd(48, -36), gcd(0, 0), gcd(140737488355327, 3), gcd(1.5, 0.5), gcd(-2147483648, -1))
func pw(b, e) { r := 1 for e > 0 { if e % 2 == 1 { r = r * b } b = b * b e = (e - e % 2) / 2 } return r }
for i := 1; i <= 100; i++ { pw(3, 10) } print(pw(3, 20), pw(2, 47), pw(2, 46), pw(-3, 31), pw(7, 0), pw(1.1, 5))
func acc(n) { a, b, c := 0, 0.0, "" for i := 1; i <= n; i++ { a, b = b, a + i if i % 10 == 0 { c ..= i } } return a, b, #c }
for i := 1; i <= 30; i++ { acc(30) } print(acc(1001))
