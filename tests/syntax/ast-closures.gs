// dump: ast
func f(p, q, r) {
    p = 1
    x := 2
    y := 3
    y = 4
    return func() {
        return func() { return x, y, p, q }
    }
}
