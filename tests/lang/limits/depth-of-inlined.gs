// An inlined function of which nothing is left counts as a frame all the same.
func fib(n) {
    if n < 2 { return n }
    return fib(n - 1) + fib(n - 2)
}
for i := 1; i <= 2000; i++ { fib(5) }
failed := 0
func probe() {
    ok, e := pcall(fib, 5)
    if !ok { failed++ }
}
func down(n) {
    if n > 199950 { probe() }
    return down(n + 1) + 1
}
print(pcall(down, 1))
print(failed)
