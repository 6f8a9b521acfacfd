// All results of a call, returned past deferred calls: they stand in the frame while these run.
ran := 0
func spend() { ran++ }
func several(a, b) {
    if a <= 0 { return 0 }
    return b, deferring(a - 1, b)
}
func deferring(a, b) {
    defer spend()
    return several(a - 1, 2)
}
func spread(t) {
    defer spend()
    defer func(a, b) { ran += a + b }(1, 2)
    return table.unpack(t)
}
func pass(...) {
    defer spend()
    return ...
}
func run(k) {
    for i := 1; i <= k; i++ {
        t := {several(7, i)}
        if #t != 5 || t[1] != i || t[2] != 2 || t[4] != 2 || t[5] != 0 { error("several: " .. table.concat(t, " ")) }
        u := {pass(spread({1, "x", 3.5, false, i}))}
        if #u != 5 || u[2] != "x" || u[5] != i { error("spread: " .. #u) }
    }
}
run(3000)
print(ran)
print(several(12, 1))
print(select("#", several(150, 1)), select(76, several(150, 1)))
