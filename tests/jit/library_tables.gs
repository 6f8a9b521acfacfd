// A table of the library has changed its shape when it became a prototype: sites that have met both look at the present one. What
// a call leaves open goes to a function of the library without the VM.
// flags: --hot=20
func trimmed(text) { return string.lower(string.gsub(text, " ", "")) }
for i := 1; i <= 5; i++ { trimmed("A b") }
s := "method"
print(s:upper())   // expect: METHOD
for i := 1; i <= 200; i++ { trimmed("A b") }
print(trimmed(" A b"))   // expect: ab
// CHECK: trimmed:4, by the front end
// CHECK-NOT: GetFieldOfMany
// CHECK: CallNative
// CHECK: CheckOpen
// CHECK: CallQuiet
// CHECK: by the optimiser
// CHECK: loop in main chunk:8, by the optimiser
// CHECK: loop in main chunk:8, by the front end
// CHECK-NOT: GetFieldOfMany
// CHECK: CallNative
// CHECK-NOT: CheckOpen
// CHECK: CallQuiet
// CHECK: by the optimiser
