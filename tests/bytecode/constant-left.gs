// A constant on the left of an operator needs no register.
func f(x) {
    if 1 < x { return 2 * x }
    if "s" == x { return 1 - x }
    return 0.5 / x
}
// CHECK: function 1 'f'
// CHECK-NEXT: JumpNotGreaterImm r0 1
// CHECK-NEXT: MulK r1 r0
// CHECK: JumpNotEqualK r0
// CHECK-NEXT: SubK r1 r0
// CHECK: DivK r1 r0
