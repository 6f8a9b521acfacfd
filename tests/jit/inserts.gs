// table.insert of a value alone is an append, whatever the metatable says.
// flags: --hot=20
func fill(list, n) {
    for i := 1; i <= n; i++ { table.insert(list, i) }
}
list := {0}
fill(list, 100)
print(#list)   // expect: 101
// CHECK: loop in fill:4, by the front end
// CHECK: AppendElement
// CHECK: CallChanging.Append
// CHECK-NOT: CallChanger
// CHECK: by the optimiser
