// Lists that are made in one step: what they hold, how long they are, and what becomes of them later.
func show(t) {
    s := tostring(#t)
    for i := -1; i <= 5; i++ { s = s .. " " .. tostring(t[i]) }
    return s
}
func pair(a, b) { return {a, b} }
func single(a) { return {a} }
func all(...) { return {...} }
func some(a, ...) { return {a, (...), a} }
func results(n) { if n > 0 { return n, results(n - 1) } }
func list(n) { return {"first", results(n)} }
lines := {}
for round := 1; round <= 3; round++ {
    for i := 1; i <= 100; i++ {
        lines = {
            show(pair(i, "x")), show(pair(i + 0.5, 0.25)), show(pair(nil, i)), show(pair(i, nil)), show(pair(nil, nil)),
            show(pair(0.5, i)), show(pair(i, 0.5)), show(single(nil)), show(single(0.5)), show(single(true)),
            show(all()), show(all(i, 2.5, nil, 4)), show(some(i)), show(some(0.5, 1.5)), show(list(3)), show(list(0)),
            show({}), show({(nil)}), show({(results(2))}),
        }
    }
}
for i, line := range lines { print(line) }

// Growing, shrinking, other kinds of elements, fields, metatables.
for i := 1; i <= 100; i++ {
    t := pair(i, i)
    t[3] = 0.5
    t[2] = nil
    u := pair(0.5, 1.5)
    u[1] = "x"
    u[3] = {}
    v := pair(1.5, 2.5)
    v.name = "v"
    v[3] = 3.5
    w := setmetatable(pair(1, 2), {__index: func(t, k) { return k }})
    x := pair(t, u)
    x[0] = w
    lines = {show(t), tostring(u[1]) .. #u .. tostring(u[2]), show(v) .. v.name, show(w), tostring(#x) .. tostring(x[0] == w)}
}
for i, line := range lines { print(line) }

// As values that come and go: what is read from them, and what an exit has to make of them.
func add(a, b) { return {a[1] + b[1], a[2] + b[2]} }
func swap(p) { return {p[2], p[1]} }
func spiral(n, step) {
    at := {0.5, 0.25}
    for i := 1; i <= n; i++ {
        at = add(at, {step, 1.0})
        if i % 2 == 0 { at = swap(at) }
    }
    return at
}
for i := 1; i <= 60; i++ { spiral(5, 0.5) }
print(show(spiral(7, 0.5)), show(spiral(6, 1)))
func norm(x, y) {
    p := {x, y}
    p[1] = p[1] * p[1]
    p[2] *= p[2]
    if p[1] > 100 { return p }
    return p[1] + p[2]
}
for i := 1; i <= 60; i++ { norm(i % 9, 2.5) norm(i % 9 + 0.5, 2.5) }
print(norm(3, 4), norm(1.5, 2.5), show(norm(11, 0.5)), show(norm(11.5, 0.5)))
print(pcall(norm, "x", 2), pcall(norm, nil, 2), pcall(norm, 2, nil))
func index(i, a, b) {
    p := {a, b, a}
    q := {p, b}
    return q[1][2], p[i], #p, q[2]
}
for i := 1; i <= 60; i++ { index(i % 3, i, 0.5) }
print(index(3, 1, 2))
print(index(4, 0.5, 0.5))
print(index(2, nil, 7))
