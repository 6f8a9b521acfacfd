// A store that is stored over before anybody looks goes, in one block and on all ways through several. So does one of what is there
// already.
// flags: --hot=40
func twice(o) {
    o.a = 1
    o.b = o
    o.a = 2
}
func arms(o, v) {
    o.a = 1
    if v { o.a = 2 } else { o.a = 3 }
}
func back(o) {
    o.b = o.a
    o.a = o.b
    o.b = o.a
}
o := {a: 1, b: 2}
for i := 1; i <= 60; i++ { twice(o) }
print(o.a, o.b == o)   // expect: 2	true
seen := 0
for i := 1; i <= 60; i++ {
    arms(o, i % 3 == 0)
    seen += o.a
}
print(seen)   // expect: 160
for i := 1; i <= 60; i++ {
    o.a = i
    back(o)
    seen += o.b
}
print(seen)   // expect: 1990
// CHECK: twice:5, by the optimiser
// CHECK-NOT: int 1
// CHECK: StoreRef
// CHECK: StoreRef
// CHECK-NOT: StoreRef
// CHECK: Return
// CHECK: arms:10, by the optimiser
// CHECK-NOT: int 1
// CHECK: StoreRef
// CHECK: StoreRef
// CHECK-NOT: StoreRef
// CHECK: Return
// CHECK: back:14, by the optimiser
// CHECK: StoreRef
// CHECK-NOT: StoreRef
// CHECK: Return
