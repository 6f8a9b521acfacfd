// Calls of methods by objects of several classes in one place: arguments, results, replaced and removed methods.
func class(parent, fields) {
    c := setmetatable({}, {__index: parent})
    c.__index = c
    for k, v := range pairs(fields) { c[k] = v }
    return c
}
base := class(nil, {
    name: func(self) { return "base" }
    pair: func(self, a, b) { return a, b }
    all: func(self, ...) { return select("#", ...), ... }
})
a := class(base, {name: func(self) { return "a" .. self.n }, pair: func(self, x, y) { return y, x }})
b := class(base, {name: func(self) { return "b" }, all: func(self, x) { return x, x, x }})
c := class(a, {pair: func(self, x) { return x }})
d := class(c, {name: string.len, all: func(self) {}})

func each(list, n, visit) {
    for i := 1; i <= n; i++ { visit(list[i % #list + 1], i) }
}
list := {setmetatable({n: 1}, a), setmetatable({n: 2}, b), setmetatable({n: 3}, c), setmetatable({m: 0, n: 4}, a)}

// One result, two, all of them, none; as arguments, at the end of a function.
func names(n) {
    s := ""
    for i := 1; i <= n; i++ { s = s .. list[i % #list + 1]:name() }
    return s
}
func sums(n) {
    s := 0
    for i := 1; i <= n; i++ {
        x, y := list[i % #list + 1]:pair(i, i * 2)
        s += x * 3 + (y || 0)
    }
    return s
}
func counts(n) {
    s := 0
    for i := 1; i <= n; i++ { s += select("#", list[i % #list + 1]:all(i, nil, i)) }
    return s
}
func last(object, i) { return object:all(i, s) }
func ends(n) {
    s := 0
    for i := 1; i <= n; i++ { s += last(list[i % #list + 1], i) }
    return s
}
// What stands between the method and its call.
func between(n) {
    s, t := 0, {k: 5}
    for i := 1; i <= n; i++ {
        x := list[i % #list + 1]:pair(t.k * i - s % 7, list[i % #list + 1].n)
        s += x
    }
    return s
}
for round := 1; round <= 3; round++ { print(names(8), sums(60), counts(60), ends(60), between(60)) }

// A method is replaced while the loop runs, in the class and in a class above; then one is removed.
log := {}
each(list, 40, func(object, i) {
    if i == 20 { a.name = func(self) { return "A" } }
    if i == 25 { base.name = func(self) { return "BASE" }; b.name = nil }
    if i == 32 { list[1].name = func(self) { return "own" } }
    log[#log + 1] = object:name()
})
print(table.concat(log, " "))
print(names(8), sums(60))

// No function: an object that can be called, then nothing that can.
b.pair = setmetatable({}, {__call: func(self, object, x, y) { return x - y }})
print(sums(60), between(60))
b.pair = 5
print(pcall(sums, 60))
b.pair = nil
base.pair = nil
print(pcall(sums, 60))
base.pair = math.max
print(pcall(sums, 60))
base.pair = func(self, x) { error("here: " .. x) }
print(pcall(sums, 60))

// Yields and errors inside of them.
a.name = func(self) { coroutine.yield(self.n); return "y" }
co := coroutine.wrap(names)
print(co(4), co(), co())
