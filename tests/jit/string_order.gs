// The order of strings is a function of the two, without the VM; a square is a product.
// flags: --hot=100
func before(words, n) {
    s := 0
    for i := 1; i <= n; i++ {
        if words[i % 4 + 1] < words[i % 3 + 1] { s++ }
        if words[i % 4 + 1] >= "c" { s += i ** 2 }
    }
    return s
}
print(before({"apple", "banana", "cherry", "date"}, 400))   // expect: 10706600.0
// CHECK: loop in before:6, by the front end
// CHECK: CallPure.CompareStrings
// CHECK: CmpI32.Lt
// CHECK: CallPure.CompareStrings
// CHECK-NOT: CallPure.Pow
// CHECK: MulF64
// CHECK-NOT: SlowBranch
// CHECK: by the optimiser
