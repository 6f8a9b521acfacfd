// A call whose guard has failed in code of the function itself is inlined all the same where it has been inlined and the callee
// has been seen: there it is always the same one. What objects hold that hold what they hold goes as well (opt/escape.cpp).
// flags: --hot=20
func compose(f, g) { return {call: func(x) { return f.call(g.call(x)) }} }
func adder(k) { return {call: func(x) { return x + k }} }
h := compose(adder(3), compose(adder(5), adder(-7)))
for i := 1; i <= 90; i++ { h.call(i) }
func often(n) {
    sum := 0
    for i := 1; i <= n; i++ { sum += h.call(i) + adder(i).call(1) }
    return sum
}
print(often(100))   // expect: 10300
h = compose(adder(1), compose(compose(adder(1), adder(1)), adder(1)))
print(often(100))   // expect: 10600
// CHECK: too many exits, GuardTrue in line 4
// CHECK: too many exits, Exit in line 10
// CHECK: loop in often:10, by the optimiser
// CHECK-NOT: CallDirect
// CHECK-NOT: CallIndirect
// CHECK-NOT: NewTable
// CHECK-NOT: NewClosure
// CHECK: SunkClosure
// CHECK: Exit
