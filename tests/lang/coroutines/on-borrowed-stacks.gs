// Coroutines that have to leave the native stack of their resumer in the middle of something: in every kind of operation
// that may run script code, first without and then with values that make it yield there. Whatever an operation did
// before must not be done twice.
yield := coroutine.yield
meta := {}
func object(n) { return setmetatable({n: n}, meta) }
func ask(what) { return yield(what) }
meta.__index = func(t, k) { return ask("index " .. k) }
meta.__newindex = func(t, k, v) { rawset(t, k, ask("newindex " .. k)) }
meta.__call = func(self, a, b) { return ask("call " .. a), b, self.n }
meta.__concat = func(a, b) { return ask("concat") }
meta.__add = func(a, b) { return ask("add") }
meta.__unm = func(a) { return ask("unm") }
meta.__len = func(a) { return ask("len") }
meta.__eq = func(a, b) { return ask("eq") }
meta.__lt = func(a, b) { return ask("lt") }
meta.__le = func(a, b) { return ask("le") }
meta.__tostring = func(a) { return ask("tostring") }
meta.__pairs = func(a) { return ask("pairs") }

operations := {
    func(o) { return o.x },
    func(o) { return o["y" .. 1] },
    func(o) { o.z = 1 return rawget(o, "z") },
    func(o) { return o(1, 2) },
    func(o) { return (o(3, 4)) },
    func(o) { a, b, c := o(5, 6) return c, b, a },
    func(o) { return "a" .. "b" .. o .. "c" .. "d" },
    func(o) { return "a" .. ("b" .. "c") .. o },
    func(o) { return o .. "x" .. "y" },
    func(o) { return o + 1, 2 },
    func(o) { return -o },
    func(o) { return #o },
    func(o) { return o == object(2) },
    func(o) { if o < o { return "less" } return "not less" },
    func(o) { if o <= o { return "at most" } return "more" },
    func(o) { return tostring(o) },
    func(o) { return pcall(func() { return ask("pcall") + 1 }) },
    func(o) { return pcall(error, ask("error")) },
    func(o) { return select("#", pcall(yield, 1, 2, 3)) },
    func(o) { t := {3, 1, 2} table.sort(t, func(a, b) { ask("sort") return a < b }) return table.concat(t, " ") },
    func(o) { return (string.gsub("abc", "%w", func(c) { return ask("gsub " .. c) })) },
    func(o) { return yield("plain") },
    func(o) { return o.f(yield("argument")) },
    func(o) { return yield(yield("nested"), "two", "three") },
    func(o) {
        n := 0
        for i := object(1); n < 3 && i < o; i = object(i.n) { n++ }
        return n
    },
    func(o) {
        sum := 0
        for i := 1; o < i; i++ {
            sum += i
            if i == 3 { return sum }
        }
        return sum
    },
    func(o) {
        defer func() { ask("deferred") }()
        return ask("before"), 2
    },
    func(o) { for k, v := range o { return k } },
    func(o) { return next({}), yield() },
    func(o, ...) { return ask("varargs"), ... },
    func(o, ...) { return #{...}, yield(...) },
    func(o) {
        inner := coroutine.wrap(func() {
            yield(1)
            ask("inner")
            return o.inner
        })
        return inner(), inner(), inner("x"), inner("y")
    },
    func(o) {
        inner := coroutine.create(func() { return o.q + error({}) })
        a, b := coroutine.resume(inner)
        c, d := coroutine.resume(inner, 5)
        return a, b, c, type(d), coroutine.status(inner)
    },
}
func show(...) {
    out := {}
    for i, v := range ... { out[i] = type(v) == "table" && "table" || type(v) == "function" && "function" || tostring(v) }
    return table.concat(out, " ")
}
// Answers of the other side: what is yielded, and a number each time.
func run(name, operation, make) {
    resume := make(func(...) { return operation(object(7), ...) })
    out := {}
    for i := 1; i <= 20; i++ {
        got := {resume(i == 1 && "first" || i)}
        out[#out + 1] = "(" .. show(table.unpack(got)) .. ")"
        if got[1] == false || got[1] == "dead" { break }
    }
    print(name, table.concat(out, " "))
}
for i, operation := range ipairs(operations) {
    run(i, operation, func(f) {
        co := coroutine.create(f)
        return func(...) {
            if coroutine.status(co) == "dead" { return "dead" }
            return coroutine.resume(co, ...)
        }
    })
    run(i, operation, func(f) {
        next_value := coroutine.wrap(f)
        return func(...) { return pcall(next_value, ...) }
    })
}

// Suspended by the loop, resumed from a library function, and the other way round.
func counter(n) {
    return coroutine.wrap(func() {
        for i := 1; i <= n; i++ { yield(n - i) }
    })
}
c := counter(10)
print(c(), pcall(c), c())
list := {5, 3, 9, 1}
order := coroutine.wrap(func() { for { yield(false) } })
table.sort(list, func(a, b) { order() return a < b })
print(table.concat(list, " "))
closed := coroutine.create(func() {
    defer print("closing")
    defer func() { yield("not here") }()
    yield(1)
})
print(coroutine.resume(closed))
print(coroutine.close(closed))
plain := coroutine.create(func() { yield(1) })
print(coroutine.resume(plain))
print(coroutine.close(plain), coroutine.status(plain))
// Finalisers run where they become due, and can not yield.
count := 0
for i := 1; i <= 50; i++ {
    co := coroutine.wrap(func() {
        for k := 1; k <= 20; k++ {
            setmetatable({}, {__gc: func() {
                if !pcall(yield) { count++ }
            }})
            if k % 5 == 0 { collectgarbage() }
            yield(k)
        }
    })
    for k := 1; k <= 20; k++ { co() }
}
collectgarbage()
print(count > 500)
// Goroutines change inside of coroutines.
results := make(chan, 8)
for g := 1; g <= 4; g++ {
    go func() {
        ticks := make(chan)
        go func() {
            for i := 1; i <= 3; i++ { ticks <- i * g }
            close(ticks)
        }()
        source := coroutine.wrap(func() { for x := range ticks { yield(x) } })
        sum := 0
        for x := range source { sum += x }
        results <- sum
    }()
}
total := 0
for i := 1; i <= 4; i++ { total += <-results }
print(total)
// Very many inside each other.
func nest(n) {
    if n == 0 { return "bottom" }
    return coroutine.wrap(func() { return nest(n - 1) })()
}
print(nest(1000))
print(pcall(nest, 5000))
