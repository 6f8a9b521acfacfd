// Fresh objects that are put into the same places of old objects again and again, with collections of all kinds between:
// elements of short and long arrays, fields near and far, variables.
func garbage(n) { for i := 1; i <= n; i++ { last := {n: i, next: {i}} } }
func node(i) { return {value: i, inner: {i}} }
func check(o, i) { if o.value != i || o.inner[1] != i { error("lost " .. i) } }

rounds, size, pressure := 12, 60, 400
record := {a: node(0), b: node(0)}
for i := 1; i <= 20; i++ { record["f" .. i] = node(0) }
short, long := {}, {}
for i := 1; i <= 8; i++ { short[i] = node(0) }
for i := 1; i <= size; i++ { long[i] = node(0) }
func variable() {
    kept := node(0)
    return func(i) { kept = node(i) return kept }, func() { return kept }
}
set, get := variable()
global_kept := node(0)
// A variable that its own function assigns while others can see it.
func owner() {
    kept := node(0)
    look := func() { return kept }
    step := coroutine.wrap(func() { for true { kept = node(coroutine.yield()) } })
    step()
    for i := 1; i <= pressure / 2; i++ {
        kept = node(i)
        kept = node(i + 1)
        if i % 10 == 0 { garbage(300) }
        if i % 50 == 0 { collectgarbage() }
        check(look(), i + 1)
        step(i)
        garbage(20)
        check(kept, i)
    }
}
collectgarbage()

for round := 1; round <= rounds; round++ {
    // Several times between two collections, so that what is replaced is as young as what comes in its place.
    for again := 1; again <= 4; again++ {
        for i := 1; i <= 8; i++ { short[i] = node(round + i + again) }
        for i := 1; i <= size; i++ { long[i] = node(round + i + again) }
        record.a = node(round + again)
        record.b = record.a
        record.f19 = node(round + again)
        record["f" .. again] = node(again)
        set(round + again)
        global_kept = node(round + again)
    }
    if round % 20 == 0 { collectgarbage() }
    garbage(pressure)
    if round % 5 == 0 { collectgarbage("step") garbage(500) }
    for i := 1; i <= 8; i++ { check(short[i], round + i + 4) }
    for i := 1; i <= size; i++ { check(long[i], round + i + 4) }
    check(record.a, round + 4)
    check(record.b, round + 4)
    check(record.f19, round + 4)
    check(record.f3, 3)
    check(get(), round + 4)
    check(global_kept, round + 4)
}
owner()
print("done")
