// Positions that count from the end of a string, in code that is compiled, and where there is no such position.
func ends(s) { return s:byte(-1), s:byte(-3) }
func middle(s) { return s:byte(-3, -2) }
for i := 1; i <= 300; i++ {
    s := string.rep("abcdef", 1 + i % 2)
    a, b := ends(s)
    c, d := middle(s)
    assert(a == 102 && b == 100 && c == 100 && d == 101)
}
print(select("#", ends("ab")), ends("ab"))
print(select("#", middle("ab")), middle("ab"))
print(select("#", middle("")), middle("a"))
