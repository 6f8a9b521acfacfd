// A sum that is now an int and now a float is added up without the VM.
// flags: --hot=20
func run(n) {
    s := 0
    for i := 1; i <= n; i++ { s += i % 3 == 0 && 0.5 || i }
    return s
}
for i := 1; i <= 60; i++ { run(60) }
print(run(10))   // expect: 38.5
// CHECK: CheckF64
// CHECK: run:4, by the optimiser
// CHECK: IsInt
// CHECK-NOT: SlowOp
// CHECK: AddF64
