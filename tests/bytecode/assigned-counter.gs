// The limit is no local variable: the step and the test are two instructions.
func count(t) {
    for i := 1; i <= #t; i++ { print(i) }
}
// CHECK: function 1 'count'
// CHECK-NOT: IncLoop
// CHECK: AddImm
// CHECK: Length
// CHECK: LoopLessEqual
