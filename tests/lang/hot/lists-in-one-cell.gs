// Short lists: their elements stand in one cell with the table, until there are more, or key 0, a field or another key.
func pair(a, b) { return {a, b} }
func sum(t) { s := 0 for i := 1; i <= #t; i++ { s += t[i] } return s }
func show(t) {
    out := {}
    for k, v := range t { out[#out + 1] = tostring(k) .. "=" .. tostring(v) }
    return "#" .. #t .. " " .. table.concat(out, " ")
}
for i := 1; i <= 40; i++ { sum(pair(i, 1)) sum(pair(i, 0.5)) sum(pair(0.5, 1.5)) }
print(show(pair(1, 2)), show(pair(nil, 2)), show(pair(1, nil)), show(pair(nil, nil)), show(pair(0.5, 1.5)))

// Each way out, from ints, doubles and references, in a function that is hot.
func grow(t) { t[#t + 1] = 9 return t }
func zero(t) { t[0] = 9 return t }
func field(t) { t.name = 9 return t }
func other(t, k) { t[k] = 9 return t }
func pop(t) { t[#t] = nil return t }
func widen(t) { t[1] = "w" return t }
for i := 1; i <= 40; i++ {
    grow({1, 2}) zero({1, 2}) field({1, 2}) other({1, 2}, "k" .. i % 3) other({1, 2}, -1) pop({1, 2}) widen({0.5, 1.5}) grow({0.5}) zero({0.5, 2.5})
}
for _, make := range {func() { return {1, 2} }, func() { return {0.5, 1.5} }, func() { return {"a", "b"} }} {
    print(show(grow(make())), show(zero(make())), show(field(make())), show(pop(make())), show(widen(make())))
    print(show(grow(grow(grow(make())))), show(zero(pop(make()))), show(field(grow(make()))), show(pop(pop(make()))))
    for _, k := range {-1, 0.25, true, 1000, "x"} { print(show(other(make(), k)), show(pop(other(make(), k)))) }
    print(show(field(zero(other(grow(make()), 7)))), #zero(make()), next(zero(make())))
}
t := {0.5, 1.5}
t[0] = "z" t[2] = nil t[1] = nil t[1] = 4 print(show(t), t[0])
t = {1, 2}
table.insert(t, 1, 0) table.insert(t, 3) print(show(t), table.remove(t, 1), show(t)) table.sort(t, func(a, b) { t[#t + 1] = nil return a > b }) print(show(t))

// Old ones are given young ones, and young ones live through collections in between.
func node(l, r) { return {l, r} }
func tree(d) { if d == 0 { return {} } return node(tree(d - 1), tree(d - 1)) }
func count(n) { l, r := n[1], n[2] if !l { return 1 } return count(l) + count(r) + 1 }
keep := tree(6)
collectgarbage()
for i := 1; i <= 30; i++ {
    at := keep
    for d := 1; d <= i % 5; d++ { at = at[d % 2 + 1] }
    at[1], at[2] = tree(3), tree(2)
    if i % 10 == 0 { collectgarbage() }
    if i % 7 == 0 { at[3] = tree(1) at[#at] = nil at.name = tree(1) }
}
print(count(keep), count(tree(8)))

// A metatable, also one that becomes that of weak tables later.
meta := {__index: func(t, k) { return k }, __len: func(t) { return 7 }}
v := setmetatable({1, 2}, meta)
print(v[1], v[5], #v, rawlen(v)) v[3] = 3 print(rawlen(v), show(setmetatable({1, 2}, {__mode: "k"})))
meta.__mode = "v"
w := setmetatable({{}, keep, 3}, meta)
collectgarbage() collectgarbage()
print(rawlen(w), rawget(w, 1), rawget(w, 2) == keep, rawget(w, 3))
