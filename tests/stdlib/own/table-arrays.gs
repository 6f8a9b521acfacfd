// table: insert, remove, reverse, move, concat, pack, unpack.
func e(f, ...) { ok, m := pcall(f, ...); print(m) }
func show(t) { parts := {}; for i := 1; i <= #t; i++ { parts[i] = tostring(t[i]) }; return table.concat(parts, " ") }

// insert
t := {}
table.insert(t, "a") table.insert(t, "c") table.insert(t, 2, "b") table.insert(t, 1, "0") table.insert(t, 5, "d") table.insert(t, "3", "x")
print(show(t), #t, select("#", table.insert(t, 1)))
// expect: 0 a x b c d	6	0
t = {1, 2, 3} table.insert(t, nil) table.insert(t, 2, nil) table.insert(t, 1.9, "f")
print(#t, t[1], t[2], t[3], t[4], t[5])
// expect: 5	f	1	nil	2	3
t = {[0]: "z", 1} table.insert(t, 0, "y")
print(t[0], t[1], t[2], #t)
// expect: y	z	1	2
t = {[0]: "z"} table.insert(t, 0, "y") table.insert(t, 0, nil)
print(t[0], t[1], t[2], #t)
// expect: nil	y	z	2
doubles := {1.5, 2.5} table.insert(doubles, 1, "s") table.insert(doubles, 2, 0.5)
print(show(doubles))
// expect: s 0.5 1.5 2.5
sparse := {[1000000]: 1, [2]: 2} table.insert(sparse, 1, 0) table.insert(sparse, "end")
print(sparse[1], sparse[2], sparse[3], sparse[1000000])
// expect: 0	2	end	1
big := {}
for i := 1; i <= 1000; i++ { table.insert(big, 1, i) }
sum := 0
for i := 1; i <= 1000; i++ { if big[i] == 1001 - i { sum++ } }
print(sum, #big)
// expect: 1000	1000
e(table.insert) e(table.insert, {}) e(table.insert, "x", 1) e(table.insert, {}, 2, 1) e(table.insert, {}, 0, 1) e(table.insert, {}, -1, 1) e(table.insert, {1}, 3, 1) e(table.insert, {}, "x", 1) e(table.insert, {}, 1e300, 1) e(table.insert, {}, 0/0, 1)
// expect: bad argument #1 to 'table.insert' (table expected, got no value)
// expect: bad argument #2 to 'table.insert' (value expected, got no value)
// expect: bad argument #1 to 'table.insert' (table expected, got string)
// expect: bad argument #2 to 'table.insert' (position out of bounds)
// expect: bad argument #2 to 'table.insert' (position out of bounds)
// expect: bad argument #2 to 'table.insert' (position out of bounds)
// expect: bad argument #2 to 'table.insert' (position out of bounds)
// expect: bad argument #2 to 'table.insert' (number expected, got string)
// expect: bad argument #2 to 'table.insert' (position out of bounds)
// expect: bad argument #2 to 'table.insert' (number has no integer representation)
raw := setmetatable({}, {__newindex: func() { error("not raw") }, __len: func() { return 99 }, __index: func() { error("not raw") }})
table.insert(raw, 1) table.insert(raw, 1, 0)
print(rawlen(raw), table.remove(raw), table.remove(raw), table.remove(raw), table.concat(raw), #table.pack(table.unpack(raw)))
// expect: 2	1	0	nil		0

// remove
t = {1, 2, 3, 4}
print(table.remove(t), table.remove(t, 1), table.remove(t, 2), table.remove(t, 2), show(t), select("#", table.remove({})))
// expect: 4	1	3	nil	2	1
print(table.remove(t, 1), #t, table.remove(t, 1), table.remove(t, 0), table.remove({5}, nil), table.remove({7, 8}, "1"))
// expect: 2	0	nil	nil	5	7
t = {[0]: "a", "b", "c"}
print(table.remove(t, 0), t[0], t[1], t[2], #t, table.remove(t, 0), table.remove(t, 0), t[0], table.remove(t, 0))
// expect: a	b	c	nil	1	b	c	nil	nil
t = {[0]: "only"}
print(table.remove(t), t[0])
// expect: only	nil
t = {1, nil, 3}
print(table.remove(t, 1), t[1], t[2], t[3], #t)
// expect: 1	nil	3	nil	2
e(table.remove) e(table.remove, 1) e(table.remove, {}, 2) e(table.remove, {}, -1) e(table.remove, {1}, 0) e(table.remove, {1, 2}, 4) e(table.remove, {}, "x") e(table.remove, {}, 1e300)
// expect: bad argument #1 to 'table.remove' (table expected, got no value)
// expect: bad argument #1 to 'table.remove' (table expected, got number)
// expect: bad argument #2 to 'table.remove' (position out of bounds)
// expect: bad argument #2 to 'table.remove' (position out of bounds)
// expect: bad argument #2 to 'table.remove' (position out of bounds)
// expect: bad argument #2 to 'table.remove' (position out of bounds)
// expect: bad argument #2 to 'table.remove' (number expected, got string)
// expect: bad argument #2 to 'table.remove' (position out of bounds)

// reverse
print(show(table.reverse({1, 2, 3})), show(table.reverse({1, "b"})), #table.reverse({}), show(table.reverse({0.5, 1.5})), show(table.reverse({"x"})))
// expect: 3 2 1	b 1	0	1.5 0.5	x
r := table.reverse({1, nil, 3, nil, 5})
print(r[1], r[2], r[3], r[4], r[5], #r)
// expect: 5	nil	3	nil	1	5
r = table.reverse({nil, 2})
print(r[1], r[2])
// expect: 2	nil
e(table.reverse) e(table.reverse, "x")
// expect: bad argument #1 to 'table.reverse' (table expected, got no value)
// expect: bad argument #1 to 'table.reverse' (table expected, got string)

// move
print(show(table.move({1, 2, 3, 4, 5}, 2, 5, 1)), show(table.move({1, 2, 3}, 1, 3, 2)), show(table.move({1, 2, 3}, 3, 1, 9)), show(table.move({1, 2}, 1, 2, 1, {7, 8, 9})))
// expect: 2 3 4 5 5	1 1 2 3	1 2 3	1 2 9
m := table.move({1, nil, 3}, 1, 3, 1, {"a", "b", "c", "d"})
print(m[1], m[2], m[3], m[4])
// expect: 1	nil	3	d
m = table.move({[-1]: "m", [0]: "z", 1}, -1, 1, -5, {})
print(m[-5], m[-4], m[-3])
// expect: m	z	1
// a range that nobody could walk through
m = {10, 20, 30, x: "kept"}
m[1000000000] = "far"
table.move(m, 1, math.maxinteger - 1, 2)
print(m[1], m[2], m[3], m[4], m[5], m[1000000000], m[1000000001], m.x)
// expect: 10	10	20	30	nil	nil	far	kept
m = table.move({}, 1, math.maxinteger - 10, 5, {1, 2, 3, 4, 5, 6, 7, y: 1})
print(show(m), m.y)
// expect: 1 2 3 4	1
m = table.move({1, 2, 3}, -1e13, 1e13, 3 - 1e13, {})
print(m[4], m[5], m[6], m[7], m[8])
// expect: 1	2	3	nil	nil
e(table.move) e(table.move, {}) e(table.move, {}, 1) e(table.move, {}, 1, 2) e(table.move, {}, 1, 2, 3, 4) e(table.move, {}, "x", 2, 3) e(table.move, {}, math.mininteger, math.maxinteger, 1) e(table.move, {}, -1e300, 1e300, 1) e(table.move, {}, 1, 2, math.maxinteger) e(table.move, {}, 1, math.maxinteger, 2)
// expect: bad argument #1 to 'table.move' (table expected, got no value)
// expect: bad argument #2 to 'table.move' (number expected, got no value)
// expect: bad argument #3 to 'table.move' (number expected, got no value)
// expect: bad argument #4 to 'table.move' (number expected, got no value)
// expect: bad argument #5 to 'table.move' (table expected, got number)
// expect: bad argument #2 to 'table.move' (number expected, got string)
// expect: bad argument #3 to 'table.move' (too many elements to move)
// expect: bad argument #3 to 'table.move' (too many elements to move)
// expect: bad argument #4 to 'table.move' (destination wrap around)
// expect: bad argument #4 to 'table.move' (destination wrap around)

// concat
print(table.concat({}), table.concat({1, 2.5, "x"}), table.concat({"a", "b", "c"}, ", "), table.concat({"a", "b", "c"}, "", 2), table.concat({1, 2, 3}, 0, 2, 3), table.concat({"only"}, "-"))
// expect: 	12.5x	a, b, c	bc	203	only
print(table.concat({[0]: "z", "a"}, "-", 0), table.concat({[-2]: "m", [-1]: "n"}, "", -2, -1), table.concat({1}, "", 5), table.concat({1}, "", 2, 1), #table.concat({("x"):rep(3000), ("y"):rep(3000), 1}, ("-"):rep(500)))
// expect: z-a	mn			7001
long := {}
for i := 1; i <= 3000; i++ { long[i] = i }
print(#table.concat(long), #table.concat(long, ","))
// expect: 10893	13892
e(table.concat) e(table.concat, {}, {}) e(table.concat, {{}}) e(table.concat, {1, 2, true}) e(table.concat, {1}, "", 1, 2) e(table.concat, {}, "", 1, 1e14) e(table.concat, {}, "", "x") e(table.concat, {print}) e(table.concat, {1}, "", 1e17, 1e17)
// expect: bad argument #1 to 'table.concat' (table expected, got no value)
// expect: bad argument #2 to 'table.concat' (string expected, got table)
// expect: invalid value (table) at index 1 in table for 'concat'
// expect: invalid value (boolean) at index 3 in table for 'concat'
// expect: invalid value (nil) at index 2 in table for 'concat'
// expect: invalid value (nil) at index 1 in table for 'concat'
// expect: bad argument #3 to 'table.concat' (number expected, got string)
// expect: invalid value (function) at index 1 in table for 'concat'
// expect: invalid value (nil) at index 100000000000000000 in table for 'concat'
block := ("x"):rep(4000000)
many := {}
for i := 1; i <= 600; i++ { many[i] = block }
e(table.concat, many)
// expect: resulting string too large

// pack, unpack
p := table.pack()
print(p.n, #p, table.pack(nil, nil).n, table.pack(1, nil, 3)[3], #table.pack(1, 2, nil), table.pack(1, nil).n)
// expect: 0	0	2	3	2	2
print(table.unpack({}), table.unpack({1, 2, 3}, 2), table.unpack({1, 2, 3}, 2, 2), table.unpack({1, 2}, 3), table.unpack({1, nil, 3}))
// expect: nil	2	2	nil	1	nil	3
print(select("#", table.unpack({}, 1, 100)), table.unpack({[0]: 0, 1}, 0, 2), table.unpack({[-1]: -1}, -1, -1))
// expect: 100	0	-1
print(select("#", table.unpack(long)), select("#", table.unpack({}, 1, 1000000)), unpack({1, 2}))
// expect: 3000	1000000	1	2
e(table.unpack) e(table.unpack, "x") e(table.unpack, {}, {}) e(table.unpack, {}, 1, "x") e(table.unpack, {}, 1, 1000001) e(table.unpack, {}, math.mininteger, math.maxinteger) e(table.unpack, {}, -1e300, 1e300) e(unpack) e(unpack, {}, 1, 1e8)
// expect: bad argument #1 to 'table.unpack' (table expected, got no value)
// expect: bad argument #1 to 'table.unpack' (table expected, got string)
// expect: bad argument #2 to 'table.unpack' (number expected, got table)
// expect: bad argument #3 to 'table.unpack' (number expected, got string)
// expect: too many results to unpack
// expect: too many results to unpack
// expect: too many results to unpack
// expect: bad argument #1 to 'unpack' (table expected, got no value)
// expect: too many results to unpack
