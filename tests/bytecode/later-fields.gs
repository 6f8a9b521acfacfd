// Tables have room for what the function that makes them stores in its variable.
func account(owner) {
    self := {owner: owner}
    self.balance = 0
    if owner {
        self.pay = func(n) { self.balance += n self.last = n }
    } else {
        self.pay = func(n) { self.closed = true }
    }
    self.owner = owner
    return self
}
// CHECK: function 1 'account'
// CHECK: NewObject r1 r0 1 3 'owner'
class := {}
func point(x) {
    z, self := x, setmetatable({}, class)
    self.x = x
    self.y, z = x, 5
    return self
}
// CHECK: function 2 'point'
// CHECK: NewTable r4 2 0
func others(x) {
    t := {}
    u := {}
    u.a = 1
    t[x], t.b.c = 1, 2
    t = u
    return {}
}
// CHECK: function 3 'others'
// CHECK: NewTable r1 0 0
// CHECK: NewTable r2 1 0
// CHECK: NewTable r3 0 0
func many() {
    t := {}
    t.a, t.b, t.c, t.d, t.e, t.f, t.g = 1, 2, 3, 4, 5, 6, 7
    t.h, t.i, t.j, t.k, t.l, t.m, t.n = 1, 2, 3, 4, 5, 6, 7
    return t
}
// CHECK: function 4 'many'
// CHECK: NewTable r0 12 0
