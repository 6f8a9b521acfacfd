// A loop over the fields of a table: a step is a call that runs no script.
// flags: --hot=10
func sum(t) {
    s := 0
    for _, v := range t { s = s + v }
    return s
}
t := {a: 1, b: 2, c: 3}
for i := 1; i <= 100; i++ { sum(t) }
print(sum(t))   // expect: 6
// CHECK: sum:4, by the optimiser
// CHECK: NextEntry
