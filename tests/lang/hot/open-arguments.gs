// Functions of the library whose last argument gives any number of values.
func values(n) {
    if n == 0 { return }
    if n == 1 { return "a" }
    if n == 2 { return "a", 2 }
    return "a", 2, nil
}
func counts(n) { return select("#", values(n)), select("#", "x", values(n)), select("#", nil, nil, values(n)) }
func lowered(text) { return string.lower(string.gsub(text, "%s+", "")) }
func formatted(n) { return string.format("%s %s %s|", "x", values(n)) }
func nested(n) { return select("#", select(1, 1, select(1, 2, values(n)))) }
func packed(n) {
    list := table.pack("first", values(n))
    return list.n, list[1], list[2], list[3]
}
func largest(list) { return math.max(0, table.unpack(list)) }
func protected(n) { return pcall(string.rep, values(n)) }
func before(n, x) {
    kept := x .. "!"
    count := select("#", x, values(n))
    return kept, count, x
}
func show(n) {
    print(counts(n))
    print(nested(n), packed(n))
    print(before(n, "kept"))
    print(pcall(formatted, n))
    print(protected(n))
}
for i := 1; i <= 300; i++ {
    n := i < 150 && 1 || i % 4
    counts(n) nested(n) packed(n) before(n, "x") pcall(formatted, n) protected(n)
    lowered(" A b ") largest({i, 2, i % 7})
}
for n := 0; n <= 3; n++ { show(n) }
print(lowered("  Many WORDS here  "), largest({3, 9, 4}), largest({}), pcall(largest, {"x"}))
// The library's table gets another shape, its functions are replaced.
string.lower = func(a, b) { return (a .. "/") .. b }
print(lowered(" A b "))
string.mine = 1
print(lowered(" A b c "))
string.lower = select
print(pcall(lowered, " 2 "))
string = {gsub: func(a, b) { return 1, "one", "more" }, lower: func(...) { return select("#", ...), ... }}
print(lowered("x"))
// An exit in front of open values makes an object that had not been made before.
func held(list, n) {
    kept := list
    kept = table.pack(table.unpack(list))
    change := func() { kept[n] = 1 }
    pcall(change)
    return #kept, kept.n
}
func pair(n, list) {
    point := {x: n, y: n}
    count := select("#", table.unpack(list))
    return count + point.x - point.y
}
for i := 1; i <= 100; i++ { held({i}, 1) pair(i, {i}) }
print(held({}, 1)) print(held({1, 2, 3}, nil)) print(held({}, nil)) print(pair(3, {}), pair(2, {1, 2, 3, 4}))
