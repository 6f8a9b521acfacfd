// What is not the same reference as a table is not equal to it if neither has a metatable: that takes no call.
// flags: --hot=40
func count(list) {
    n := 0
    for i := 1; i <= #list; i++ {
        if list[i] != END { n++ }
    }
    return n
}
END := {}
func if_end(i) {
    if i % 3 == 0 { return END }
    if i % 3 == 1 { return {} }
    return i
}
list := {}
for i := 1; i <= 240; i++ { list[i] = if_end(i) }
print(count(list), count(list))   // expect: 160	160
// CHECK: loop in count:6, by the front end
// CHECK: CmpBits.Eq
// CHECK: IsTag
// CHECK: Shape
// CHECK: LoadElement
// CHECK: CmpBits.Ne
// CHECK: CallReading.Equal
// CHECK: by the optimiser
