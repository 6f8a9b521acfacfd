// A loop that reads an element which a new table never has, behind an assignment of a global to itself.
g := 0
if 0 {
    for i := 1; i <= 2; i++ {
        g = g
        v := {}[i]
    }
}
func run(n) {
    seen := nil
    for i := 1; i <= n; i++ {
        g = g
        seen = {}[i]
    }
    return g, seen
}
print(run(1), run(3000))
