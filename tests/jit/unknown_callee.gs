// A callee that is not known is called by what its closure says; several of them are no reason to leave.
// flags: --hot=20
func apply(f, n) {
    s := 0
    for i := 1; i <= n; i++ { s += f(i) }
    return s
}
fs := {func(x) { return x }, func(x) { return x + 1 }, math.abs}
for i := 1; i <= 90; i++ { apply(fs[i % 3 + 1], 30) }
print(apply(fs[1], 10), apply(fs[2], 10), apply(fs[3], 10))   // expect: 55	65	55
// CHECK: loop in apply:5, by the front end
// CHECK: CallIndirect
