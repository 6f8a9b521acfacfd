// A list that was seen to hold doubles is read without a test of each.
// flags: --hot=30
func total(list) {
    s := 0.0
    for i := 1; i <= #list; i++ { s = s + list[i] }
    return s
}
list := {}
for i := 1; i <= 200; i++ { list[i] = i + 0.5 }
print(total(list))   // expect: 20200.0
// CHECK: loop in total:5, by the front end
// CHECK: :d = LoadElement
// CHECK: AddF64
