// Coroutines: functions that stop in the middle and go on later.

// ---- generators -----------------------------------------------------------------------------------------------------

func range_of(from, to) {
    return coroutine.wrap(func() {
        for i := from; i <= to; i++ { coroutine.yield(i) }
    })
}
func fibonacci() {
    return coroutine.wrap(func() {
        a, b := 0, 1
        for {
            coroutine.yield(a)
            a, b = b, a + b
        }
    })
}
func take(n, next) {
    out := {}
    for range n { out[#out + 1] = next() }
    return table.concat(out, " ")
}
for i := range range_of(1, 3) { print("range", i) }
print("fibonacci", take(12, fibonacci()))

// ---- producer and consumer ------------------------------------------------------------------------------------------

producer := coroutine.create(func() {
    for _, item := range {"bread", "milk", "tea"} {
        print("  producer: made " .. item)
        coroutine.yield(item)
    }
    return nil
})
for {
    ok, item := coroutine.resume(producer)
    if !item { break }
    print("  consumer: took " .. item)
}
print("producer is", coroutine.status(producer))

// ---- a round-robin scheduler ----------------------------------------------------------------------------------------

tasks := {}
func task(name, steps) {
    co := coroutine.create(func() {
        for i := range steps { coroutine.yield(name .. " " .. i .. "/" .. steps) }
    })
    tasks[#tasks + 1] = {name: name, co: co}
}
task("copy", 2)
task("print", 1)
task("search", 3)
for #tasks > 0 {
    i := 1
    for i <= #tasks {
        ok, report := coroutine.resume(tasks[i].co)
        if coroutine.status(tasks[i].co) == "dead" {
            print("finished", table.remove(tasks, i).name)
        } else {
            print("step", report)
            i++
        }
    }
}

// ---- an endless machine ---------------------------------------------------------------------------------------------

traffic_light := coroutine.wrap(func() {
    for {
        for _, colour := range {"green", "yellow", "red"} { coroutine.yield(colour) }
    }
})
print("light", take(5, traffic_light))

// ---- values in both directions --------------------------------------------------------------------------------------

machine := coroutine.create(func(coin) {
    sum := 0
    for {
        sum += coin
        if sum >= 100 {
            coin = coroutine.yield("one coffee, change " .. sum - 100)
            sum = 0
        } else {
            coin = coroutine.yield("please insert " .. 100 - sum)
        }
    }
})
for _, coin := range {50, 20, 50, 100} { print("coin " .. coin, select(2, coroutine.resume(machine, coin))) }

// ---- stages ---------------------------------------------------------------------------------------------------------

func keep(source, test) {
    return coroutine.wrap(func() {
        for v := range source {
            if test(v) { coroutine.yield(v) }
        }
    })
}
func apply(source, f) {
    return coroutine.wrap(func() {
        for v := range source { coroutine.yield(f(v)) }
    })
}
odd_squares := apply(keep(range_of(1, 9), func(v) { return v % 2 == 1 }), func(v) { return v * v })
for v := range odd_squares { io.write(v, " ") }
print()

// ---- recursion that yields ------------------------------------------------------------------------------------------

func permutations(t) {
    func permute(n) {
        if n == 0 {
            coroutine.yield(t)
            return
        }
        for i := 1; i <= n; i++ {
            t[i], t[n] = t[n], t[i]
            permute(n - 1)
            t[i], t[n] = t[n], t[i]
        }
    }
    return coroutine.wrap(func() { permute(#t) })
}
for p := range permutations({"a", "b", "c"}) { print(table.concat(p, " ")) }

// A coroutine that is closed runs its deferred calls.
worker := coroutine.create(func() {
    defer print("worker: cleaned up")
    coroutine.yield("working")
    print("never printed")
})
print(coroutine.resume(worker))
print(coroutine.close(worker), coroutine.status(worker))
