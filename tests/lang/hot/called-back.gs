// Functions of the library call script functions that are hot: however those are called, and however they end.

func repeat(n, f) { for i := 1; i <= n; i++ { f(i) } }

// Few, enough and too many arguments; none, one and several results.
func show(...) { return select("#", ...), ... }
func two(a, b) { return a, b }
func none(a) { last = a }
func one(a) { return a }
func many(a) { return a, a + 1, a + 2, a + 3, a + 4, a + 5 }
func sum(...) {
    total := 0
    for _, v := range {...} { total += v }
    return total, select("#", ...)
}
repeat(300, func(i) {
    pcall(two, i) pcall(none, i) pcall(one) pcall(many, i) pcall(sum, i, i) pcall(show, i)
})
print(pcall(two))
print(pcall(two, 1))
print(pcall(two, 1, 2))
print(pcall(two, 1, 2, 3))
print(pcall(none, 5), last)
print(select("#", pcall(none, 5)))
print(pcall(one, 1, 2, 3))
print(pcall(many, 1))
print(pcall(sum))
print(pcall(sum, 1, 2, 3, 4))
print(pcall(show))
print(pcall(show, nil, nil))
ok, v := pcall(many, 10)
print(ok, v)

// What a hot function has not met yet: it goes on in the interpreter and its results still arrive.
func add(a, b) { return a + b }
repeat(300, func(i) { pcall(add, i, i) })
print(pcall(add, 1, 2))
print(pcall(add, 1.5, 2))
print(pcall(add, "1", 2))
print(pcall(add, {}, 2))
print(pcall(add))

// Errors: values, positions, and the error of an error.
func fail(x) {
    if x % 3 == 0 { error({x: x}) }
    if x % 3 == 1 { error("at " .. x) }
    return x.y.z
}
messages := {}
repeat(300, func(i) {
    ok, e := pcall(fail, i)
    if type(e) == "table" { e = "table " .. e.x }
    if i > 297 { table.insert(messages, e) }
})
for _, m := range messages { print(m) }
print(xpcall(fail, func(e) { return "handled: " .. tostring(e) }, 4))
repeat(300, func(i) { xpcall(fail, func(e) { return e }, i) })
print(xpcall(fail, func(e) { return "handled: " .. tostring(e) }, 4))
print(xpcall(fail, func(e) { return select("#", debug.traceback("", 1)) }, 4))

// The same where both results are wanted in a hot loop, and whatever is called.
func outcomes(f, x, times) {
    count, last := 0, nil
    for i := 1; i <= times; i++ {
        ok, v := pcall(f, x)
        if ok { count++ }
        last = v
    }
    return count, last
}
print(outcomes(one, 1, 1200))
print(outcomes(none, 1, 1200))
print(outcomes(many, 1, 1200))
print(outcomes(sum, 7, 1200))
print(outcomes(math.abs, -5, 1200))
print(outcomes(error, "an error", 1200))
print(outcomes(fail, 1, 1200))
print(outcomes(setmetatable({}, {__call: func(self, x) { return x + 1 }}), 1, 1200))
print(outcomes(nil, 1, 10))
print(outcomes(12, 1, 10))
print(outcomes(pcall, one, 100))
print(outcomes(coroutine.yield, 1, 10))
print(outcomes(func(x) { return unpack(x) }, {}, 1200))
lots := {}
for i := 1; i <= 100; i++ { lots[i] = i }
print(outcomes(func(x) { return unpack(x) }, lots, 1200))
print(outcomes(func(n) { return unpack({}, 1, n) }, 999999, 2))
print(outcomes(func(n) { return unpack({}, 1, n) }, 1000000, 2))
print(coroutine.wrap(func() { return outcomes(func(x) { return coroutine.yield(x) }, "yielded", 1) })())
func of_nothing(times) {
    messages := 0
    for i := 1; i <= times; i++ {
        ok, v := pcall(pcall)
        if v == "bad argument #1 to 'pcall' (value expected)" { messages++ }
        ok, v = pcall(one)
        if ok && v == nil { messages++ }
    }
    return messages
}
print(of_nothing(1200))
func inner(n) {
    ok, v := pcall(outcomes, fail, n, 3)
    return v
}
for i := 1; i <= 1200; i++ { inner(i) }
print(inner(1))

