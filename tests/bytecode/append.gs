// `t[#t + 1] = v` on one local is one instruction; on two different tables it is not.
func f(t, u, v) {
    t[#t + 1] = v
    t[#u + 1] = v
}
// CHECK: function 1 'f'
// CHECK: Append r0 r2
// CHECK-NEXT: Length
// CHECK: SetIndex
