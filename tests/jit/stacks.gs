// Pushing and popping at the end of a list is done in the code; where there is nothing to pop it is left.
// flags: --hot=100
func churn(stack, n) {
    s := 0
    for i := 1; i <= n; i++ {
        table.insert(stack, i)
        table.insert(stack, i + 1)
        s += table.remove(stack)
    }
    return s
}
print(churn({1}, 400))   // expect: 80600
// CHECK: loop in churn:6, by the front end
// CHECK: AppendElement
// CHECK: AppendElement
// CHECK: TakeLast
// CHECK: Branch
// CHECK-NOT: CallChanger
// CHECK: by the optimiser
