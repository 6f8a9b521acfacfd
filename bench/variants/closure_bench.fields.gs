// closure_bench with the closures in fields of tables, several for one variable.
n := tonumber(arg && arg[1]) || 1000000
func counter(step) {
    c := 0
    return {
        up: func() { c += step }
        get: func() { return c }
    }
}
func compose(f, g) { return {call: func(x) { return f.call(g.call(x)) }} }
func adder(k) { return {call: func(x) { return x + k }} }
func main() {
    a, b := counter(1), counter(2)
    sum := 0
    for i := 1; i <= n; i++ {
        a.up()
        b.up()
        sum = (sum + a.get() + b.get()) % 1000003
    }
    h := compose(adder(3), compose(adder(5), adder(-7)))
    for i := 1; i <= n; i++ { sum = (sum + h.call(i)) % 1000003 }
    for i := 1; i <= n; i++ { sum = (sum + adder(i).call(1)) % 1000003 }
    print(sum)
}
main()
