// What a loop calls may be longer than what is called elsewhere, to be inlined.
// flags: --hot=40
point := {}
point.__index = point
point.pull = func(self, other, dt) {
    dx, dy, dz := self.x - other.x, self.y - other.y, self.z - other.z
    d := dt / (dx * dx + dy * dy + dz * dz)
    self.vx += dx * d
    self.vy += dy * d
    self.vz += dz * d
    other.vx -= dx * d
    return d
}
func new(x) { return setmetatable({x: x, y: 1.5, z: 2.5, vx: 0.5, vy: 0.5, vz: 0.5}, point) }
func once(a, b) { return a:pull(b, 0.5) }
func often(a, b, n) {
    s := 0.0
    for i := 1; i <= n; i++ { s += a:pull(b, 0.25) }
    return s
}
a, b := new(0.5), new(4.5)
for i := 1; i <= 100; i++ { once(a, b) }
often(a, b, 100)
print(once(a, b), often(a, b, 8), a.vx)   // expect: 0.03125	0.125	-18.875
// CHECK: once:15, by the optimiser
// CHECK: TailCode
// CHECK: loop in often:18, by the optimiser
// CHECK-NOT: CallDirect
// CHECK: MulF64
// CHECK: Poll
