// A sum that leaves int32 is compiled again, as int64, and then stays compiled.
// flags: --hot=20
func sum(n) {
    s := 0
    for i := 1; i <= n; i++ { s += i * 1000003 }
    return s
}
print(sum(10000))   // expect: 50005150015000
// CHECK: MulI32Ov
// CHECK: too many exits, MulI32Ov
// CHECK: MulI64Ov
// CHECK-NOT: gives up
