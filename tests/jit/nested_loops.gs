// A loop around one that is compiled is compiled soon: each of its passes stands for many, and for an entry and an exit.
// flags: --hot=1024
func sum(n) {
    total := 0
    for i := 1; i <= n; i++ {
        for j := 1; j <= 50; j++ { total += j }
    }
    return total
}
print(sum(600))   // expect: 765000
// CHECK: loop in sum:6, by the front end
// CHECK: loop in sum:6, by the front end
// CHECK: Branch
