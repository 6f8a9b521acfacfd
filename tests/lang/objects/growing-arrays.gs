// Large arrays that grow, while collections of all kinds go on, in the main program and beside suspended coroutines.
func fill(n, make) {
    t := {}
    for i := 1; i <= n; i++ { t[i] = make(i) }
    return t
}
func check(t, n, is) {
    for i := 1; i <= n; i++ { if !is(t[i], i) { error("element " .. i) } }
    return #t
}
func ints(i) { return i }
func objects(i) { return {i} }
func strings(i) { return "s" .. i }
n := 800
for round := 1; round <= 3; round++ {
    a := fill(n, ints)
    b := fill(n, objects)
    c := fill(n, strings)
    print(check(a, n, func(v, i) { return v == i }), check(b, n, func(v, i) { return v[1] == i }), check(c, n, func(v, i) { return v == "s" .. i }))
}
// One table that many write to while it grows.
shared := {}
func writer() {
    return coroutine.wrap(func() {
        for i := 1; i <= n / 3; i++ {
            shared[#shared + 1] = {i}
            if i % 50 == 0 { table.sort({3, 1, 2}, func(x, y) { if i % 1000 == 0 { coroutine.yield(i) } return x < y }) }
        }
        return "done"
    })
}
writers := {}
for i := 1; i <= 4; i++ { writers[i] = writer() }
running := 4
for running > 0 {
    for i := 1; i <= 4; i++ {
        if writers[i] && writers[i]() == "done" {
            writers[i] = false
            running--
        }
    }
}
sum := 0
for _, v := range shared { sum += v[1] }
print(#shared, sum)
