// Conditions are jumps: no boolean is made, nil and small ints are part of the instruction.
func f(a) {
    if a.n == nil || a.n < 10 { return 1 }
    return 2
}
// CHECK: function 1 'f'
// CHECK-NOT: Equal
// CHECK: JumpNil
// CHECK-NOT: LoadInt
// CHECK: JumpNotLessImm
// CHECK: Return1
