// Fresh objects that are put into the same places of old objects again and again, with collections of all kinds between:
// elements of short and long arrays, fields near and far, variables, arrays that have been moved when they grew.
func garbage(n) { for i := 1; i <= n; i++ { last := {n: i, next: {i}} } }
func node(i) { return {value: i, inner: {i}} }
func check(o, i) { if o.value != i || o.inner[1] != i { error("lost " .. i) } }

record := {a: node(0), b: node(0)}
for i := 1; i <= 20; i++ { record["f" .. i] = node(0) }
short, long := {}, {}
for i := 1; i <= 8; i++ { short[i] = node(0) }
for i := 1; i <= 300; i++ { long[i] = node(0) }
func variable() {
    kept := node(0)
    return func(i) { kept = node(i) return kept }, func() { return kept }
}
set, get := variable()
collectgarbage()

for round := 1; round <= 60; round++ {
    // Several times between two collections, so that what is replaced is as young as what comes in its place.
    for again := 1; again <= 4; again++ {
        for i := 1; i <= 8; i++ { short[i] = node(round + i + again) }
        for i := 1; i <= 300; i++ { long[i] = node(round + i + again) }
        record.a = node(round + again)
        record.b = record.a
        record.f19 = node(round + again)
        record["f" .. again] = node(again)
        set(round + again)
    }
    if round % 20 == 0 { collectgarbage() }
    garbage(2000)
    if round % 5 == 0 { collectgarbage("step") garbage(500) }
    for i := 1; i <= 8; i++ { check(short[i], round + i + 4) }
    for i := 1; i <= 300; i++ { check(long[i], round + i + 4) }
    check(record.a, round + 4)
    check(record.b, round + 4)
    check(record.f19, round + 4)
    check(record.f3, 3)
    check(get(), round + 4)
}

// The slots of the copy have not been written to yet when it is old already.
for _, size := range ipairs({40, 1000, 70000}) {
    a := {}
    for i := 1; i <= size; i++ { a[i] = false }
    collectgarbage()
    for i := 1; i <= size; i += 7 { a[i] = node(i) }
    n := size
    for n < 2 * size + 10 { n++ a[n] = false }
    for i := 1; i <= size; i += 7 { a[i] = node(i + 1) }
    garbage(40000)
    for i := 1; i <= size; i += 7 { check(a[i], i + 1) }
    print(#a)
}
