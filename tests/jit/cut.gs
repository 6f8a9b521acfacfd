// Taking the last element away by assigning nil.
// flags: --hot=100
func churn(stack, n) {
    s := 0
    for i := 1; i <= n; i++ {
        stack[#stack + 1] = i
        s += stack[#stack]
        stack[#stack] = nil
    }
    return s
}
print(churn({1, 2}, 400))   // expect: 80200
// CHECK: loop in churn:6, by the front end
// CHECK: AppendElement
// CHECK: TakeLast
// CHECK-NOT: CallChanging.SetKey
// CHECK: by the optimiser
