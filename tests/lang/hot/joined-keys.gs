// Joined texts as keys: names that are there already, new ones, empty and long ones, numbers of each kind, and what has metamethods.
func total(t) {
    n, sum := 0, 0
    for k, v := range t { n += #k sum += v }
    return n, sum
}
func two(a, n) {
    counts := {}
    for i := 0; i < n; i++ {
        key := a .. i % 50
        counts[key] = (counts[key] || 0) + 1
    }
    return counts
}
print(total(two("", 3000)), total(two("key", 3000)))
print(total(two(string.rep("long", 9), 3000)), total(two(string.rep("long", 10), 3000)), total(two(1.5, 3000)), total(two(-7, 3000)))
func three(a, b, n) {
    counts := {}
    for i := 0; i < n; i++ {
        key := a .. i % 5 .. b .. i / 4 % 3
        counts[key] = (counts[key] || 0) + 1
    }
    return counts
}
print(total(three("x", "y", 3000)), total(three("", "", 3000)), total(three(string.rep("-", 20), string.rep("+", 18), 3000)))

// A name of the program, by another way each time.
fields := {name: 1, n1: 2, [""]: 3}
hits := 0
for i := 1; i <= 3000; i++ {
    hits += fields["na" .. "me"] || 0
    hits += fields["n" .. i % 3] || 0
    hits += fields["" .. ""] || 0
    fields["n" .. i % 5] = i
}
print(hits, fields.n0, fields.n1, fields.n4)

// What is joined may be an object, and the key then what its metamethod gives.
odd := setmetatable({}, {__concat: func(a, b) { return type(a) == "string" && a .. "odd" || b }})
func look(t, a, b) { return t[a .. b] }
for i := 1; i <= 3000; i++ { look(fields, "n", i) }
print(look(fields, "n", 1), look({nodd: 5}, "n", odd), look({[7]: 6}, odd, 7), pcall(look, fields, "n", nil))
print(pcall(look, fields, true, 1))
// The text itself is used, too.
seen := {}
for i := 1; i <= 3000; i++ {
    key := "t" .. i
    seen[key] = key
}
print(seen.t1 == "t1", #seen.t3000, seen["t" .. 2999] .. "!")
