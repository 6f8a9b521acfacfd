// setmetatable in compiled code, of tables made there and of others, while what it has to do changes.

// ---- the usual case, and what makes it unusual later -----------------------------------------------------------------
point := {}
point.__index = point
point.sum = func(self) { return self.x + self.y }
func make(x, y) { return setmetatable({x: x, y: y}, point) }
func total(n) {
    sum := 0
    for i := 1; i <= n; i++ { sum += make(i, 1):sum() }
    return sum
}
print(total(200))
kept := make(1, 2)
point.__newindex = func(t, k, v) { rawset(t, k, v * 10) }
kept.z = 5
fresh := make(3, 4)
fresh.z = 6
print(kept.z, fresh.z, total(50))
point.__newindex = nil
other := make(5, 6)
other.z = 7
print(other.z, total(50))
point.__index = func(t, k) { return func(self) { return 1 } }
print(total(50))
point.__index = {sum: func(self) { return self.x }}
print(total(50))

// ---- a finaliser ------------------------------------------------------------------------------------------------------
dead := 0
// Leftovers on the native stack, which the collector reads as they are, may keep a few alive.
func nearly(n, all) { return n > 0.9 * all && n <= all }
traced := {}
traced.__index = traced
func trace(v) { return setmetatable({v: v}, traced) }
func trace_many(n) {
    for i := 1; i <= n; i++ { trace(i) }
}
trace_many(200)
collectgarbage()
print(dead)
traced.__gc = func(object) { dead++ }
trace_many(100)
collectgarbage()
print(nearly(dead, 100))
before := dead
traced.__gc = nil
trace_many(100)
collectgarbage()
print(dead == before)
traced.__gc = func(object) { dead += 2 }
trace_many(100)
collectgarbage()
print(nearly(dead - before, 200))

// ---- weak tables --------------------------------------------------------------------------------------------------------
caches := {}
caches.__index = caches
func cache() { return setmetatable({}, caches) }
func fill(n) {
    all := {}
    for i := 1; i <= n; i++ {
        c := cache()
        c[1] = {}
        all[i] = c
    }
    return all
}
func count(all) {
    there := 0
    for _, c := range all {
        if c[1] { there++ }
    }
    return there
}
strong := fill(100)
collectgarbage()
print(count(strong))
caches.__mode = "v"
weak := fill(100)
collectgarbage()
print(count(weak), count(strong) >= 0)
caches.__mode = nil
strong = fill(100)
collectgarbage()
print(count(strong))

// ---- protection ---------------------------------------------------------------------------------------------------------
locked := {}
func lock(t) { return setmetatable(t, locked) }
func lock_new() { return lock({a: 1}) }
func relock(n) {
    t := {}
    for i := 1; i <= n; i++ { setmetatable(t, locked) }
    return t
}
for i := 1; i <= 100; i++ { lock_new() }
before := relock(100)
print(getmetatable(before) == locked, getmetatable(lock_new()) == locked)
locked.__metatable = "no"
print(getmetatable(lock_new()), getmetatable(before))
print(pcall(relock, 2))
print(pcall(lock, lock_new()))
print(pcall(lock, before))
locked.__metatable = nil
print(getmetatable(relock(50)) == locked)

// ---- another metatable, none, a table that has one, something else -----------------------------------------------------
first, second := {__index: {name: "first"}}, {__index: {name: "second"}}
current := first
func named() { return setmetatable({}, current) }
func names(n) {
    list := {}
    for i := 1; i <= n; i++ {
        if i == 120 { current = second }
        list[i] = named()
    }
    return list
}
list := names(200)
print(list[1].name, list[119].name, list[120].name, list[200].name)
func swap(n) {
    t := {v: 1}
    seen := ""
    for i := 1; i <= n; i++ {
        setmetatable(t, i % 2 == 0 && first || second)
        if i > n - 4 { seen ..= t.name .. " " }
    }
    return seen
}
print(swap(200))
func twice() {
    t := setmetatable({v: 1}, first)
    a := t.name
    setmetatable(t, second)
    b := t.name
    setmetatable(t, nil)
    return a, b, t.name, t.v
}
for i := 1; i <= 100; i++ { twice() }
print(twice())
func of_any(t, m) { return setmetatable(t, m) }
for i := 1; i <= 100; i++ { of_any({}, first) }
print(pcall(of_any, 1, first))
print(pcall(of_any, {}, "x"))
print(getmetatable(of_any({})))
print(of_any({}, second).name, getmetatable(of_any({}, nil)))

// ---- a table that is a metatable itself, made anew in each pass -------------------------------------------------------------
func chain(n) {
    sum := 0
    for i := 1; i <= n; i++ {
        base := {v: i}
        base.__index = base
        middle := setmetatable({}, base)
        middle.__index = middle
        t := setmetatable({}, middle)
        sum += t.v
        setmetatable(middle, {__index: {v: -1}})
        sum += t.v
    }
    return sum
}
print(chain(150))

// ---- setmetatable is something else ----------------------------------------------------------------------------------------
original := setmetatable
func wrap(i) { return setmetatable({i: i}, first) }
for i := 1; i <= 100; i++ { wrap(i) }
setmetatable = func(t, m) { return original({wrapped: t.i}, second) }
print(wrap(7).name, wrap(7).wrapped)
setmetatable = original
print(wrap(7).name, wrap(7).i)

// ---- fields come later, with collections in between --------------------------------------------------------------------------
node := {}
node.__index = node
node.check = func(self) { return 1 + (self.left && self.left:check() || 0) + (self.right && self.right:check() || 0) }
func build(d) {
    made := setmetatable({}, node)
    if d > 0 {
        made.left = build(d - 1)
        if d == 5 { collectgarbage("step", 20) }
        made.right = build(d - 1)
    }
    return made
}
sum := 0
for i := 1; i <= 20; i++ {
    tree := build(8)
    if i % 5 == 0 { collectgarbage() }
    sum += tree:check()
}
print(sum)
node.__newindex = func(t, k, v) { if k == "left" { rawset(t, k, v) } }
print(build(8):check())
node.__newindex = nil
print(build(8):check())
