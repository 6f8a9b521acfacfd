// Constructors in hot code: fields that are nil, elements of all kinds, both, many, and the last values of calls.
func point(x, y) { return {x: x, y: y, tag: nil} }
func list(a, b, c) { return {a, b, c} }
func both(a, b) { return {a, name: b, b} }
func nested(i) { return {{i, {i + 1}}, {}, inner: {value: i, list: {i * 0.5, i * 1.5}}} }
func open(a, ...) { return {a, ...} }
func reals(a) { return {a, a + 1, a + 2} }
sum, text := 0, ""
for i := 1; i <= 300; i++ {
    p := point(i, i % 3 == 0 && nil || i)
    sum += p.x + (p.y || 0)
    if p.tag != nil { print("tag") }
    p.tag = i
    keys := 0
    for k, v := range p { keys++ }
    sum += keys
    l := list(i, i % 2 == 0 && "even" || nil, i % 5 != 0 && i || nil)
    text = #l .. "/" .. tostring(l[2]) .. "/" .. tostring(l[3])
    l[#l + 1] = "end"
    b := both(i, "name")
    sum += #b + #b.name + b[1]
    n := nested(i)
    sum += n[1][1] + n[1][2][1] + #n[2] + n.inner.value + n.inner.list[2]
    o := open(i, i, nil, i)
    sum += #o
    r := reals(i + 0.5)
    r[2] = i % 4 == 0 && i || r[2]
    sum += r[1] + r[2] + r[3]
    if i > 295 { print(text, l[#l]) }
}
print(sum)
func large() {
    return {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30,
            31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59}
}
sum = 0
for i := 1; i <= 200; i++ {
    l := large()
    for k, v := range ipairs(l) { sum += k * v }
}
print(sum)
meta := {__index: {tag: "inherited"}}
for i := 1; i <= 200; i++ {
    o := setmetatable({tag: i % 2 == 0 && "own" || nil}, meta)
    if o.tag != (i % 2 == 0 && "own" || "inherited") { print("wrong") }
}
