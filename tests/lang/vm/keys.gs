// Keys of all kinds, new ones, removed ones, and metamethods that come late.
func fill(t, from, to) {
    for i := from; i <= to; i++ { t[i] = i }
    return #t
}
print(fill({}, 1, 300))
print(fill({}, 0, 300))
print(fill({[301]: true}, 1, 300))
holes := {}
for i := 300; i >= 1; i-- { holes[i] = i * 0.5 }
print(#holes, holes[1], holes[300])

func count(words) {
    counts := {}
    for _, word := range ipairs(words) { counts[word] = (counts[word] || 0) + 1 }
    return counts
}
words := {}
for i := 1; i <= 400; i++ { words[i] = "w" .. i % 7 }
counts := count(words)
print(counts.w0, counts.w3, counts["w" .. 6])

func drop(t) {
    for i := 1; i <= 400; i++ { t["w" .. i % 7] = nil }
    return next(t)
}
print(drop(counts))

// Reads: of what is absent, through __index, of other kinds of keys.
func read(t, keys) {
    found := 0
    for _, key := range ipairs(keys) { if t[key] != nil { found++ } }
    return found
}
keys := {1, "a", 2.5, true, print, 1000, "none"}
for i := 1; i <= 60; i++ {
    t := {10, a: 1, [2.5]: 1, [true]: 1, [print]: 1}
    if i % 20 == 0 { setmetatable(t, {__index: func(t, k) { return k }}) }
    if read(t, keys) != (i % 20 == 0 && 7 || 5) { print("wrong", i) }
}

// Stores: __newindex, keys that can not be, tables that are prototypes.
log := 0
func store(t, key, value) { t[key] = value }
for i := 1; i <= 200; i++ {
    t := {}
    if i > 150 { setmetatable(t, {__newindex: func(t, k, v) { log++ }}) }
    store(t, i % 3 == 0 && "name" || i % 3, i)
    if i > 150 && next(t) != nil { print("stored") }
}
print(log)
print(pcall(store, {}, nil, 1))
print(pcall(store, {}, 0 / 0, 1))
print(pcall(store, 5, 1, 1))
base := {x: 1}
derived := setmetatable({}, {__index: base})
func see(i) {
    store(base, "x", i)
    return derived.x
}
sum := 0
for i := 1; i <= 200; i++ { sum += see(i) }
print(sum)

// Appending, with everything that may come.
func append(list, value) { list[#list + 1] = value }
list := {}
for i := 1; i <= 300; i++ {
    append(list, i > 100 && i || i * 1.0)
    if i % 50 == 0 { append(list, nil) }
}
print(#list, list[1], list[101])
limited := setmetatable({}, {__len: func() { return 10 }})
for i := 1; i <= 60; i++ { append(limited, i) }
print(#limited, limited[11])

// Lengths, comparisons and concatenations of what has metamethods, and of what has none.
func length(x) { return #x }
sum = 0
for i := 1; i <= 300; i++ { sum += length(i < 100 && "four" || i < 200 && {1, 2, x: 3} || i < 280 && limited || {1, [3]: 1}) }
print(sum)
meta := {__eq: func(a, b) { return a.id == b.id }, __concat: func(a, b) { return "joined" }}
func same(a, b) { if a == b { return 1 } else { return 0 } }
sum = 0
for i := 1; i <= 300; i++ {
    a, b := {id: 1}, {id: i % 2}
    if i > 200 { setmetatable(a, meta) }
    sum += same(a, b) + same(b, b) + same(a, "id") + same("x" .. i % 2, "x1") + same(0.0, 0)
}
print(sum)
func glue(a, b, c) { return a .. b .. c, a .. c }
for i := 1; i <= 300; i++ {
    c := i > 200 && setmetatable({}, meta) || i
    three, two := glue("a", 2.5, c)
    if three != (i > 200 && "ajoined" || "a2.5" .. i) { print(three) }
    if two != (i > 200 && "joined" || "a" .. i) { print(two) }
}
print(pcall(glue, "a", 1, nil))
