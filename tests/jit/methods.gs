// What is called at a site of several shapes is known once the shape is: one chain of comparisons leads to the bodies of the
// methods, and no second one asks which function it is.
// flags: --hot=40
func class(parent) {
    c := setmetatable({}, {__index: parent})
    c.__index = c
    return c
}
base := {}
base.__index = base
base.weight = func(self, k) { return self.w * k }
circle, square, dot := class(base), class(base), class(base)
dot.weight = func(self, k) { return k }
square.weight = func(self, k) { return k * self.w }

func total(list, n) {
    s := 0
    for i := 1; i <= n; i++ { s += list[i % #list + 1]:weight(i % 2) }
    return s
}
list := {}
for i := 1; i <= 9; i++ { list[i] = setmetatable({w: i}, {circle, square, dot}[i % 3 + 1]) }
total(list, 60)
print(total(list, 100))   // expect: 178
// CHECK: loop in total:18, by the front end
// CHECK: CmpI32.Eq
// CHECK: CheckBits
// CHECK: CmpI32.Eq
// CHECK: CheckBits
// CHECK: CmpI32.Eq
// CHECK: CheckBits
// CHECK: CallReading.GetField
// CHECK: Exit
// CHECK-NOT: CallIndirect
// CHECK: by the optimiser
