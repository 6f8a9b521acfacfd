// table.insert of hot code appends without a call, and calls where a metatable, or something that is no table, comes along.
func fill(t, from, to) {
    for i := from; i <= to; i++ { table.insert(t, i * 1.5) }
    return #t
}
print(fill({}, 1, 200), fill({}, 1, 3))

func texts(t, n) {
    for i := 1; i <= n; i++ { table.insert(t, string.format("%d", i)) }
    return table.concat(t, " ", #t - 2)
}
print(texts({}, 150), texts({"a"}, 2))

// What the function itself does is raw.
func log(t, k, v) { print("stored", k, v) rawset(t, k, v) }
guarded := setmetatable({}, {__newindex: log, __len: func(t) { return 100 }})
print(fill(guarded, 1, 5), rawlen(guarded), guarded[5], guarded[101])
print(texts(setmetatable({1, 2}, {__newindex: log}), 3))
guarded.x = 1

// Nothing is added by a nil, and nothing is given back.
func maybe(t, n) {
    got := 0
    for i := 1; i <= n; i++ {
        x := nil
        if i % 3 == 0 { x = i }
        y := table.insert(t, x)
        if y == nil { got++ }
    }
    return got
}
list := {}
print(maybe(list, 90), #list, list[30], list[31])

func last(t, x) { return table.insert(t, x) }
for i := 1; i <= 100; i++ { last(list, i) }
print(#list, list[130], select("#", last(list, 1)))

// Elements that are not in a row, other positions, keys that are no list.
holes := {1, 2, nil, 4}
print(fill(holes, 1, 1), holes[3], holes[5])
named := {n: 5, [2]: "two", [3]: "three"}
print(fill(named, 1, 2), named[1], named[4], named[5])
for i := 1; i <= 100; i++ { table.insert(list, 1, i) }
print(#list, list[1], list[100])

func add(t, x) { table.insert(t, x) return #t }
n := 0
for i := 1; i <= 200; i++ { n += add({x}, i) }
print(n)
print(pcall(add, 5, 1))
print(pcall(add, nil, 1))
print(pcall(func() { for i := 1; i <= 100; i++ { table.insert(i < 100 && list || "s", i) } }))
print(#list, pcall(table.insert, list))

// Somebody else's.
table.insert = func(t, x) { t.own = x }
own := {}
print(fill(own, 1, 3), own.own)
