// Several targets in one assignment: all values are computed before the first is stored.
func swap(a, b) {
    a, b = b, a
    return a, b
}
func rotate(a, b, c) {
    a, b, c = b, c, a
    return a, b, c
}
func rotate_back(a, b, c) {
    a, b, c = c, a, b
    return a, b, c
}
func chain(a, b) {
    for i := 1; i <= 5; i++ { a, b = b, a + b }
    return a, b
}
func chain_back(a, b) {
    for i := 1; i <= 5; i++ { b, a = a + b, b }
    return a, b
}
func readers(a, b, c) {
    a, b, c = c, c, a + b + c
    return a, b, c
}
func readers_too(a, b, c, d) {
    a, b, c, d = d, d + 1, d, a + b
    return a, b, c, d
}
func twice(a, b) {
    a, a = b, b + 1
    return a
}
func twice_constants(a) {
    a, a, a = a + 1, 2, a + 3
    return a
}
func constants(a, b) {
    a, b = 1, a
    b, a = a, nil
    return a, b
}
func logic(a, b) {
    a, b = a && b, b || a
    return a, b
}
func calls(a, b) {
    a, b = (func() { return b, 1 })(), (func() { return a, 2 })()
    return a, b
}
func captured(a, b) {
    get := func() { return a, b }
    a, b = b, a
    x, y := get()
    a, b = b + 1, a + 1
    return x, y, get()
}
func fields(t) {
    t.x, t.y, t.z = t.y, t.x, 3
    t[1], t[2] = t[2], t[1]
    k := 1
    k, t[k] = 2, "first or second"
    return t.x, t.y, t.z, t[1], t[2]
}
func fewer(a, b) {
    a, b = 1
    return a, b
}
func more(a, b) {
    a, b = b, a, a + b
    return a, b
}
for round := 1; round <= 2; round++ {
    print(swap(1, 2))
    print(rotate(1, 2, 3))
    print(rotate_back(1, 2, 3))
    print(chain(0, 1))
    print(chain_back(0, 1))
    print(readers(1, 2, 3))
    print(readers_too(1, 2, 3, 4))
    print(twice(1, 2))
    print(twice_constants(1))
    print(constants(7, 8))
    print(logic(nil, 2))
    print(logic(false, nil))
    print(calls(1, 2))
    print(captured(1, 2))
    print(fields({x: 1, y: 2, "a", "b"}))
    print(fewer(8, 9))
    print(more(8, 9))
}

// Constants into tables of all kinds.
func put(t, k) {
    t[k] = true
    t[k + 1] = 2
    t[k + 2] = 0.5
    t[k] = false
    return t[k], t[k + 1], t[k + 2], #t
}
log := setmetatable({}, {__newindex: func(t, k, v) { print("new", k, v) }})
print(put({}, 1))
print(put({1.5, 2.5, 3.5, 4.5}, 2))
print(put({"a", "b", "c"}, 2))
print(put({}, 10))
print(put({}, 0.5))
print(put({}, -1))
print(put(log, 1))
print(pcall(put, nil, 1))
print(pcall(put, {}, nil))
print(pcall(put, "text", 1))
func key(t) { t[nil] = true }
print(pcall(key, {}))
flags := {}
for i := 1; i <= 100; i++ { flags[i] = true }
for i := 1; i <= 100; i += 3 { flags[i] = false }
count := 0
for i := 1; i <= #flags; i++ { if flags[i] { count++ } }
print(#flags, count)

// What has just been stored in a captured variable is read again.
func counter() {
    n := 0
    return func(step) {
        n += step
        if n > 10 { n = 0 }
        return n
    }
}
c := counter()
print(c(4), c(5), c(6), c(1))
func nested() {
    n := 1
    double := func() {
        n = n * 2
        again := n
        n = n + 1
        return again, n
    }
    return double
}
d := nested()
print(d())
print(d())

// Targets read their own variables when they are stored, from left to right.
func replaced(t, i) {
    old := t
    t[1], t.y, t = 5, 7 + 5, {}
    old[i], i = 6, i + 1
    i, old[i] = i + 1, 7
    return t[1], t.y, old[1], old.y, old[2], old[3], old[4], i
}
print(replaced({}, 2))
