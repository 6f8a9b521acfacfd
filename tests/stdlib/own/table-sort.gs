// table.sort: orders, stability, comparisons that raise, yield, lie, change the list.
func e(f, ...) { ok, m := pcall(f, ...); print(m) }
func show(t) { parts := {}; for i := 1; i <= #t; i++ { parts[i] = tostring(t[i]) }; return table.concat(parts, " ") }
func sorted(t, less) { table.sort(t, less); return show(t) }

print(sorted({}), sorted({1}), sorted({2, 1}), sorted({3, 1, 2}), sorted({"b", "a", "B", ""}), sorted({1.5, -0.5, 1, 0}), select("#", table.sort({})))
// expect: 	1	1 2	1 2 3	 B a b	-0.5 0 1 1.5	0
print(sorted({3, 1, 2}, func(a, b) { return a > b }), sorted({"aa", "b", "ccc"}, func(a, b) { return #a > #b }), sorted({1, 2, 3}, nil))
// expect: 3 2 1	ccc aa b	1 2 3
print(sorted({1, 1.0, -0.0, 0, 0.0, -1}), sorted({0.0, -0.0, 0.0}), sorted({-0.0, 0.0}), sorted({math.huge, -math.huge, 0.5}), sorted({math.maxinteger, math.mininteger, 0}))
// expect: -1 -0.0 0 0.0 1 1.0	0.0 -0.0 0.0	-0.0 0.0	-Inf 0.5 +Inf	-140737488355328 0 140737488355327
print(sorted({"a\0b", "a", "a\0", "\255", "é", "abcdefgh", "abcdefghi", "abcdefg"}) == show({"a", "a\0", "a\0b", "abcdefg", "abcdefgh", "abcdefghi", "é", "\255"}))
// expect: true

// long lists of each kind, sorted and reversed ones too
seed := 12345
func random(n) { seed = (seed * 1103515245 + 12345) % 2147483648; return seed % n }
func check(make, n, less) {
    t := {}
    for i := 1; i <= n; i++ { t[i] = make(i) }
    counts := {}
    for _, v := range t { counts[v] = (counts[v] || 0) + 1 }
    table.sort(t, less)
    for i := 2; i <= n; i++ { if less && less(t[i], t[i - 1]) || !less && t[i] < t[i - 1] { return "out of order at " .. i } }
    for _, v := range t { counts[v] = counts[v] - 1 }
    for _, c := range counts { if c != 0 { return "elements changed" } }
    return #t
}
down := func(a, b) { return a > b }
for _, n := range {2, 3, 12, 13, 25, 100, 255, 256, 257, 1000, 5000} {
    results := {
        check(func(i) { return random(1000000) - 500000 }, n), check(func(i) { return i }, n), check(func(i) { return -i }, n),
        check(func(i) { return random(1000) / 8 - 60 }, n), check(func(i) { return -i / 3 }, n), check(func(i) { return random(2) == 0 && random(50) || random(50) / 4 }, n),
        check(func(i) { return "key" .. random(500) }, n), check(func(i) { return ("x"):rep(random(20)) }, n),
        check(func(i) { return random(100) }, n, down), check(func(i) { return i }, n, down), check(func(i) { return "s" .. random(99) }, n, func(a, b) { return a < b }),
    }
    for _, r := range results { if r != n { print(n, r) } }
}
print("checked")
// expect: checked

// stable
pairs_ := {}
for i := 1; i <= 500; i++ { pairs_[i] = {key: random(10), at: i} }
table.sort(pairs_, func(a, b) { return a.key < b.key })
stable := true
for i := 2; i <= 500; i++ { a, b := pairs_[i - 1], pairs_[i]; if a.key > b.key || a.key == b.key && a.at > b.at { stable = false } }
print(stable)
// expect: true
order := setmetatable({}, {__index: func(t, k) { return nil }})
mt := {__lt: func(a, b) { return a.v < b.v }, __tostring: func(o) { return "<" .. o.v .. ">" }}
func obj(v) { return setmetatable({v: v}, mt) }
print(sorted({obj(3), obj(1), obj(2)}))
// expect: <1> <2> <3>

// comparisons that raise leave the list alone
t := {5, 4, 3, 2, 1}
count := 0
e(table.sort, t, func(a, b) { count++; if count == 4 { error("stop") }; return a < b })
print(show(t))
// expect: stop
// expect: 5 4 3 2 1
t = {3, "x", 1}
ok, m := pcall(table.sort, t)
print(ok, m == "attempt to compare string with number" || m == "attempt to compare number with string", show(t))
// expect: false	true	3 x 1
e(table.sort, {{}, {}}) e(table.sort, {1, true}) e(table.sort, {nil, 2, 1})
// expect: attempt to compare two table values
// expect: attempt to compare boolean with number
// expect: attempt to compare number with nil
print(pcall(table.sort, {3, 1, 2}, func() { error() }))
// expect: false	nil

// inconsistent ones give some permutation
func permutation(less) {
    t := {}
    for i := 1; i <= 300; i++ { t[i] = i }
    table.sort(t, less)
    seen := {}
    for _, v := range t { seen[v] = true }
    return table.count(seen)
}
print(permutation(func() { return true }), permutation(func() {}), permutation(func() { return random(2) == 0 }), permutation(func(a, b) { return a <= b }), #table.pack(table.unpack({0/0, 1, 0/0, 0})))
// expect: 300	300	300	300	4
nans := {2, 0/0, 1, 0/0, 0}
table.sort(nans)
print(#nans, table.contains(nans, 2), table.contains(nans, 1), table.contains(nans, 0))
// expect: 5	true	true	true

// the list changes while it is being sorted; what was in it at the start is stored in the end
t = {3, 2, 1}
table.sort(t, func(a, b) { t[1] = "changed"; t[4] = 4; return a < b })
print(t[1], t[2], t[3], t[4])
// expect: 1	2	3	4
t = {3.5, 2.5, 1.5}
table.sort(t, func(a, b) { for i := 1; i <= 3; i++ { t[i] = nil }; t.x = 1; return a < b })
print(show(t), t.x)
// expect: 1.5 2.5 3.5	1
t = {"b", "a"}
table.sort(t, func(a, b) { t[1] = 1.5; t[2] = 2.5; return a < b })
print(show(t))
// expect: a b
t = {3, nil, 1}
table.sort(t, func(a, b) { return a != nil && (b == nil || a < b) })
print(t[1], t[2], t[3], #t)
// expect: 1	3	nil	2

// yields, nested sorts, callable objects, raw access, sparse tables
co := coroutine.wrap(func() {
    t := {2, 3, 1}
    table.sort(t, func(a, b) { coroutine.yield("asked"); return a < b })
    return show(t)
})
last := co()
n := 0
for last == "asked" { n++; last = co() }
print(last, n >= 2)
// expect: 1 2 3	true
co = coroutine.wrap(func() { table.sort({3, 2, 1}, func(a, b) { coroutine.yield(1) }) })
co()
co = nil
collectgarbage()
outer := {3, 1, 2}
table.sort(outer, func(a, b) { inner := {b, a}; table.sort(inner, down); return a < b })
print(show(outer), sorted({1, 2, 3}, setmetatable({}, {__call: func(self, a, b) { return a > b }})))
// expect: 1 2 3	3 2 1
raw := setmetatable({2, 1}, {__index: func() { error("not raw") }, __newindex: func() { error("not raw") }, __len: func() { return 0 }})
table.sort(raw)
print(rawget(raw, 1), rawget(raw, 2))
// expect: 1	2
sparse := {[3]: 1, [2]: 2, [1]: 3, [1000000000]: 0}
table.sort(sparse)
print(sparse[1], sparse[2], sparse[3], sparse[1000000000])
// expect: 1	2	3	0
weak := setmetatable({3, 1, 2}, {__mode: "v"})
table.sort(weak)
print(weak[1], weak[2], weak[3])
// expect: 1	2	3
garbage := {}
for i := 1; i <= 200; i++ { garbage[i] = {v: (i * 37) % 200} }
table.sort(garbage, func(a, b) { x := {a.v}; if a.v == 100 { collectgarbage() }; return x[1] < b.v })
fine := true
for i := 1; i <= 200; i++ { if garbage[i].v != i - 1 { fine = false } }
print(fine)
// expect: true

e(table.sort) e(table.sort, "x") e(table.sort, {}, "x") e(table.sort, {}, {}) e(table.sort, {}, true)
// expect: bad argument #1 to 'table.sort' (table expected, got no value)
// expect: bad argument #1 to 'table.sort' (table expected, got string)
// expect: bad argument #2 to 'table.sort' (function expected, got string)
// expect: bad argument #2 to 'table.sort' (function expected, got table)
// expect: bad argument #2 to 'table.sort' (function expected, got boolean)
