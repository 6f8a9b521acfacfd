// Where a loop over a list ends: behind the elements, or behind what a prototype, the hash part or the loop itself adds.
func sum(t) {
    n, last := 0, 0
    for i, v := range ipairs(t) { n, last = n + v, i }
    return n, last
}
func count(t) {
    n := 0
    for i := range ipairs(t) { n = i }
    return n
}
func growing(t, limit) {
    n := 0
    for i, v := range ipairs(t) {
        if i < limit { t[i + 1] = v + 1 }
        n += v
    }
    return n, #t
}
func shrinking(t) {
    n := 0
    for i, v := range ipairs(t) {
        n += v
        if i % 2 == 1 { table.remove(t) }
    }
    return n, #t
}
func show(t) { print(sum(t), count(t)) }
for i := 1; i <= 200; i++ { sum({1, 2, 3}) count({1, 2}) growing({1}, 5) shrinking({1, 2, 3, 4}) }
show({1, 2, 3}) show({}) show({1, nil, 3}) show({1.5, 2.5}) show({nil, 2}) show({x: 1}) show({1, 2, x: 1})
print(growing({1}, 50)) print(growing({1.5}, 20)) print(growing({}, 3)) print(shrinking({1, 2, 3, 4, 5, 6})) print(shrinking({0.5, 1.5}))
sparse := {[2]: 2, [3]: 3, [1000]: 4}
show(sparse)
sparse[1] = 1
show(sparse)
sparse[5] = 5 sparse[4] = 4
show(sparse)
show(setmetatable({1, 2}, {__index: {[3]: 3, [4]: 4}}))
show(setmetatable({}, {__index: func(t, i) { if i < 20 { return i } }}))
show(setmetatable({1, 2}, {__index: func(t, i) { return nil }}))
emptied := {1, 2, 3} emptied[3] = nil emptied[2] = nil emptied[1] = nil
show(emptied)
backwards := {} for i := 20; i >= 1; i-- { backwards[i] = i }
show(backwards)
print(pcall(sum, setmetatable({1}, {__index: func(t, i) { error("no " .. i) }})))
weak := setmetatable({1, 2, 3}, {__mode: "v"})
show(weak)
for i, v := range ipairs({1}), {5, 6}, 0 { print(i, v) }
for i, v := range (ipairs({})), {[-1]: 7, [0]: 8}, -2 { print(i, v) }
for i, v := range (ipairs({})), {[-1]: 7, [0]: 8, 9}, -3 { print(i, v) }
