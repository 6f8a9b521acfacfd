// A chain of `..` is joined in one step.
func f(a, b) { return "<" .. a .. ", " .. b .. ">" }
// CHECK: function 1 'f'
// CHECK: Concat
// CHECK-NOT: Concat
// CHECK: Return1
