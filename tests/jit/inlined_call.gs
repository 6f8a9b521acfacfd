// A small function is a part of the loop that calls it.
// flags: --hot=30
func twice(x) { return x + x }
func run(n) {
    s := 0
    for i := 1; i <= n; i++ { s += twice(i) }
    return s
}
print(run(100))   // expect: 10100
// CHECK: loop in run:6, by the front end
// CHECK-NOT: CallDirect
// CHECK: loop in run:6, by the optimiser
// CHECK-NOT: CallDirect
// CHECK: Exit
