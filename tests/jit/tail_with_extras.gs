// A function with extra arguments gives way to what it calls in tail position, without the VM.
// flags: --hot=10
func sum(a, b, c) { return a + b + c }
func pass(...) { return sum(...) }
s := 0
for i := 1; i <= 300; i++ { s = s + pass(i, 1, 2) }
print(s)   // expect: 46050
// CHECK: pass:4, by the optimiser
// CHECK: SlowOp
// CHECK: TailWindow
