// Where the VM has met keys that are not in the array, time and again, the first compilation takes nothing for granted: one
// operation reads what may be missing, and a helper looks where to write.
// flags: --hot=300
func collect(counts, n) {
    seed := 1
    for i := 1; i <= n; i++ {
        seed = seed * 75 % 65537
        key := seed % 5000
        counts[key] = (counts[key] || 0) + 1
    }
}
counts := {}
for i := 1; i <= 500; i++ { counts[i] = 0 }
collect(counts, 2000)
total := 0
for i := 0; i < 5000; i++ { total += counts[i] || 0 }
print(total)   // expect: 2000
// CHECK: loop in collect:7, by the front end
// CHECK: ReadElement
// CHECK: CallChanging.SetIndex
// CHECK: by the optimiser
// CHECK-NOT: loop in collect:7, by the front end
