// What has just been stored in a captured variable is not loaded again.
func counter() {
    n := 0
    return func() {
        n += 1
        return n
    }
}
// CHECK: function 2
// CHECK: GetUpvalueCell r0 up0
// CHECK-NEXT: AddImm r0 r0 1
// CHECK-NEXT: SetUpvalueCell up0 r0
// CHECK-NEXT: Return1 r0
