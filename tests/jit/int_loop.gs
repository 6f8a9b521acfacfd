// Ints stay int32 in registers: the phis of the loop have that type, and nothing is boxed on the way round.
// flags: --hot=20
func sum(n) {
    s := 0
    for i := 1; i <= n; i++ { s += i % 7 }
    return s
}
print(sum(1000))   // expect: 3003
// CHECK: loop in sum:5, by the optimiser
// CHECK: :i = Phi
// CHECK: :i = Phi
// CHECK-NOT: BoxI32
// CHECK: Poll
// CHECK-NOT: too many exits
