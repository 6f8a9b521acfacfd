// Operators of tables: the metamethods are inlined, and what they make for one another is never made.
// flags: --hot=100
V := {}
func vec(x, y) { return setmetatable({x: x, y: y}, V) }
V.__add = func(a, b) { return vec(a.x + b.x, a.y + b.y) }
V.__mul = func(a, k) { return vec(a.x * k, a.y * k) }
V.__unm = func(a) { return vec(-a.x, -a.y) }
func step(p, v) {
    q := p + v * 2
    r := -q
    return r.x + r.y
}
s, p, v := 0, vec(1, 2), vec(3, 4)
for i := 1; i <= 300; i++ { s += step(p, v) }
print(s)   // expect: -5100
// CHECK: step:9, by the front end
// CHECK-NOT: SlowOp
// CHECK-NOT: CallDirect
// CHECK: Return
// CHECK: step:9, by the optimiser
// CHECK-NOT: NewTable
// CHECK: Return
