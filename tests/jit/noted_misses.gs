// What the VM has met and its forms do not tell is noted in the instructions: lists without elements, keys that are no ints,
// operands with metamethods. Nothing is compiled that bets against it.
// flags: --hot=100
func length_of(list) { return #list }
func mark(set, key) { set[key] = true }
func first_of(list) { list[1] = 2 }
func sum(a, b) { return a + b }
func opposite(a) { return -a }
func square(a) { return a * a }

vector := setmetatable({x: 1}, {__add: func(a, b) { return 7 }, __unm: func(a) { return 8 }})
lists := {{}, {1, 2}}
total, marks := 0, {a: false}
for i := 1; i <= 40; i++ {
    total += length_of(lists[i % 2 + 1])
    mark(marks, "b")
    first_of({})
}
for i := 1; i <= 150; i++ {
    total += length_of(lists[2])
    mark(marks, "a")
    first_of(lists[2])
    total += sum(vector, vector) + opposite(vector)
    total += square(100000) % 7
}
print(total, marks.a)   // expect: 3190	true
// CHECK: length_of:4, by the front end
// CHECK-NOT: GuardTrue
// CHECK: CallReading.Length
// CHECK: mark:5, by the front end
// CHECK-NOT: CheckI32
// CHECK: NameOffset
// CHECK: first_of:6, by the front end
// CHECK-NOT: GuardTrue
// CHECK: SetIndex
// CHECK: sum:7, by the front end
// CHECK-NOT: AddI32Ov
// CHECK: CheckBits
// CHECK: opposite:8, by the front end
// CHECK-NOT: NegI32Ov
// CHECK: CheckBits
// CHECK: square:9, by the front end
// CHECK-NOT: MulI32Ov
// CHECK: MulI64Ov
