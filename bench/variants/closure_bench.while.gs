// closure_bench with loops without headers, closures declared by name, and a variable for each result.
rounds := tonumber(arg && arg[1]) || 1000000
func main() {
    func make_counter(by) {
        value := 0
        func next() {
            value = value + by
            return value
        }
        return next
    }
    func plus(k) {
        func add(x) { return k + x }
        return add
    }
    func chain(outer, inner) {
        func both(x) {
            y := inner(x)
            return outer(y)
        }
        return both
    }
    one, two := make_counter(1), make_counter(2)
    all := chain(plus(3), chain(plus(5), plus(-7)))
    total, i := 0, 0
    for i < rounds {
        i++
        total = (total + one() + two()) % 1000003
    }
    i = 0
    for i < rounds {
        i++
        total = (total + all(i)) % 1000003
    }
    i = 0
    for i < rounds {
        i++
        add := plus(i)
        total = (total + add(1)) % 1000003
    }
    print(total)
}
main()
