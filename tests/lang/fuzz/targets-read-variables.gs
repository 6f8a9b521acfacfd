// The table and the key of a target are evaluated when its turn comes: before the variables behind it are assigned.
func f(t, n) {
    t[n], n = n, t[n]
    return t[1], n
}
print(f({}, 1))                                  // expect: 1	nil
print(f({7}, 1))                                 // expect: 1	7
func g(t, n) {
    t[n + 1], n = n, n + 2
    return t[1], t[2], t[3], n
}
print(g({}, 1))                                  // expect: nil	1	nil	3
func h(t, u) {
    t.x, t = 5, {x: u}
    u[1], u, t.y = t, 6, u
    return t.x[1] == t, u, t.y == t.x
}
print(h({}, {}))                                 // expect: true	6	true
func k(t, i) {
    i, t[i] = 2, "x"
    t[i], t = 3, t[i]
    return i, t
}
print(k({}, 1))                                  // expect: 2	x
func swap(a, b) {
    a, b = b, a + b
    return a, b
}
print(swap(1, 2))                                // expect: 2	3
func deep(t, n) {
    t[t[n]], t[n], n = n, n + 1, t[n] + 1
    return t[1], t[2], n
}
print(deep({2, 9}, 1))                           // expect: 2	1	3
