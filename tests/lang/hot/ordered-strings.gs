// Strings, numbers and objects are put in order by functions that have met strings when they were compiled.
meta := {}
meta.__lt = func(a, b) { return a.rank < b.rank }
meta.__le = func(a, b) { return a.rank <= b.rank }
func ranked(n) { return setmetatable({rank: n}, meta) }
func before(a, b) { return a < b }
func not_behind(a, b) { return a <= b }
words := {"pear", "apple", "fig", "plum", "quince", "fig"}
for r := 1; r <= 60; r++ {
    list := {table.unpack(words)}
    table.sort(list, before)
    assert(table.concat(list, " ") == "apple fig fig pear plum quince")
    for i := 2; i <= #list; i++ { assert(not_behind(list[i - 1], list[i])) }
}
for _, f := range ipairs({before, not_behind}) {
    print(f("a", "b"), f("b", "a"), f("a", "a"), f("", "a"), f("a" .. "b", "ab"))
    print(f(1, 2), f(2, 1.5), f(2, 2.0), f(0/0, 1))
    print(f(ranked(1), ranked(2)), f(ranked(2), ranked(1)), f(ranked(2), ranked(2)))
    print(pcall(f, "1", 2))
    print(pcall(f, {}, {}))
    print(pcall(f, nil, "x"))
}
for i := 1; i <= 300; i++ { assert(before(ranked(i), ranked(i + 1)) && not_behind(i, "x" == "x" && i)) }
print(before("x", "y"), not_behind("y", "x"))
