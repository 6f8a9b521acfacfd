// sort: every function; callbacks that raise, yield, lie, change the list; descending order; keys; holes; each error.
func e(f, ...) { ok, m := pcall(f, ...); print(m) }
func show(t) { parts := {}; for i := 1; i <= #t; i++ { parts[i] = tostring(t[i]) }; return table.concat(parts, " ") }

print(show(sort.asc({3, 1.5, 2})), show(sort.desc({"b", "c", "a"})), show(sort.desc({1, 1.0, 2, 2.0, -0.0, 0})), show(sort.desc({0.0, -0.0})), show(sort.desc({1.5, 2.5, -1.5})), #sort.asc({}), show(sort.desc({7})))
// expect: 1.5 2 3	c b a	2 2.0 1 1.0 -0.0 0	0.0 -0.0	2.5 1.5 -1.5	0	7
t := {2, 1}
print(sort.asc(t) == t, sort.desc(t) == t, sort.by(t, func(a, b) { return a < b }) == t, sort.byKey(t, func(x) { return x }) == t, sort.reverse(t) == t)
// expect: true	true	true	true	true
order := {__lt: func(a, b) { return a.k < b.k }, __eq: func(a, b) { return a.k == b.k }}
func item(k, tag) { return setmetatable({k: k, tag: tag}, order) }
func tags(t) { out := ""; for _, v := range t { out = out .. v.k .. v.tag .. " " }; return out }
print(tags(sort.asc({item(2, "a"), item(1, "a"), item(2, "b"), item(1, "b")})), tags(sort.desc({item(1, "a"), item(2, "a"), item(1, "b"), item(2, "b"), item(3, "a")})))
// expect: 1a 1b 2a 2b 	3a 2a 2b 1a 1b 
people := {{n: "x", a: 3}, {n: "y", a: 1}, {n: "z", a: 3}, {n: "w", a: 2}}
func names(t) { out := ""; for _, p := range t { out = out .. p.n }; return out }
print(names(sort.by(people, func(p, q) { return p.a > q.a })), names(sort.byKey(people, func(p) { return p.a })), names(sort.byKey(people, func(p) { return p.n })), names(sort.byKey(people, func(p) { return item(-p.a) })))
// expect: xzwy	ywxz	wxyz	xzwy
print(show(sort.byKey({3, -1, 2.5}, func(x) { return x * x })), show(sort.byKey({"a", "b", "c"}, func(x) { return 0 / 0 })), show(sort.byKey({1}, func() {})), show(sort.byKey({}, error)))
// expect: -1 2.5 3	a b c	1	
calls := ""
sort.byKey({"c", "a", "b"}, func(x, y) { calls = calls .. x .. tostring(y); return x })
print(calls)
// expect: cnilanilbnil

// long lists against each other
seed := 99
func random(n) { seed = (seed * 1103515245 + 12345) % 2147483648; return seed % n }
for _, n := range {2, 3, 13, 100, 1000, 4000} {
    for _, make := range {func(i) { return random(500) }, func(i) { return random(100) / 4 }, func(i) { return random(2) == 0 && random(9) || random(9) + 0.0 }, func(i) { return "k" .. random(300) }} {
        up, down, by, keyed, tagged := {}, {}, {}, {}, {}
        for i := 1; i <= n; i++ { v := make(i); up[i] = v; down[i] = v; by[i] = v; keyed[i] = v; tagged[i] = {v, i} }
        sort.asc(up) sort.desc(down)
        sort.by(by, func(a, b) { return a > b })
        sort.byKey(keyed, func(v) { return v })
        sort.byKey(tagged, func(p) { return p[1] })
        for i := 1; i <= n; i++ {
            if up[i] != keyed[i] || math.type(up[i]) != math.type(keyed[i]) || down[i] != by[i] || math.type(down[i]) != math.type(by[i]) || down[n + 1 - i] != up[i] || tagged[i][1] != up[i] { print("differs", n, i) }
            if i > 1 && tagged[i][1] == tagged[i - 1][1] && tagged[i][2] < tagged[i - 1][2] { print("unstable", n, i) }
        }
        if !sort.isSorted(up) || sort.isSorted(down) && up[1] != up[n] || !sort.isSorted(sort.reverse(down)) { print("isSorted", n) }
    }
}

// callbacks
t = {3, 1, 2}
e(sort.by, t, func(a, b) { error("no order") }) print(pcall(sort.byKey, t, func(x) { if x == 2 { error(17) }; return x })) e(sort.partition, t, func() { error("stop", 0) }) e(sort.min, t, func() { error(nil) })
print(show(t))
// expect: no order
// expect: false	17
// expect: stop
// expect: nil
// expect: 3 1 2
print(show(sort.by(t, func() { return true })) != nil, show(sort.asc(t)), show(sort.by(t, func() {})))
// expect: true	1 2 3	1 2 3
co := coroutine.wrap(func() {
    list := {4, 3, 2, 1}
    sort.by(list, func(a, b) { coroutine.yield("less"); return a < b })
    sort.byKey(list, func(x) { coroutine.yield("key"); return -x })
    a, b := sort.partition(list, func(x) { coroutine.yield("wanted"); return x > 2 })
    coroutine.yield("min")
    return show(list) .. "|" .. show(a) .. "|" .. show(b) .. "|" .. sort.max(list, func(x) { coroutine.yield("max"); return x })
})
counts := {}
for { r := co(); if #r > 8 { print(r, counts.key, counts.wanted, counts.max, counts.less <= 8); break }; counts[r] = (counts[r] || 0) + 1 }
// expect: 4 3 2 1|4 3|2 1|4	4	4	4	true
dropped := coroutine.create(func() { sort.by({2, 1}, func() { coroutine.yield() }) })
coroutine.resume(dropped)
print(coroutine.close(dropped))
// expect: true
t = {3, 1, 2}
sort.by(t, func(a, b) { for i := 1; i <= 5; i++ { t[i] = nil }; sort.asc({2, 1}); return a < b })
print(show(t))
// expect: 1 2 3
t = {3, 1, 2}
sort.byKey(t, func(x) { t[3] = nil; t[5] = 9; return x })
print(t[1], t[2], t[3], t[5])
// expect: 1	3	nil	9
t = {1, 2, 3, 4}
a, b := sort.partition(t, func(x) { t[x + 1] = nil; return true })
print(show(a), #b)
// expect: 1 3	0
t = {5, 6, 7}
print(sort.max(t, func(x) { t[2] = 100; t[4] = 1000; return x }), #t)
// expect: 100	4
lying := {__lt: func(a, b) { return true }}
func liar() { return setmetatable({}, lying) }
print(#sort.asc({liar(), liar(), liar(), liar()}), sort.isSorted({liar(), liar()}), sort.bsearch({liar()}, liar()), type(sort.max({liar(), liar()})))
// expect: 4	false	nil	table

// looking
print(sort.isSorted({}), sort.isSorted({{}}), sort.isSorted({1, 1.0, 2}), sort.isSorted({2, 1}), sort.isSorted({"a", "B"}), sort.isSorted({1, nil, 3}), sort.isSorted({0 / 0, 1}), sort.isSorted({item(1), item(1), item(2)}))
// expect: true	true	true	false	false	true	true	true
print(sort.bsearch({10, 20, 30}, 30), sort.bsearch({10, 20, 30}, 25), sort.bsearch({}, 1), sort.bsearch({1, 2, 2, 2, 3}, 2), sort.bsearch({5, 5, 5, 5}, 5.0), sort.bsearch({"a", "c"}, "c"), sort.bsearch({1}, 2), sort.bsearch({}, nil), sort.bsearch({item(1), item(2), item(2)}, item(2)))
// expect: 3	nil	nil	2	1	2	nil	nil	2
big := {}
for i := 1; i <= 100000; i++ { big[i] = i * 2 }
print(sort.bsearch(big, 2), sort.bsearch(big, 200000), sort.bsearch(big, 77777), sort.bsearch(big, 77778), sort.isSorted(big), sort.min(big), sort.max(big), #sort.unique(big))
// expect: 1	100000	nil	38889	true	2	200000	100000
print(sort.min({4, 2, 3}), sort.max({4, 9, 3}), sort.min({}), sort.max({}, error), sort.max({-7, 5}, math.abs), sort.min({"bbb", "a"}, func(s) { return -#s }), sort.min({2, 2.0}), sort.max({2.0, 2}), sort.min({7}, nil), sort.min({nil, nil, 3}), sort.min({{}}) != nil)
// expect: 2	9	nil	nil	-7	bbb	2	2.0	7	3	true
print(tags(sort.unique({item(1, "a"), item(1, "b"), item(2, "c"), item(1, "d")})), show(sort.unique({1, 1, 1.0, 2, 1, nil, 1})), #sort.unique({0 / 0, 0 / 0}), #sort.unique({}), show(sort.unique({"a", "a", "A"})))
// expect: 1a 2c 1d 	1 2 1	2	0	a A
src := {1, 2, 3}
yes, no := sort.partition(src, func(x) { if x == 2 { return 0 } })
print(show(yes), show(no), yes == src, select("#", sort.partition({}, error)), show(sort.partition({false, true}, func(x) { return !x })))
// expect: 2	1 3	false	2	false
print(show(sort.reverse({1, 2, 3})), show(sort.reverse({"x", "y"})), #sort.reverse({}), show(sort.reverse({1, nil, 3, "s"})))
// expect: 3 2 1	y x	0	s 3 nil 1

// a list's own metamethods do not matter
odd := setmetatable({2, 1}, {__index: func() { return 0 }, __newindex: func() { error("no") }, __len: func() { return 9 }})
sort.asc(odd)
print(rawget(odd, 1), rawget(odd, 2), rawlen(odd))
// expect: 1	2	2

e(sort.asc, {1, "x"}) e(sort.desc, {1, "x"}) e(sort.asc, {{}, {}}) e(sort.byKey, {1, 2}, func() {}) e(sort.max, {1, {}}) e(sort.min, {"a", 1}) e(sort.bsearch, {1}, "1") e(sort.bsearch, {1}, nil) e(sort.isSorted, {1, true}) e(sort.asc, {nil, 2, 1})
// expect: attempt to compare string with number
// expect: attempt to compare number with string
// expect: attempt to compare two table values
// expect: attempt to compare two nil values
// expect: attempt to compare number with table
// expect: attempt to compare number with string
// expect: attempt to compare number with string
// expect: attempt to compare number with nil
// expect: attempt to compare boolean with number
// expect: attempt to compare number with nil
for _, name := range {"asc", "desc", "by", "byKey", "isSorted", "reverse", "bsearch", "unique", "partition", "min", "max"} { e(sort[name]); ok, m := pcall(sort[name], {}); if !ok { print(m) } }
// expect: bad argument #1 to 'sort.asc' (table expected, got no value)
// expect: bad argument #1 to 'sort.desc' (table expected, got no value)
// expect: bad argument #1 to 'sort.by' (table expected, got no value)
// expect: bad argument #2 to 'sort.by' (function expected, got no value)
// expect: bad argument #1 to 'sort.byKey' (table expected, got no value)
// expect: bad argument #2 to 'sort.byKey' (function expected, got no value)
// expect: bad argument #1 to 'sort.isSorted' (table expected, got no value)
// expect: bad argument #1 to 'sort.reverse' (table expected, got no value)
// expect: bad argument #1 to 'sort.bsearch' (table expected, got no value)
// expect: bad argument #2 to 'sort.bsearch' (value expected, got no value)
// expect: bad argument #1 to 'sort.unique' (table expected, got no value)
// expect: bad argument #1 to 'sort.partition' (table expected, got no value)
// expect: bad argument #2 to 'sort.partition' (function expected, got no value)
// expect: bad argument #1 to 'sort.min' (table expected, got no value)
// expect: bad argument #1 to 'sort.max' (table expected, got no value)
e(sort.by, {1}, 5) e(sort.by, {}, nil) e(sort.byKey, {1}, "x") e(sort.min, {1}, "key") e(sort.max, "x") e(sort.partition, {1}, {})
// expect: bad argument #2 to 'sort.by' (function expected, got number)
// expect: bad argument #2 to 'sort.by' (function expected, got nil)
// expect: bad argument #2 to 'sort.byKey' (function expected, got string)
// expect: bad argument #2 to 'sort.min' (function expected, got string)
// expect: bad argument #1 to 'sort.max' (table expected, got string)
// expect: bad argument #2 to 'sort.partition' (function expected, got table)
