// A function that calls itself in tail position is a loop.
// flags: --hot=10
func count(n, s) {
    if n == 0 { return s }
    return count(n - 1, s + n)
}
for i := 1; i <= 30; i++ { count(i, 0) }
print(count(1000, 0))   // expect: 500500
// CHECK: count:4, by the front end
// CHECK: TailSelf
