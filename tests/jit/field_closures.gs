// Objects with functions in their fields, at a place that sees objects of two shapes: what was seen there is inlined, and each
// compilation that has seen another one is for that, too.
// flags: --hot=20
func add(k) { return func(x) { return x + k } }
func less(k) { return func(x) { return x - k } }
func times(k) { return func(x) { return x * k % 1001 } }
func apply(o, n) {
    x := 0
    for i := 1; i <= n; i++ { x = o.step(x) + 1 }
    return x
}
func often(o) {
    for range 100 { apply(o, 30) }
}
often({step: add(1)})
often({name: "two", step: add(3)})
often({step: less(2)})
often({name: "two", step: times(5)})
often({step: add(7)})
print(apply({step: add(2)}, 9), apply({name: "", step: less(1)}, 9), apply({step: times(3)}, 3)) // expect: 27	0	13
// CHECK: loop in often:13, by the optimiser
// CHECK: too many exits, GuardTrue in line 9
// CHECK: too many exits, GuardTrue in line 9
// CHECK: by the optimiser
// CHECK-NOT: CallIndirect
// CHECK: GuardTrue
