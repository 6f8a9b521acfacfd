// Lists of a few values made by compiled code.
func pair(a, b) { return {a, b} }
func show(t) {
    text := "" .. #t
    for k, v := range t { text = text .. " " .. tostring(k) .. "=" .. tostring(v) }
    return text
}
for i := 1; i <= 200; i++ { pair(i, i) }
print(show(pair(1, 2)), show(pair(1.5, 2.5)), show(pair("a", 1.5)), show(pair(1.5, "a")))
print(show(pair(nil, 1)), show(pair(1, nil)), show(pair(nil, nil)), show(pair(1.5, nil)), show(pair(nil, 1.5)))
func reals(n) {
    sum := 0.0
    for i := 1; i <= n; i++ {
        v := {i / 2, i * 1.5, 0.25}
        v[2] = v[1] + v[3]
        v[#v + 1] = 0.5
        sum += v[1] + v[2] + v[4]
    }
    return sum
}
print(reals(200))
func triple(x, y, z) { return {x, y, z} }
for i := 1; i <= 200; i++ { triple(i + 0.5, i * 0.25, 1.5) }
t := triple(0.5, 1.5, 2.5)
t[2] = "text"
t[4] = {}
print(#t, t[1], t[2], t[3], type(t[4]))
print(show(triple(1, 2.5, 3)), show(triple("x", {} == nil, 2.5)), show(triple(0.5, nil, 1.5)))

// The last value is a call: one value as a rule, then none, two, many.
few := 1
func some(i) {
    if few == 0 { return }
    if few == 1 { return i }
    if few == 2 { return i, "two" }
    return i, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13
}
func with_some(i) { return {i, some(i + 1)} }
func tail_list(n) {
    length := 0
    for i := 1; i <= n; i++ { length += #with_some(i) }
    return length
}
print(tail_list(200))
for few = 0; few <= 3; few++ { print(few, tail_list(50), show(with_some(7))) }
few = 1
print(tail_list(200))

// Trees: calls, and collections, between the table and its values.
func tree(d) {
    if d > 0 { return {tree(d - 1), tree(d - 1)} }
    return {}
}
func count(node) {
    left, right := node[1], node[2]
    if !left { return 1 }
    return count(left) + count(right) + 1
}
print(count(tree(10)))
func kept(d) {
    if d == 3 { collectgarbage() }
    if d > 0 { return {d, kept(d - 1), d + 0.5} }
    return {{}, {"leaf"}}
}
func depth(t) {
    n := 0
    for t[2] && t[3] {
        n++
        t = t[2]
    }
    return n, t[2][1]
}
print(depth(kept(8)))
for i := 1; i <= 60; i++ { kept(6) }
print(depth(kept(12)))

// With keys among the values, which may be the same.
func mixed(a, b) { return {a, [1]: "key", b, [2]: "later", x: 1, [0]: "zero"} }
func before(a, b) { return {[0]: "zero", a, b} }
func behind(a, b) { return {[3]: "three", a, b} }
for i := 1; i <= 100; i++ {
    mixed(i, i)
    before(i + 0.5, 0.5)
    behind(i, i)
}
print(show(mixed(1, 2)), show(before(0.5, 1.5)), show(behind(1, 2)))
print(before(0.5, 1.5)[0], before(0.5, 1.5)[2], #behind(1, 2))

// Those that stay where they are made.
func local_sum(n) {
    sum := 0
    for i := 1; i <= n; i++ {
        p := {i, i + 1, "s"}
        q := {p[2], p[1]}
        sum += q[1] - q[2] + #p
        p[1] = nil
        sum += #p
        p[2] = nil
        p[3] = nil
        sum += #p
    }
    return sum
}
print(local_sum(300))
// Many.
func eleven(i) { return {i, 2, 3, 4, 5, 6, 7, 8, 9, 10, i} }
func twelve(i) { return {i, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, i} }
n := 0
for i := 1; i <= 200; i++ {
    n += eleven(i)[11] + twelve(i)[12] + #eleven(i) + #twelve(i)
}
print(n)
// Elements follow; and it becomes something else.
func grow(i) {
    t := {i, i}
    for k := 3; k <= 6; k++ { t[k] = k }
    t.name = "n"
    setmetatable(t, {__len: func(t) { return -1 }})
    return t
}
for i := 1; i <= 100; i++ { grow(i) }
print(#grow(1), rawlen(grow(1)), grow(4)[1], grow(4).name)
