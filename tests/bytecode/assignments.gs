// Several targets: only what is needed is put aside, and the last value is computed where it belongs.
func fib(n) {
    a, b := 0, 1
    for i := 1; i <= n; i++ { a, b = b, a + b }
    return a
}
// CHECK: function 1 'fib'
// CHECK: Move r4 r2
// CHECK-NEXT: Add r2 r1 r2
// CHECK-NEXT: Move r1 r4
// CHECK-NEXT: IncLoopLessEqual

// Variables and constants go straight to where they belong.
func direct(t, a, b) {
    a, b = 1, t
    return a, b
}
// CHECK: function 2 'direct'
// CHECK-NEXT: LoadInt r1 1
// CHECK-NEXT: Move r2 r0
// CHECK-NEXT: Move
// CHECK-NEXT: Move
// CHECK-NEXT: Return

// A boolean or number that is stored in a table stands in the instruction.
func store(t, k) { t[k] = true }
// CHECK: function 3 'store'
// CHECK-NEXT: SetIndexK r0 r1 true
// CHECK-NEXT: Return0
