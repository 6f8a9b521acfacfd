// A place that has called two functions is compiled for both, and for nothing else until there is a third.
// flags: --hot=20
func apply(f, n) {
    s := 0.5
    for i := 1; i <= n; i++ { s += f(i, s) }
    return s
}
func less(x, y) { return x - y }
func more(x, y) { return x * 2 - y }
func often(f) {
    for range 100 { apply(f, 30) }
}
often(less)
often(more)
often(less)
print(apply(less, 9), apply(more, 3))   // expect: 9.0	6.0
// CHECK: loop in often:11, by the optimiser
// CHECK: loop in often:11, by the front end
// CHECK: CmpPtr.Eq
// CHECK: CmpPtr.Eq
// CHECK-NOT: CallIndirect
// CHECK: loop in often:11, by the optimiser
// CHECK-NOT: CallIndirect
// CHECK-NOT: StoreSlot
// CHECK: cold
// CHECK: Exit
