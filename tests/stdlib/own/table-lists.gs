// table: slice, zip, flatten, unique, indexOf, the functional helpers, whole tables.
func e(f, ...) { ok, m := pcall(f, ...); print(m) }
func show(t) { parts := {}; for i := 1; i <= #t; i++ { parts[i] = tostring(t[i]) }; return table.concat(parts, " ") }

print(show(table.slice({1, 2, 3, 4}, 2, 3)), show(table.slice({1, 2, 3}, -2)), show(table.slice({1, 2, 3}, -99, 99)), #table.slice({1, 2}, 3), #table.slice({}, 1), #table.slice({1, 2}, 2, 1), show(table.slice({1, 2}, 1e300 * -1, 1e300)))
// expect: 2 3	2 3	1 2 3	0	0	0	1 2
holes := table.slice({1, nil, 3, 4}, 1, 3)
print(#holes, holes[2], holes[3], #table.slice(table.pack(("x"):rep(5000):byte(1, -1)), 2))
// expect: 3	nil	3	4999
print(table.slice({1, 2}, 1) == nil, rawlen(table.slice(setmetatable({1, 2}, {__len: func() { return 9 }}), 1)))
// expect: false	2
z := table.zip({1, 2, 3}, {"a", nil, "c", "d"})
print(#z, z[1][1], z[1][2], z[2][1], z[2][2], z[3][2], #table.zip({}, {1}))
// expect: 3	1	a	2	nil	c	0
print(show(table.flatten({1, {2, {3, {}}}, {{{4}}}})), show(table.flatten({1, {2}}, 0)) != nil, #table.flatten({{1, {2}}, 3}, 1), show(table.flatten({{1, {2}}, 3}, 2)), show(table.flatten({1, nil, {2, nil, 3}, x: {9}})))
// expect: 1 2 3 4	true	3	1 2 3	1 2 3
loop := {1}
loop[2] = loop
print(pcall(table.flatten, loop), #table.flatten(loop, 3))
// expect: false	5
e(table.flatten, loop)
// expect: table.flatten: nesting too deep
deep := {1}
for i := 1; i <= 1500; i++ { deep = {deep} }
print(show(table.flatten(deep)))
// expect: 1
nan := 0/0
u := table.unique({1, 1.0, "1", nan, nan, true, true, -0.0, 0, 2 ** 60, 2 ** 60, nil, "1", {}, {}})
print(#u, u[1], u[2], u[3], u[4], u[5], u[6], u[7], type(u[8]), type(u[9]))
// expect: 9	1	1	NaN	NaN	true	-0.0	1.152921504606847e+18	table	table
print(table.indexOf({1, 2, nil, 4}, 4), table.indexOf({1, nil, 3}, nil), table.indexOf({nan}, nan), table.indexOf({"a", "b"}, "b"), table.indexOf({1.0}, 1), table.indexOf({}, 1))
// expect: 4	nil	nil	2	1	nil
for _, name := range {"slice", "zip", "flatten", "unique", "indexOf", "map", "filter", "reduce", "fromArray", "keys", "values", "toArray", "count", "contains", "copy", "merge"} { e(table[name], 1); ok, m := pcall(table[name], {}); if !ok { print(m) } }
// expect: bad argument #1 to 'table.slice' (table expected, got number)
// expect: bad argument #2 to 'table.slice' (number expected, got no value)
// expect: bad argument #1 to 'table.zip' (table expected, got number)
// expect: bad argument #2 to 'table.zip' (table expected, got no value)
// expect: bad argument #1 to 'table.flatten' (table expected, got number)
// expect: bad argument #1 to 'table.unique' (table expected, got number)
// expect: bad argument #1 to 'table.indexOf' (table expected, got number)
// expect: bad argument #2 to 'table.indexOf' (value expected, got no value)
// expect: bad argument #1 to 'table.map' (table expected, got number)
// expect: bad argument #2 to 'table.map' (function expected, got no value)
// expect: bad argument #1 to 'table.filter' (table expected, got number)
// expect: bad argument #2 to 'table.filter' (function expected, got no value)
// expect: bad argument #1 to 'table.reduce' (table expected, got number)
// expect: bad argument #2 to 'table.reduce' (function expected, got no value)
// expect: bad argument #1 to 'table.fromArray' (table expected, got number)
// expect: bad argument #2 to 'table.fromArray' (function expected, got no value)
// expect: bad argument #1 to 'table.keys' (table expected, got number)
// expect: bad argument #1 to 'table.values' (table expected, got number)
// expect: bad argument #1 to 'table.toArray' (table expected, got number)
// expect: bad argument #1 to 'table.count' (table expected, got number)
// expect: bad argument #1 to 'table.contains' (table expected, got number)
// expect: bad argument #2 to 'table.contains' (value expected, got no value)
// expect: bad argument #1 to 'table.copy' (table expected, got number)
// expect: bad argument #1 to 'table.merge' (table expected, got number)
// expect: bad argument #2 to 'table.merge' (table expected, got no value)
e(table.reduce, {1}, print) e(table.slice, {}, 1, {}) e(table.flatten, {}, {}) e(table.map, {}, "f") e(table.zip, {}, 1)
// expect: bad argument #3 to 'table.reduce' (value expected, got no value)
// expect: bad argument #3 to 'table.slice' (number expected, got table)
// expect: bad argument #2 to 'table.flatten' (number expected, got table)
// expect: bad argument #2 to 'table.map' (function expected, got string)
// expect: bad argument #2 to 'table.zip' (table expected, got number)

// functional helpers
callable := setmetatable({}, {__call: func(self, v, i) { return v * 10 + i }})
print(show(table.map({1, 2, 3}, callable)), show(table.map({}, callable)), show(table.map({"a", "b"}, string.upper)), show(table.map({1, 2}, func(v) { return v, "surplus" })))
// expect: 11 22 33		A B	1 2
m := table.map({1, 2, 3}, func(v) { if v != 2 { return v } })
print(m[1], m[2], m[3])
// expect: 1	nil	3
calls := 0
m = table.map({1, nil, 3}, func(v) { calls++; return v })
print(calls, m[3], show(table.filter({1, nil, 2, 3, 4}, func(v, i) { return i != 3 })), show(table.filter({1, 2}, func() {})), show(table.filter({false, true}, func(v) { return 0 })))
// expect: 2	3	1 3 4		false true
print(table.reduce({1, 2, 3}, func(a, v) { return a + v }, 10), table.reduce({}, print, nil), table.reduce({1, 2}, func(a, v) {}, "kept"), table.reduce({1, 2}, func(a, v) { return nil }, 1), table.reduce({1}, func(...) { return select("#", ...) }, 0))
// expect: 16	nil	kept	nil	2
f := table.fromArray({"a", "bb", "cc", 7}, func(v) { if v != 7 { return #v } })
print(f[1], f[2], table.count(f), table.count(table.fromArray({1, 2}, func() {})), table.fromArray({"x"}, func(...) { return select("#", ...) })[1])
// expect: a	cc	2	0	x
e(table.fromArray, {1}, func() { return 0/0 })
// expect: table index is NaN
// the list changes under the callback
list := {1, 2, 3, 4}
print(show(table.map(list, func(v, i) { list[i + 1] = nil; list[9] = 9; return v })))
// expect: 1
list = {1, 2, 3}
n := 0
table.filter(list, func(v) { n++; table.insert(list, v); return true })
print(n, #list)
// expect: 3	6
list = {1, 2, 3}
print(table.reduce(list, func(a, v) { for i := 1; i <= 100; i++ { list[3 + i] = i }; list[3] = 30; return a + v }, 0))
// expect: 33
// errors of any type, yields, nesting
ok, err := pcall(table.map, {1}, func() { error({code: 5}) })
print(ok, err.code)
// expect: false	5
co := coroutine.wrap(func() {
    a := table.map({1, 2}, func(v) { return coroutine.yield(v) })
    b := table.filter(a, func(v) { return coroutine.yield(v) })
    c := table.reduce(b, func(acc, v) { return coroutine.yield(acc) }, "init")
    d := table.fromArray({c}, func(v) { return coroutine.yield(v) })
    return d
})
print(co(), co("x"), co("y"), co(false), co(true), co("reduced"), co("key").key)
// expect: 1	2	x	y	init	reduced	reduced
print(show(table.map({{1, 2}, {3}}, func(row) { return table.reduce(table.map(row, func(v) { return v * 2 }), func(a, v) { return a + v }, 0) })))
// expect: 6 6

// whole tables
t := {10, nil, 30, x: 1, [true]: 2, [2.5]: 3, y: 4, [0]: 0}
print(table.count(t), show(table.keys(t)), show(table.values(t)), show(table.toArray(t)))
// expect: 7	0 1 3 x y true 2.5	0 10 30 1 4 2 3	0 10 30 1 4 2 3
print(table.count({}), #table.keys({}), table.count(setmetatable({}, {__index: {1, 2}, __pairs: func() { error("not raw") }})))
// expect: 0	0	0
print(table.contains(t, 30), table.contains(t, 4.0), table.contains(t, nil), table.contains({nan}, nan), table.contains({a: {}}, {}), table.contains({false}, false))
// expect: true	true	false	false	false	true
c := table.copy(setmetatable({1, nil, 3, x: t}, {__index: {z: 1}}))
print(#c, c[1], c[3], c.x == t, c.z, getmetatable(c), table.count(c), show(table.keys(table.copy(t))))
// expect: 3	1	3	true	nil	nil	3	0 1 3 x y true 2.5
big := {}
for i := 1; i <= 5000; i++ { big[i] = i * 1.5; big["k" .. i] = i }
c = table.copy(big)
print(#c, c[5000], c.k5000, table.count(c))
// expect: 5000	7500.0	5000	10000
a := {1, 2, 3, x: 1}
print(table.merge(a, {[2]: "two", [5]: 5, y: 2}) == a, a[1], a[2], a[3], a[5], a.x, a.y, table.merge(a, a) == a, table.count(a))
// expect: true	1	two	3	5	1	2	true	6
g := 0
g = table.copy(_G)
print(g.print == print, g.string == string, table.contains(_G, table), table.count(_G) == table.count(g))
// expect: true	true	true	true
