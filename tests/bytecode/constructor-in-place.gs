// Fields that are local variables in consecutive registers are taken from there.
func point(x, y) { return {x: x, y: y} }
// CHECK: function 1 'point'
// CHECK-NEXT: NewObject r2 r0 2 2 'x' 'y'
// CHECK-NEXT: Return1 r2
func turned(x, y) { return {x: y, y: x} }
// CHECK: function 2 'turned'
// CHECK-NEXT: Move r3 r1
// CHECK-NEXT: Move r4 r0
// CHECK-NEXT: NewObject r2 r3 2 2 'x' 'y'
func counter(x, y) {
    y += 1
    z := {x: x, y: y, get: func() { y++ return y }}
    return z
}
// CHECK: function 3 'counter'
// CHECK: GetCell
// CHECK: NewObject
func part(x, y) {
    z := x + y
    return {y: y, z: z, 5, (x), w: x}
}
// CHECK: function 4 'part'
// CHECK: NewObject r3 r1 2 3 'y' 'z'
