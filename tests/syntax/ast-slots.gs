// dump: ast
func f(a, a, b...) {
    if c := a; c { d := c } else { e := c }
    g := b
    for i := 1; i < 2; j := i { k := j }
    h, h := 1, 2
    return h
}
