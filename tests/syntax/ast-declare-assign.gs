// dump: ast
func f() {
    a, b := 1, g()
    a, t.x, t[a] = b, 2
    (b) = 3
    ((c)), d := 4
    a += 1
    t.n ..= "x"
    t[1]++
    b--
}
