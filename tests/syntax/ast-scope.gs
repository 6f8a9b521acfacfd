// dump: ast
v := 0
func f() {
    v := v
    if v { v := v + 1 g(v) }
    const k = v
    v := k
    return func(k) { k = v }
}
