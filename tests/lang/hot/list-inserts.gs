// table.insert behind the last element: lists of ints, doubles, strings; tables with metatables, fields, holes, int keys in the hash
// part; nils; what is no table; results that are taken; another function in its place.
func fill(t, n, v) { for i := 1; i <= n; i++ { table.insert(t, v) } return t }
for i := 1; i <= 60; i++ {
    a, b, c := fill({}, 5, i), fill({0.5}, 5, 1.5), fill({0.5}, 3, "s")
    d := fill({1, x: 2}, 4, i)
    log := {}
    m := setmetatable({1}, {__newindex: func(t, k, v) { rawset(log, #log + 1, k) rawset(t, k, v) }, __len: func() { return 77 }})
    fill(m, 3, i)
    h := fill({[1]: 1, [2]: 2, [100]: 3}, 3, i)
    g := fill({1, 2, nil, 4}, 3, nil)
    if i % 20 == 0 { print(#a, a[5], #b, b[6], #c, c[4], #d, d[5], #log, rawlen(m), m[4], #h, h[5], #g) }
}
func last(t, v) { return table.insert(t, v) }
func result(t, v) { x, y := table.insert(t, v) z := table.insert(t, v) return x, y, z, select("#", table.insert(t, v)) }
t := {}
for i := 1; i <= 100; i++ { last(t, i) x, y, z, n := result(t, i) if i == 100 { print(x, y, z, n, #t) } }
func bad(t, v) { table.insert(t, v) return #t }
for i := 1; i <= 60; i++ {
    r := {pcall(bad, {1}, i), pcall(bad, nil, i), pcall(bad, "text", i), pcall(bad, {1, 2}, nil), pcall(bad, i, i)}
    if i % 30 == 0 { print(table.unpack(r)) }
}
func middle(t) { for i := 1; i <= 5; i++ { table.insert(t, 1, i) } table.insert(t, table.unpack({1, 9})) return table.concat(t, " ") }
for i := 1; i <= 60; i++ { s := middle({0}) if i == 60 { print(s) } }
grown := {}
for i := 1; i <= 3000; i++ { table.insert(grown, {i}) if i % 500 == 0 { collectgarbage("step") } }
sum := 0
for _, v := range grown { sum += v[1] }
print(#grown, sum)
func nested(n) { f := func(t, i) { table.insert(t, i * 2) } t := {} for i := 1; i <= n; i++ { f(t, i) } return #t, t[n] }
for i := 1; i <= 50; i++ { a, b := nested(20 + i) if i == 50 { print(a, b) } }
add := table.insert
for i := 1; i <= 300; i++ { if i == 200 { add = func(t, v) { t[#t + 1] = -v } } if i == 250 { add = rawset } pcall(add, t, i, 0) pcall(add, t, i) }
print(#t, t[#t])
