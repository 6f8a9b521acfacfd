// A call that passes on what an inlined function or intrinsic gives knows that this is one value: nobody counts it, and an exit
// in between tells the VM.
// flags: --hot=20
bit := bit32
func step(c, s, i) { return bit.bxor(c, bit.rshift(c, s:byte(i))) }
c := 12345
for i := 1; i <= 60; i++ { c = step(c, "\x01\x02\x03", i % 3 + 1) % 65536 + 65536 }
print(c)   // expect: 94815
// CHECK: step:5, by the optimiser
// CHECK-NOT: CallQuiet
// CHECK-NOT: CheckOpen
// CHECK-NOT: SetTop
// CHECK: XorI64
// CHECK: open
