// Appending at sites that are hot: arrays of every kind, old and young ones, and values that change the list while they are
// computed.
func add(list, v) { list[#list + 1] = v }
func put(list, i, v) { list[i] = v }
func sum(list) {
    s := 0
    for i := 1; i <= #list; i++ { s += list[i] }
    return s
}
ints, reals, mixed := {}, {}, {}
for i := 1; i <= 200; i++ {
    add(ints, i)
    add(reals, i + 0.5)
    add(mixed, i % 2 == 0 && i || i + 0.5)
}
print(sum(ints), sum(reals), sum(mixed), #mixed)

// A list that is old gets young objects.
lists := {}
for i := 1; i <= 20; i++ { lists[i] = {0} }
collectgarbage()
for i := 1; i <= 2000; i++ { add(lists[i % 20 + 1], {i}) }
collectgarbage()
total := 0
for _, list := range ipairs(lists) { for k := 2; k <= #list; k++ { total += list[k][1] } }
print(total)

// What is computed appends, too: the index is older than the value.
func more(list, n) {
    if n > 0 { list[#list + 1] = more(list, n - 1) }
    return n
}
for i := 1; i <= 100; i++ {
    list := {}
    list[#list + 1] = more(list, 3)
    if i == 100 { print(#list, list[1], list[2], list[3]) }
}
log := {}
func noted(list, v) {
    if v % 7 == 0 { list[#list + 1] = "extra" }
    return v
}
for i := 1; i <= 100; i++ { log[#log + 1] = noted(log, i) }
print(#log, log[7], log[100])

// By index: at the end, beyond it, before it, to the front, with what does not fit.
for round := 1; round <= 30; round++ {
    list := {}
    for i := 1; i <= 50; i++ { put(list, i, i) }
    put(list, 52, 52)
    put(list, 51, 51)
    put(list, 0, 0)
    put(list, -1, -1)
    put(list, 10, nil)
    put(list, 10, "ten")
    put(list, 52, nil)
    put(list, 52, 1.5)
    if round == 30 { print(#list, list[0], list[-1], list[10], list[51], list[52]) }
}
fields := {name: 1}
for i := 1; i <= 100; i++ { put(fields, i, i) }
fixed := setmetatable({}, {__newindex: func(t, k, v) { rawset(t, k, v * 2) }})
for i := 1; i <= 100; i++ { put(fixed, i, i) }
print(#fields, sum(fields), fields.name, sum(fixed))

// Sieves of every size, to meet all capacities.
func sieve(n) {
    flags := {}
    for i := 1; i <= n; i++ { flags[i] = true }
    count := 0
    for i := 2; i <= n; i++ {
        if flags[i] {
            count++
            for j := i * i; j <= n; j += i { flags[j] = false }
        }
    }
    return count
}
counts := 0
for n := 1; n <= 70; n++ { counts += sieve(n) }
print(counts, sieve(1000))
