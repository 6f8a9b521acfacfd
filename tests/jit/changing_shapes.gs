// A field of objects of two shapes: first one is expected, then both are told apart without leaving.
// flags: --hot=20
func total(list) {
    s := 0
    for i := 1; i <= #list; i++ { s += list[i].x }
    return s
}
list := {}
for i := 1; i <= 400; i++ {
    if i > 100 && i % 2 == 0 { list[i] = {y: 0, x: i} } else { list[i] = {x: i} }
}
print(total(list))   // expect: 80200
// CHECK: loop in total:5, by the front end
// CHECK: too many exits, GuardTrue in line 5
// CHECK: loop in total:5, by the front end
// CHECK: CmpI32.Eq
// CHECK: CmpI32.Eq
