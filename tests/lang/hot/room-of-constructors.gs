// How much room a constructor makes tells in which order later keys stand. It has to be the same in all engines.
func order(t, top) {
    for i := top + 3; i > top; i-- { rawset(t, i, i) }
    rawset(t, top + 20, 1)
    for k, v := range t { io.write(tostring(k), " ") }
    print()
}
func empty() { }
func two() { return 8, 9 }
func all(...) {
    order({...}, 1)
    order({0, ...}, 3)
    order({x: 1, ...}, 3)
    order({x: 1, empty()}, 1)
    order({empty()}, 1)
    order({1, 2, two()}, 5)
    order({1, x: 1, empty()}, 3)
    order({x: 1, 1, 2, [3]: 5, 4}, 5)
    order({[1]: 1, 2, [2]: 5, two()}, 4)
    t := {empty()}
    t.later = 1
    order(t, 2)
    u := {1, 2, empty()}
    u.later = 1
    order(u, 4)
    order({nil, nil, 3, nil}, 5)
}
for i := 1; i <= 3; i++ {
    all()
    all(1, 2)
}
// Long ones: in one run, in several, and with more than there is room for in advance.
for _, n := range {49, 50, 51, 63, 64, 65, 99, 100, 101, 200, 4095, 4096, 4097, 4130, 4170} {
    for _, end := range {"", ", empty()", ", two()", ", x: 1"} {
        t := load("return {" .. string.rep("7", n, ",") .. end .. "}")()
        for i := n + 70; i > n + 5; i -= 7 { rawset(t, i, i) }
        sum, at := 0, 0
        for k := range t {
            at++
            if type(k) == "number" { sum = (sum * 31 + at * k) % 1000003 }
        }
        print(n, end, sum)
    }
}
