// A counting loop tests at the bottom: one instruction adds, compares and jumps.
func count(n) {
    s := 0
    for i := 1; i <= n; i++ { s += i }
    return s
}
// CHECK: function 1 'count'
// CHECK: LoadInt r1 0
// CHECK-NEXT: LoadInt r2 1
// CHECK-NEXT: JumpNotLessEqual r2 r0
// CHECK-NEXT: Add r1 r1 r2
// CHECK-NEXT: IncLoopLessEqual r2 r0
// CHECK-NEXT: Return1 r1
