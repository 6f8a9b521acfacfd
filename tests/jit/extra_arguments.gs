// A function with `...` is inlined where the call says how many arguments there are: its extra ones are values, and what takes
// them all knows their number. Exits rebuild the frame of the VM: their number stands five slots below it.
// flags: --hot=20
func sum(...) {
    s := 0
    for i := 1; i <= select("#", ...); i++ { s += (select(i, ...)) }
    return s
}
func pass(f, ...) { return f(...) }
func less(a, b) { return a - b }
func often(n) {
    t := 0
    for i := 1; i <= n; i++ { t += sum(i, 2) + pass(less, i, 3) + pass(math.max, i, 5, 7) }
    return t
}
print(often(100))   // expect: 15071
// CHECK: loop in often:13, by the optimiser
// CHECK-NOT: Call
// CHECK-NOT: SlowOp
// CHECK-NOT: CheckOpen
// CHECK: Exit
// CHECK: base 12 depth 1
// CHECK: in sum
