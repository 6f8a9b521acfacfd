// A list of a few values is made with them, also when the last one is what a call returns. The runtime is asked where a value was
// nil, where there are many, and where the lists get fields later.
// flags: --hot=40
func two(a) { return {a, 1} }
func reals(a) { return {a / 2, 0.5} }
func long(a) { return {a, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12} }
func with_nil(a) { return {a, nil, a} }
func id(x) { return x }
func open(a) { return {a, id(a)} }
func fields(a) { return {a, 1} }
for i := 1; i <= 60; i++ { two("x") }
for i := 1; i <= 60; i++ { reals(i) }
for i := 1; i <= 60; i++ { open("x") }
for i := 1; i <= 60; i++ { long(i) }
for i := 1; i <= 60; i++ { with_nil(i) }
for i := 1; i <= 60; i++ { fields("x").size = 2 }
print(two(2)[2], reals(3)[1], open(4)[2], #long(5), #with_nil(6), #fields(7))   // expect: 1	1.5	4	12	3	2
// CHECK: two:{{[0-9]+}}, by the optimiser
// CHECK: elements 2
// CHECK: CheckNotNil
// CHECK-NOT: FillList
// CHECK: NewTable v
// CHECK: reals:{{[0-9]+}}, by the optimiser
// CHECK: elements 2 doubles
// CHECK: = BoxF64
// CHECK: NewTable v
// CHECK: open:{{[0-9]+}}, by the optimiser
// CHECK-NOT: SlowOp
// CHECK: IsF64
// CHECK: NewTable v
// CHECK: long:{{[0-9]+}}, by the optimiser
// CHECK: SlowOp
// CHECK: with_nil:{{[0-9]+}}, by the optimiser
// CHECK-NOT: FillList
// CHECK: CallChanging.SetList
// CHECK: fields:{{[0-9]+}}, by the optimiser
// CHECK: slots 1 elements 2
// CHECK: FillList
