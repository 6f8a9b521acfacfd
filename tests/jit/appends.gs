// A list is filled without a call; the helper is there for what is not that simple.
// flags: --hot=20
func fill(list, n) {
    for i := 1; i <= n; i++ { list[#list + 1] = i }
}
list := {0}
fill(list, 100)
print(#list)   // expect: 101
// CHECK: loop in fill:4, by the front end
// CHECK: AppendElement
// CHECK: CallChanging.Append
// CHECK-NOT: SlowOp
// CHECK: by the optimiser
