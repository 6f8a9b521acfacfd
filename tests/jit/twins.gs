// Shapes that differ only in how many slots are inside of the object: what a site has made first, and what it makes once it knows
// which fields its objects get. They are told apart, as there will not be more of them.
// flags: --hot=40
func fill(o, w) {
    o.w = w
    o.h = w + 1
    return o
}
func make(w) { return fill({w: 0}, w) }
list := {}
for i := 1; i <= 40; i++ { list[i] = make(i) }
func total(n) {
    s := 0
    for i := 1; i <= n; i++ {
        o := list[i % 40 + 1]
        s += o.w
        o.h = s
    }
    return s
}
total(100)
print(total(100), list[1].h, list[40].h)   // expect: 1870	1640	1639
// CHECK: loop in total:15, by the front end
// CHECK-NOT: FieldOffset
// CHECK: StoreRef
// CHECK: loop in total:15, by the optimiser
