// Equality with a constant is a jump with the constant in it; a small int stands in the instruction itself.
func f(a) {
    if a == 1 || a == "x" || a == 0.5 { return 1 }
    if a != 100000 { return 2 }
    return 3
}
// CHECK: function 1 'f'
// CHECK: JumpEqualImm r0 1
// CHECK: JumpEqualK r0
// CHECK: JumpNotEqualK r0
// CHECK: JumpEqualK r0
