// A call that passes on whatever its last argument gives takes one value for granted.
// flags: --hot=20
func ack(m, n) {
    if m == 0 { return n + 1 }
    if n == 0 { return ack(m - 1, 1) }
    return ack(m - 1, ack(m, n - 1))
}
for i := 1; i <= 30; i++ { ack(2, 2) }
print(ack(2, 9))   // expect: 21
// CHECK: ack:4, by the front end
// CHECK-NOT: SlowOp
// CHECK: CheckOpen
// CHECK-NOT: SlowOp
// CHECK: TailSelf
