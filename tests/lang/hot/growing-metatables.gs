// Metatables that get more fields between two operators, so that the slot of the metamethod moves, and others that lose it.
func run(n, grow) {
    M := {__add: func(a, b) { return a.v + b.v }, __unm: func(a) { return -a.v }}
    o, s := setmetatable({v: 2}, M), 0
    for i := 1; i <= n; i++ {
        s += (o + o) * 10 - -o
        grow(M, i)
    }
    return s
}
print(run(300, func(M, i) { }))
print(run(300, func(M, i) { if i % 3 == 0 && i < 200 { M["f" .. i] = i } }))
print(run(300, func(M, i) { M["f" .. i % 7] = i % 2 == 0 && i || nil }))
print(run(300, func(M, i) { if i == 150 { M.__add = func(a, b) { return 100 } } }))
print(pcall(run, 300, func(M, i) { if i == 150 { M.__unm = nil } }))
// A metatable that is made anew each time, and dies.
func fresh(n) {
    s := 0
    for i := 1; i <= n; i++ {
        o := setmetatable({v: i}, {__add: func(a, b) { return a.v + i }, __sub: func(a, b) { return a.v }})
        s += (o + o) - (o - 1)
        if i % 100 == 0 { collectgarbage() }
    }
    return s
}
print(fresh(500))
