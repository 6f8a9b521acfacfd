// A site of up to four shapes tells them apart; stores as well as loads, and fields that are added.
// flags: --hot=40
func move(list) {
    for i := 1; i <= #list; i++ { list[i].x = list[i].x + 1 }
}
list := {}
for i := 1; i <= 60; i++ {
    if i % 3 == 0 { list[i] = {y: 0, x: i} } else if i % 3 == 1 { list[i] = {x: i} } else { list[i] = {a: 1, b: 2, x: i} }
}
move(list)
move(list)
print(list[60].x)   // expect: 62
// CHECK: loop in move:4, by the front end
// CHECK: CmpI32.Eq
// CHECK: CmpI32.Eq
// CHECK: CmpI32.Eq
// CHECK: StoreRef
// CHECK: StoreRef
// CHECK: StoreRef
// CHECK-NOT: SlowOp
// CHECK: by the optimiser
