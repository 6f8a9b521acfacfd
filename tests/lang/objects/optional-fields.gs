// Fields that are nil in the constructor, given later, removed and given again: values, order, and what a prototype says.
func keys(t) {
    list := {}
    for k := range t { list[#list + 1] = k }
    return table.concat(list, " ")
}
func node(value, next) { return {value: value, next: next, last: true} }
for i := 1; i <= 100; i++ {
    n := node(i, nil)
    if keys(n) != "value last" { print("order", keys(n)) }
    n.next = n
    if keys(n) != "value last next" || n.next != n { print("order", keys(n)) }
    n.value = nil
    n.value = 1
    if keys(n) != "last next value" { print("order", keys(n)) }
    m := node(nil, i)
    if keys(m) != "next last" || rawget(m, "value") != nil { print("order", keys(m)) }
    k, v := next(m)
    if k != "next" || v != i { print("next", k, v) }
}
// A metatable gets to know of fields that are nil.
log := {}
watch := {__newindex: func(t, k, v) {
    log[#log + 1] = k
    rawset(t, k, v)
}, __index: func(t, k) { return "no " .. k }}
for i := 1; i <= 100; i++ {
    n := setmetatable({a: nil, b: i}, watch)
    if n.a != "no a" || n.b != i { print("index", n.a, n.b) }
    n.a = i
    n.b = 0
    n.a = i + 1
    n.a = nil
    n.a = i
}
print(#log, log[1], log[2])
// Objects that get their fields one after another, many and few, at the same site.
func build(n) {
    o := {}
    o.first = n
    for i := 2; i <= n; i++ { o["f" .. i] = i }
    o.last = n
    return o
}
for round := 1; round <= 100; round++ {
    for _, n := range ipairs({1, 3, 30, 2, 12}) {
        o := build(n)
        count, sum := 0, 0
        for k, v := range o {
            count++
            sum += v
        }
        if count != n + 1 || sum != n * (n + 1) / 2 - 1 + n + (n == 1 && 1 || n) {
            print("fields", n, count, sum)
            return
        }
    }
}
// Given as nil and never given at all.
empty := {x: nil, y: nil}
print(next(empty), #empty, empty.x)
for k := range empty { print(k) }
setmetatable(empty, {__index: {x: "class x"}})
print(empty.x, empty.y)
// A table of many fields is no object any more; its fields come and go all the same.
big := {x: 1}
for i := 1; i <= 300; i++ { big["f" .. i] = i }
func drop(o) {
    o.x = nil
    return o.x
}
print(drop({x: 1}), drop({x: 2}), drop(big), rawget(big, "x"))
big.x = 3
print(big.x, drop(setmetatable({}, {__index: big})), big.x)
