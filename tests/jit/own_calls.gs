// A function that calls itself: arguments and results stay unboxed, also where all results are passed on.
// flags: --hot=30
func ack(m, n) {
    if m == 0 { return n + 1 }
    if n == 0 { return ack(m - 1, 1) }
    return ack(m - 1, ack(m, n - 1))
}
print(ack(2, 9))   // expect: 21
// CHECK: ack:4, by the optimiser
// CHECK: result i
// CHECK: Parameter 0
// CHECK: Parameter 1
// CHECK: CallSelf
// CHECK-NOT: CheckOpen
// CHECK-NOT: CheckI32
// CHECK: TailSelf v
// CHECK-NOT: CallDirect
