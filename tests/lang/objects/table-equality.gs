// Comparisons with a table that is always the same one: with other values, other tables, metatables that come later.
MARK := {}
func is_mark(v) {
    if v == MARK { return true }
    return false
}
func is_other(v) {
    if MARK != v { return true }
    return false
}
nan := 0 / 0
values := {1, 1.5, nan, "text", true, false, print, {}, {1}, MARK}
func show() {
    s, n := "", 0
    for i := 1; i <= #values; i++ {
        s = s .. tostring(is_mark(values[i])) .. " "
        if is_other(values[i]) { n++ }
    }
    print(s, n, is_mark(nil), is_other(nil))
}
for round := 1; round <= 30; round++ { if round % 10 == 1 { show() } }

// One of them gets a metatable without __eq, then one with it; then both have one.
plain := setmetatable({}, {})
asked := 0
eq := {__eq: func(a, b) { asked++; return a.same == b.same }}
values[8] = plain
show()
values[9] = setmetatable({same: 1}, eq)
show()
print(asked)
MARK.same = 1
show()
print(asked)
setmetatable(MARK, eq)
show()
print(asked)
values[9].same = 2
show()
print(asked)
setmetatable(MARK, nil)
setmetatable(values[9], nil)
show()
print(asked)
setmetatable(values[9], {__eq: func(a, b) { error("asked") }})
print(pcall(is_mark, values[9]))
print(pcall(is_other, values[9]))
setmetatable(values[9], {__eq: func(a, b) { return coroutine.yield("asked") }})
co := coroutine.wrap(func() { return is_mark(values[9]), is_other(values[9]) })
print(co(), co(1), co(nil))
