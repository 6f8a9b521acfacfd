// The metatable of a table that has just been made is one more transition of its shape, in a tail call as well; that of any
// other table, or by a metatable that is another one each time, is left to a helper. Nothing is left if the metatable gets a
// method. Objects that nobody else sees are not made at all.
// flags: --hot=40
vector := {}
vector.__index = vector
func make(x, y) { return setmetatable({x: x, y: y}, vector) }
vector.plus = func(self, other) { return make(self.x + other.x, self.y + other.y) }
for i := 1; i <= 80; i++ { make(i, 2) }
func sum(n) {
    s := 0
    for i := 1; i <= n; i++ {
        other := make(2, 3)
        s += make(i, 1):plus(other).y
    }
    return s
}
print(sum(100), sum(100))   // expect: 400	400
vector.length = func(self) { return self.x + self.y }
print(make(1, 2):length())   // expect: 3
func any(t, m) { return setmetatable(t, m) }
func many(n) {
    others := {{}, {}}
    for i := 1; i <= n; i++ { any({}, others[i % 2 + 1]) }
}
many(200)
// CHECK: make:{{[0-9]+}}, by the front end
// CHECK: NewTable
// CHECK-NOT: SetMetatable
// CHECK-NOT: CallChanger
// CHECK: Store v{{[0-9]+}}, v{{[0-9]+}}, +0 Shape
// CHECK: Return
// CHECK: sum:{{[0-9]+}}, by the optimiser
// CHECK-NOT: NewTable
// CHECK: any:{{[0-9]+}}, by the front end
// CHECK: CallChanging.SetMetatable
