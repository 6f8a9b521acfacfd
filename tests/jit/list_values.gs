// Lists that nobody else gets to see are not made: what is in them are values.
func add(a, b) { return {a[1] + b[1], a[2] + b[2]} }
func scale(a, s) { return {a[1] * s, a[2] * s} }
func walk(n) {
    x, y := 0.0, 0.0
    for i := 1; i <= n; i++ {
        p := scale(add({x, y}, {1.5, 0.5}), 0.5)
        x, y = p[1], p[2]
    }
    return x, y
}
print(walk(5000))   // expect: 1.5	0.5
// CHECK: loop in walk:7, by the optimiser
// CHECK-NOT: NewTable
// CHECK-NOT: FillList
// CHECK: MulF64
