// The only result of an inlined function, or of one of the library that has become a few operations, as the last argument of
// another call, as the last element of a list, or returned: the number of values must be right in whatever way it is taken, also
// where compiled code is left in between.
count := func(...) { return select("#", ...) }
listed := func(...) { return table.concat({...}, "/") }
once := func(x) { return x }
wrapped := setmetatable({}, {__call: func(self, ...) { return select("#", ...) }})
unsteady := math.abs
uses := {
    func(x) { return math.max(x, bit32.bxor(x, 3)) },
    func(x) { return count(math.abs(x)) + 10 * count(1, 2, math.abs(x)) },
    func(x) { return listed(x, once(x), math.floor(x)) },
    func(x) { return math.abs(x) },
    func(x) { return x, once(math.abs(x)) },
    func(x) { return #{x, math.abs(x)} + #{once(x)} },
    func(x) { return wrapped(math.abs(x)) },
    func(x) { return select("#", once(x)) },
    func(x) { return (pcall(error, math.abs(x))) },
    func(x) { return bit32.band(bit32.bor(x, bit32.lshift(x, 4)), bit32.bnot(bit32.rshift(x, 1))) },
    func(x) { t := {} table.insert(t, once(x)) table.insert(t, math.abs(x)) return #t, t[1], t[2] },
    func(x) { return unsteady(once(x)) },
    func(x) { return count(unsteady(math.abs(x))) },
    func(x) { return once(setmetatable({x}, wrapped))[1] },
    func(x) { return tostring(("abc"):byte(once(x) % 3 + 1)), string.char(math.abs(x) % 90 + 33) },
    func(x) { return coroutine.wrap(func() { return coroutine.yield(once(x)) })(math.abs(x)) },
    func(x) { seen := 0 note := func(...) { seen = select("#", ...) } func() { defer note(once(x)) }() return seen },
}
digest := 0
for number, use := range ipairs(uses) {
    results := {}
    for i := 1; i <= 120; i++ {
        // Other kinds of numbers, then what is no number: guards fail behind the inner call and in front of the outer one.
        x := i
        if i > 40 { x = i - 0.5 }
        if i > 60 { x = i * 2**40 }
        if i > 80 { x = i % 3 == 0 && tostring(i) || -i }
        if i > 100 { x = i % 2 == 0 && {} || i }
        // Another function is called by the same name.
        if i % 30 == 0 { unsteady = func(...) { return select("#", ...), ... } } elseif i % 30 == 7 { unsteady = math.abs }
        made := {pcall(use, x)}
        for k, v := range ipairs(made) { made[k] = type(v) == "table" && "table" || tostring(v) }
        results[i] = table.concat(made, " ")
    }
    text := table.concat(results, ";")
    for i := 1; i <= #text; i++ { digest = (digest * 31 + text:byte(i)) % 1000000007 }
    print(number, results[1], results[50], results[100], digest)
}
