// Which function a loop calls can not be seen when the loop is compiled, since something else stands in its place by then. The code
// leaves there some times, and the next one has what was met.
// flags: --hot=20
func double(x) { return 2 * x }
func less(x) { return x - 1 }
functions := {double: double, less: less}
names := {"double", "less", "double"}
func run(n) {
    s := 0
    for i := 1; i <= n; i++ { s += functions[names[i % 3 + 1]](i) }
    return s
}
run(400)
print(run(9))   // expect: 75
// CHECK: too many exits, Exit in line 10
// CHECK: loop in run:10, by the optimiser
// CHECK: CmpPtr.Eq
// CHECK: CmpPtr.Eq
// CHECK-NOT: CallIndirect
// CHECK: s0:
