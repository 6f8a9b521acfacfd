// A loop over a list ends without a call where nothing but the elements can have a say.
// flags: --hot=20
func sum(t) {
    n := 0
    for _, v := range ipairs(t) { n += v }
    return n
}
for i := 1; i <= 60; i++ { sum({1, 2, 3}) }
print(sum({4, 5}))   // expect: 9
// CHECK: sum:4, by the front end
// CHECK: LoadElement
// CHECK: -4 Store
// CHECK: CmpU32.Gt
// CHECK: CallNative
