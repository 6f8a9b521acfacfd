// A limit that is no local variable is computed before the step, which nobody sees.
func count(t) {
    for i := 1; i <= #t; i++ { print(i) }
}
// CHECK: function 1 'count'
// CHECK-NOT: AddImm
// CHECK: Call
// CHECK-NEXT: Length
// CHECK-NEXT: IncLoopLessEqual
func half(t) {
    for i := 0; i < t.n / 2; i++ { print(i) }
}
// CHECK: function 2 'half'
// CHECK: Call
// CHECK-NEXT: GetField
// CHECK-NEXT: DivImm
// CHECK-NEXT: IncLoopLess
// Not if it says something of the counter, if that may be no number, or be changed by others, or if it calls.
func own(t) { for i := 1; i <= t[i]; i++ { print(i) } }
// CHECK: function 3 'own'
// CHECK-NOT: IncLoop
// CHECK: AddImm
func given(t, from) { for i := from; i <= #t; i++ { print(i) } }
// CHECK: function 4 'given'
// CHECK-NOT: IncLoop
// CHECK: AddImm
func changed(t) { for i := 1; i <= #t; i++ { if t[i] { i = f(i) } } }
// CHECK: function 5 'changed'
// CHECK-NOT: IncLoop
// CHECK: AddImm
func asked(t) { for i := 1; i <= t.size(); i++ { print(i) } }
// CHECK: function 6 'asked'
// CHECK-NOT: IncLoop
// CHECK: AddImm
// CHECK: Return0
