// A text that is joined to be a key is looked up before it is made.
// flags: --hot=40
func count(n) {
    counts := {}
    for i := 1; i <= n; i++ {
        key := "k" .. i % 7
        counts[key] = (counts[key] || 0) + 1
        other := i % 3 .. ":" .. i % 2
        counts[other] = (counts[other] || 0) + 1
    }
    return counts
}
count(60)
t := count(70)
print(t.k3, t["1:1"])   // expect: 10	12
// CHECK: loop in count:6, by the front end
// CHECK: CallHelper.ConcatTwoKey
// CHECK: InternedName
// CHECK: CallHelper.ConcatKey
// CHECK: InternedName
// CHECK: by the optimiser
