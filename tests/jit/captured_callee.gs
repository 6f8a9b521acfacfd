// Functions that reach each other through variables that they have captured are compared with the closures that are running.
// flags: --hot=20
func counters(step) {
    down := nil
    func up(n) {
        if n > 0 { return down(n - 1) + step }
        return 0
    }
    down = func(n) {
        if n > 0 { return up(n - 1) - 1 }
        return 0
    }
    return up
}
up := counters(3)
for i := 1; i <= 60; i++ { up(8) }
print(up(8) + counters(5)(8))   // expect: 24
// CHECK: up:6, by the front end
// CHECK: CheckPtr
// CHECK: CmpBits.Eq
// CHECK: by the optimiser
