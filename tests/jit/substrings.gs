// Parts of strings are made without the frame of a call.
// flags: --hot=40
func count(text, c) {
    n := 0
    for i := 1; i <= #text; i++ {
        if text:sub(i, i) == c { n++ }
    }
    return n
}
text := ("abc"):rep(60)
count(text, "a")
print(count(text, "b"))   // expect: 60
// CHECK: loop in count:6, by the front end
// CHECK: CallHelper.Substring
// CHECK: loop in count:6, by the optimiser
// CHECK-NOT: StoreSlot
// CHECK-NOT: CallQuiet
// CHECK: CallHelper.Substring
// CHECK: s0:
