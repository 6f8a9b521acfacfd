// A range over a list takes its elements itself.
// flags: --hot=30
func total(list) {
    s := 0
    for _, v := range list { s += v }
    return s
}
list := {}
for i := 1; i <= 200; i++ { list[i] = i }
print(total(list))   // expect: 20100
// CHECK: loop in total:5, by the front end
// CHECK: LoadElement
// CHECK: NextEntry
// CHECK-NOT: too many exits
