// A function with a defer has a slot for the list, runs it before each return and makes no tail call.
func f() {
    defer print("bye")
    return g()
}
// CHECK: function 1 'f'
// CHECK-NEXT: LoadNil r0
// CHECK: Defer
// CHECK-NOT: TailCall
// CHECK: RunDefers
// CHECK-NEXT: ReturnOpen
