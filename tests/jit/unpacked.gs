// A list that has as many elements as are wanted is read, not unpacked.
// flags: --hot=40
func sum(t) {
    a, b, c := unpack(t)
    return (a || 0) + (b || 0) * 10 + (c || 0) * 100
}
func first(t) { return (table.unpack(t)) }
for i := 1; i <= 60; i++ {
    sum({1, 2, 3})
    first({4})
}
holes := {1, 2, 3}
holes[2] = nil
print(sum({1, 2, 3}), sum({1.5, 2.5, 3.5}), sum({1, 2, 3, 4}), sum(holes), first({7, 8}), first({nil, 2}))   // expect: 321	376.5	321	301	7	nil
print(sum({1, 2}), sum({}), sum(setmetatable({}, {__index: {1, 2, 3}})), pcall(sum, 5))
// expect: 21	0	0	false	bad argument #1 to 'unpack' (table expected, got number)
// CHECK: sum:4, by the optimiser
// CHECK: LoadElement
// CHECK: LoadElement
// CHECK: LoadElement
// CHECK-NOT: CallQuiet
// CHECK: Return