// Deferred calls run when an error goes through.
order := {}
func deferring(x) {
    defer func() { table.insert(order, x) }()
    if x > 298 { error("deferred") }
    return x
}
repeat(300, func(i) { pcall(deferring, i) })
print(#order, order[299], order[300])

// Tail calls, and callees that are no functions.
func tail(x) { return one(x) }
func tail_native(x) { return math.abs(x) }
callable := setmetatable({}, {__call: func(self, x) { return x, self != nil }})
func tail_object(x) { return callable(x) }
repeat(300, func(i) { pcall(tail, i) pcall(tail_native, -i) pcall(tail_object, i) pcall(callable, i) })
print(pcall(tail, 1))
print(pcall(tail_native, -1))
print(pcall(tail_object, 2))
print(pcall(callable, 3))
print(pcall(pcall, pcall, one, 4))

// Comparisons.
func descending(a, b) { return a > b }
func sorted(list, less) {
    table.sort(list, less)
    return table.concat(list, " ")
}
for round := 1; round <= 40; round++ {
    list := {}
    for i := 1; i <= 10; i++ { list[i] = i * 7 % 11 + round % 2 * 0.5 }
    text := sorted(list, descending)
    if round > 38 { print(text) }
}
print(sorted({"b", "a", "c"}, descending))
print(pcall(sorted, {1, "a", 2}, descending))
func nothing() {}
print(sorted({3, 1, 2}, nothing))
// A comparison that sorts, and one that is compiled while it is in use.
print(sorted({3, 1, 2}, func(a, b) { sorted({1, 2, 3}, descending) return a < b }))
big := {}
for i := 1; i <= 2000; i++ { big[i] = i * 7919 % 2003 }
table.sort(big, func(a, b) { return a < b })
print(big[1], big[1000], big[2000])

// Yields across the library, from compiled code and back into it.
func yielding(x) {
    y := coroutine.yield(x)
    return x + y
}
co := coroutine.wrap(func() {
    total := 0
    for i := 1; i <= 300; i++ {
        ok, v := pcall(yielding, i)
        total += v
    }
    ok, e := pcall(func() { coroutine.yield("last") error("after a yield", 0) })
    return total, e
})
got := co()
for got != "last" { got = co(got * 2) }
print(co())
waits := coroutine.wrap(func() {
    list := {4, 2, 3, 1}
    for i := 1; i <= 60; i++ {
        list = {4, 2, 3, 1}
        table.sort(list, func(a, b) { coroutine.yield(1) return a < b })
    }
    return table.concat(list, " ")
})
steps, result := 0, 1
for result == 1 {
    result = waits()
    steps++
}
print(steps, result)

// Both limits of depth are met where they are met by others, and all is well afterwards.
depth := 0
func deeper(n) {
    depth = n
    ok, e := pcall(deeper, n + 1)
    if !ok { error(e, 0) }
    return e
}
repeat(300, func(i) { pcall(one, i) })
print(pcall(deeper, 1))
print(depth > 3900, depth < 4001)
func far(n) {
    if n == 0 { return 0 }
    return 1 + far(n - 1)
}
repeat(300, func(i) { pcall(far, 3) })
print(pcall(far, 100000))
ok, e := pcall(far, 1000000)
print(ok, string.find(e, "stack overflow") != nil)
print(pcall(far, 100000))
func through(n) {
    if n == 0 { return far(50) }
    ok, v := pcall(through, n - 1)
    return v + 1
}
repeat(300, func(i) { through(3) })
print(through(1000))

// The Value stack moves below a call.
func wide(n) {
    a, b, c, d, e, f, g, h := n, n + 1, n + 2, n + 3, n + 4, n + 5, n + 6, n + 7
    if n > 0 {
        ok, v := pcall(wide, n - 1)
        return v + a + b + c + d + e + f + g + h
    }
    return a + b + c + d + e + f + g + h
}
repeat(300, func(i) { wide(2) })
print(coroutine.wrap(func() { return wide(200) })())

// One that is redefined while it runs, and one whose guard fails so often that its code goes.
func changing(x) { return x + 1 }
repeat(300, func(i) { pcall(changing, i) })
repeat(1000, func(i) { pcall(changing, i + 0.5) })
repeat(1000, func(i) { pcall(changing, "" .. i) })
print(pcall(changing, 1))
print(pcall(changing, 1.5))
print(pcall(changing, "1"))

// Callbacks of other functions, that see a table, and goroutines that take turns below one.
print(string.gsub("a b c", "%a", func(c) { return c .. c }))
text := ""
repeat(200, func(i) { text = string.gsub("abc", "%a", func(c) { return i .. c }) })
print(text)
channel := make(chan, 1)
go func() {
    for i := 1; i <= 300; i++ { channel <- i }
    close(channel)
}()
received := 0
func take() {
    v, ok := <-channel
    return v, ok
}
for {
    ok, v, more := pcall(take)
    if v == nil { break }
    received += v
}
print(received)
