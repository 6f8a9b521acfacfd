// Classes that share a method share the way to it, and so will those that have not come yet: the code asks where the method is
// found, not for one class after the other.
// flags: --hot=40
func class(parent) {
    c := setmetatable({}, {__index: parent})
    c.__index = c
    return c
}
base := {}
base.__index = base
base.weight = func(self, k) { return k }
circle, square, dot := class(base), class(base), class(base)
dot.weight = func(self, k) { return 2 * k }

func total(list, n) {
    s := 0
    for i := 1; i <= n; i++ { s += list[i % #list + 1]:weight(i % 2) }
    return s
}
list := {}
for i := 1; i <= 9; i++ { list[i] = setmetatable({w: i}, {circle, square, dot}[i % 3 + 1]) }
total(list, 60)
print(total(list, 100))   // expect: 67
// CHECK: loop in total:17, by the front end
// CHECK: MethodSlot
// CHECK: CmpPtr.Eq
// CHECK: CheckBits
// CHECK: CmpPtr.Eq
// CHECK: CheckBits
// CHECK-NOT: CheckBits
// CHECK: CallReading.GetMethodOfMany
// CHECK: Exit
// CHECK-NOT: CallIndirect
// CHECK: by the optimiser
