// What small objects take: how much the heap grows for each of many of them.
n := 200000
func size(make_one) {
    list := {}
    for i := 1; i <= n; i++ { list[i] = false }
    collectgarbage()
    before := collectgarbage("count")
    for i := 1; i <= n; i++ { list[i] = make_one(i) }
    collectgarbage()
    return (collectgarbage("count") - before) * 1024 / n
}
func at_most(bytes, size) { return size <= bytes + 0.1 || size }
print("an empty table", at_most(32, size(func(i) { return {} })))
print("a table with two fields", at_most(40, size(func(i) { return {left: i, right: i} })))
value := size(func(i) { return func() { return i } })
cell := size(func(i) {
    c := i
    return func() { c++; return c }
})
print("a closure with a value", at_most(24, value))
print("a cell", at_most(16, cell - value))
