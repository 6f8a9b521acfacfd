// Values that flow through a chain of coroutines: a source, filters and maps, batches, a merge of two streams.
n := tonumber(arg && arg[1]) || 100000
yield, wrap := coroutine.yield, coroutine.wrap
func numbers(n, seed) {
    return wrap(func() {
        for i := 1; i <= n; i++ {
            seed = (seed * 16807) % 2147483647
            yield(seed % 10000)
        }
    })
}
func filter(source, accept) {
    return wrap(func() {
        for x := range source {
            if accept(x) { yield(x) }
        }
    })
}
func map(source, f) {
    return wrap(func() {
        for x := range source { yield(f(x)) }
    })
}
func running_sums(source) {
    return wrap(func() {
        sum := 0
        for x := range source {
            sum = (sum + x) % 65521
            yield(sum)
        }
    })
}
func batches(source, size) {
    return wrap(func() {
        batch := {}
        for x := range source {
            batch[#batch + 1] = x
            if #batch == size {
                yield(batch)
                batch = {}
            }
        }
        if #batch > 0 { yield(batch) }
    })
}
func take_turns(a, b) {
    return wrap(func() {
        x, y := a(), b()
        for x != nil || y != nil {
            if x != nil {
                yield(x)
                x = a()
            }
            if y != nil {
                yield(y)
                y = b()
            }
        }
    })
}
func main() {
    odd := filter(numbers(n, 1), func(x) { return x % 2 == 1 })
    squares := map(numbers(n / 2, 2), func(x) { return x * x % 9973 })
    sums := running_sums(take_turns(odd, squares))
    check, count, values := 0, 0, 0
    for batch := range batches(sums, 16) {
        count++
        values += #batch
        for i, x := range ipairs(batch) { check = (check * 31 + x * i) % 1000000007 }
    }
    print(count, values, check)
}
main()
