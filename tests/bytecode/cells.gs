// A variable that is captured and reassigned lives in a cell; one that is only captured is copied.
func f(x) {
    n := 0
    return func() {
        n += x
        return n
    }
}
// CHECK: function 1 'f'
// CHECK: NewCell
// CHECK: Closure
// CHECK: function 2
// CHECK: GetUpvalueCell
// CHECK: GetUpvalue
// CHECK: SetUpvalueCell
