// Keys that a program computes: found where they are, added where they are not, in tables of every kind.
func count(words, counts) { for i := 1; i <= #words; i++ { w := words[i] counts[w] = (counts[w] || 0) + 1 } return counts }
func total(counts) { n, s := 0, 0 for k, v := range pairs(counts) { n++ s += v } return n, s }
func words_of(n, m) { t := {} for i := 1; i <= n; i++ { t[i] = "w" .. (i * 7) % m } return t }

// Few keys have shapes, many are dictionaries; indexes of one and two bytes.
for _, m := range ipairs({1, 3, 16, 17, 100, 255, 256, 300, 1500}) {
    print(m, total(count(words_of(2000, m), {})), total(count(words_of(2000, m), {a: 1, w0: 5})))
}

// Removed, revived, and added again.
func cycle(t, k, n) { s := 0 for i := 1; i <= n; i++ { if t[k] { s += t[k] t[k] = nil } else { t[k] = i } } return s }
for _, t := range ipairs({{}, {x: 1}, count(words_of(100, 50), {})}) { print(cycle(t, "x", 101), t.x, cycle(t, "w1", 100), t.w1) }

// Strings that are equal, but not the same; views of buffers.
func put(t, a, b, v) { k := a .. b t[k] = v return t[k] }
t := {}
for i := 1; i <= 300; i++ { put(t, "k", i % 40, i) }
long := "" for i := 1; i <= 50; i++ { long = long .. "0123456789" t[long] = i }
s := 0 for i := 1; i <= 50; i++ { s += t[string.rep("0123456789", i)] }
print(s, t.k39, t.k0, put(t, "k", 1, nil), t.k1, put(t, "lo", "ng", false), t.long)

// Slots inside and outside of the table; prototypes that change.
func sum(t, ks) { s := 0 for i := 1; i <= #ks; i++ { s += t[ks[i]] || 1000 } return s }
func fill(t, ks, v) { for i := 1; i <= #ks; i++ { t[ks[i]] = v + i } return t }
names := {} for c := 97; c <= 116; c++ { table.insert(names, string.char(c)) }
fields := {a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7, h: 8, i: 9, j: 10, k: 11, l: 12, m: 13, n: 14, o: 15, p: 16, q: 17, r: 18, s: 19, t: 20}
for i := 1; i <= 50; i++ { sum(fields, names) fill(fields, names, i) }
print(sum(fields, names), fields.a, fields.t, sum({}, names), sum({z: 1}, names))
proto := {a: 1, b: 2}
proto.__index = proto
object := setmetatable({c: 3}, proto)
for i := 1; i <= 50; i++ { fill(proto, {"a", "b"}, i) if object.a != i + 1 { print("stale", i, object.a) } }
print(sum(object, {"a", "b", "c", "d"}), object.a, object.b)
logged := setmetatable({a: 1}, {__newindex: func(t, k, v) { rawset(t, k, v * 2) }, __index: func(t, k) { return #k }})
for i := 1; i <= 50; i++ { fill(logged, {"a", "new" .. i}, i) }
print(logged.a, logged.new50, sum(logged, {"a", "none", "new1"}))
weak := setmetatable({}, {__mode: "k"})
for i := 1; i <= 100; i++ { fill(weak, names, i) }
print(sum(weak, names))

// Globals.
func global(k, v) { _G[k] = v return _G[k] }
for i := 1; i <= 100; i++ { global("g_" .. i % 30, i) }
g_1 = 77
print(global("g_2", 5), g_2, _G["g_" .. 1], g_29, sum(_G, {"g_1", "g_2", "g_none"}))

// Keys that are no strings; what is an int is the same key as a double.
func at(t, k, v) { old := t[k] t[k] = v return old }
t = {}
objects := {} for i := 1; i <= 40; i++ { objects[i] = {i} }
for r := 1; r <= 5; r++ { for i := 1; i <= 40; i++ { at(t, i + 0.5, i) at(t, objects[i], -i) at(t, print, r) at(t, i * 1.0, r) } }
print(at(t, 1.5, 0), at(t, objects[40], 0), at(t, print, 0), at(t, 3, 0), at(t, 3.0, 1), at(t, 2 ** 50, 8), at(t, 2 ** 50, 9), t[2])
print(at(t, false, 2), pcall(at, t, 0 / 0, 1), pcall(at, t, nil, 1), t[0 / 0])
func fractions(t, n) { s := 0 for i := 1; i <= n; i++ { k := (i % 100) / 2 t[k] = (t[k] || 0) + 1 s += t[k] } return s }
print(fractions({}, 1000), fractions({[0.5]: 1}, 500), fractions(setmetatable({}, {__index: func() { return 1 }}), 300))
// A place that expects one kind of key meets all others.
mixed := {}
for i := 1; i <= 300; i++ { at(mixed, "s" .. i % 20, i) }
for _, k := range ipairs({1, 2.5, true, print, mixed, "s1", "none"}) { print(type(k), at(mixed, k, 5), mixed[k]) }
for _, k := range ipairs({1, 2.5, true, print, mixed, "s1", "none"}) { at(mixed, k, nil) print(mixed[k]) }
print(pcall(at, 5, "x", 1), pcall(at, "x", "len", 1))
