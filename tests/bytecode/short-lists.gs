// A list of a few values is made in one step, when they are there; with anything else among them it is filled in batches.
func pair(x, y) { return {x, y} }
// CHECK: function 1 'pair'
// CHECK-NEXT: NewList r2 2 r0 0
// CHECK-NEXT: Return1 r2
func turned(x, y) { return {y, x} }
// CHECK: function 2 'turned'
// CHECK-NEXT: Move r3 r1
// CHECK-NEXT: Move r4 r0
// CHECK-NEXT: NewList r2 2 r3 0
func results(f) { return {1, f()} }
// CHECK: function 3 'results'
// CHECK: results open
// CHECK-NEXT: NewList r1 open r2 0
func arguments(...) { return {...} }
// CHECK: function 4 'arguments'
// CHECK: VarArgs
// CHECK-NEXT: NewList r0 open r1 0
func mixed(x) { return {x, y: x} }
// CHECK: function 5 'mixed'
// CHECK: NewTable
// CHECK: SetList
func later(x) {
    list := {x}
    list.size = 1
    return list
}
// CHECK: function 6 'later'
// CHECK: NewTable
// CHECK: SetList
