// The inner loop asks in each pass which class the object has. Each class gets a loop of its own, and out of that the whole method
// moves; the sum, which is a float by now, takes what they return as it is.
// flags: --hot=40
func class(area) {
    c := {area: area}
    c.__index = c
    return c
}
square, triangle := class(func(self) { return self.w * self.h }), class(func(self) { return self.w * self.h / 2 })
func total(list, n) {
    sum := 0
    for r := 1; r <= n; r++ {
        s := list[r % #list + 1]
        for i := 1; i <= 8; i++ { sum += s:area() }
    }
    return sum
}
list := {}
for i := 1; i <= 8; i++ { list[i] = setmetatable({w: i, h: 3}, {square, triangle}[i % 2 + 1]) }
total(list, 60)
print(total(list, 100))   // expect: 8304.0
// CHECK: loop in total:13, by the optimiser
// CHECK: Branch
// CHECK: MulI32Ov
// CHECK: b3 loop
// CHECK-NOT: Load
// CHECK: Poll
// CHECK: Branch
// CHECK: MulF64
// CHECK: b8 loop
// CHECK-NOT: Load
// CHECK: Poll
// CHECK: cold
// CHECK: CallReading.GetField
// CHECK-NOT: MulI32Ov
// CHECK-NOT: Call
// CHECK: s0:
