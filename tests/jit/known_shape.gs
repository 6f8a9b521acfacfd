// What a method is found by is known in its body: classes that share a function share its instructions, which have met the shapes
// of all of them, but here each is the only one.
// flags: --hot=40
func class(k) {
    c := {}
    c.__index = c
    c.grow = func(self, by) { self.w = self.w + by return k }
    return c
}
circle, square, dot := class(1), class(2), class(3)
func total(list, n) {
    s := 0
    for i := 1; i <= n; i++ { s += list[i % #list + 1]:grow(1) }
    return s
}
list := {}
for i := 1; i <= 9; i++ { list[i] = setmetatable({w: i}, {circle, square, dot}[i % 3 + 1]) }
total(list, 60)
print(total(list, 100), list[1].w)   // expect: 201	18
// CHECK: loop in total:13, by the front end
// CHECK: StoreRef
// CHECK: StoreRef
// CHECK: StoreRef
// CHECK: loop in total:13, by the optimiser
// CHECK-NOT: FieldOffset
// CHECK-NOT: StoreFieldRef
// CHECK: s0:
