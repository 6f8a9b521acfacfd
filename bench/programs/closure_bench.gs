// Closures: counters, composed functions, closures made in a loop.
n := tonumber(arg && arg[1]) || 1000000
func counter(step) {
    c := 0
    return func() {
        c += step
        return c
    }
}
func compose(f, g) { return func(x) { return f(g(x)) } }
func adder(k) { return func(x) { return x + k } }
func main() {
    a, b := counter(1), counter(2)
    sum := 0
    for i := 1; i <= n; i++ { sum = (sum + a() + b()) % 1000003 }
    h := compose(adder(3), compose(adder(5), adder(-7)))
    for i := 1; i <= n; i++ { sum = (sum + h(i)) % 1000003 }
    for i := 1; i <= n; i++ { sum = (sum + adder(i)(1)) % 1000003 }
    print(sum)
}
main()
