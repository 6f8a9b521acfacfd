// What a call returns is called where it stands.
func adder(k) { return func(x) { return x + k } }
func apply(i) { return 1 + adder(i)(1)(2) }
// CHECK: function 2 'apply'
// CHECK-NEXT: GetGlobal r1 'adder'
// CHECK-NEXT: Move r3 r0
// CHECK-NEXT: Call 1 r1
// CHECK-NEXT: LoadInt r3 1
// CHECK-NEXT: Call 1 r1
// CHECK-NEXT: LoadInt r3 2
// CHECK-NEXT: Call 1 r1
// CHECK-NOT: Move
// CHECK: Return1
