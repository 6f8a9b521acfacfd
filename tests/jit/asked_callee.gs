// Which function a loop calls can not be seen when the loop is compiled, since its register does not live between two passes. The
// code leaves there some times, and the next one has what was met.
// flags: --hot=20
func double(x) { return 2 * x }
func less(x) { return x - 1 }
func run(rows, n) {
    s := 0
    for i := 1; i <= n; i++ {
        row := rows[i % #rows + 1]
        s += row.step(i)
    }
    return s
}
rows := {{step: double}, {step: less, name: "less"}, {step: double}}
run(rows, 400)
print(run(rows, 9))   // expect: 75
// CHECK: too many exits, Exit in line 10
// CHECK: loop in run:9, by the optimiser
// CHECK-NOT: CallIndirect
// CHECK-NOT: CallDirect
// CHECK: s0:
