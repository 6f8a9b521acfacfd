// A loop of few passes is not compiled apart: its function is, since the next call is soon to come. Unless a call takes long
// after all.
// flags: --hot=1024
func short(n) {
    total := 0
    for i := 1; i <= n; i++ { total += i }
    return total
}
func long(n) {
    total := 0
    for i := 1; i <= n; i++ { total -= i }
    return total
}
func repeat(f, times) {
    if times == 0 { return 0 }
    return f(5) + f(5) + f(5) + f(5) + f(5) + f(5) + f(5) + f(5) + f(5) + f(5) + repeat(f, times - 1)
}
print(repeat(short, 30))   // expect: 4500
print(repeat(long, 5))     // expect: -750
print(long(3000))          // expect: -4501500
// CHECK-NOT: loop in short
// CHECK: short:5, by the front end
// CHECK: loop in long:11, by the front end
