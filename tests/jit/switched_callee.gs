// A loop that calls a coroutine in each pass stays in the VM, also where it is another one each time, which nobody has seen before.
// flags: --hot=20
func body(x) { return x + 1 }
func often(n) {
    s := 0
    for i := 1; i <= n; i++ {
        c := coroutine.wrap(body)
        s += c(i)
    }
    return s
}
print(often(200))   // expect: 20300
// CHECK: gives up loop in often:7
// CHECK-NOT: loop in often:7, by the optimiser
