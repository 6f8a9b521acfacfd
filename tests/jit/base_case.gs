// What a recursive function does without calls stands where it is called, too: the deepest inlined level makes the call anew.
// flags: --hot=20
func fib(n) {
    if n < 2 { return n }
    return fib(n - 1) + fib(n - 2)
}
for i := 1; i <= 30; i++ { fib(5) }
print(fib(20))   // expect: 6765
// CHECK: fib:4, by the optimiser
// CHECK: CmpI32.Lt
// CHECK: CmpI32.Lt
// CHECK: CmpI32.Lt
// CHECK: CallDirect
