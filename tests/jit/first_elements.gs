// Reading x, y and z takes one check of bounds.
// flags: --hot=20
func dot(a, b) { return a[1] * b[1] + a[2] * b[2] + a[3] * b[3] }
p, q := {1, true, 3}, {4, true, 6}
p[2], q[2] = 2, 5
for i := 1; i <= 40; i++ { dot(p, q) }
print(dot(p, q), pcall(dot, p, {4, 5}))   // expect: 32	false	attempt to perform arithmetic on a nil value
// CHECK: dot:3, by the optimiser
// CHECK: GuardTrue
// CHECK: GuardTrue
// CHECK-NOT: GuardTrue
// CHECK: Return
