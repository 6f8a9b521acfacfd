// An inlined function of which nothing is left counts as a frame all the same.
func fib(n) { if n < 2 { return n } return fib(n - 1) + fib(n - 2) }
for i := 1; i <= 2000; i++ { fib(5) }
nf := 0
func probe() { ok, e := pcall(fib, 5) if !ok { nf = nf + 1 } }
func d(n) { defer probe() return d(n + 1) + 1 }
print(pcall(d, 1)) print(nf)
nf = 0
func e(n) { probe() return e(n + 1) + 1 }
print(pcall(e, 1)) print(nf)
