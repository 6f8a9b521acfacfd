// A recursive function contains itself a few levels deep; the calls that are left are calls of compiled code.
// flags: --hot=30
func fib(n) {
    if n < 2 { return n }
    return fib(n - 1) + fib(n - 2)
}
print(fib(15))   // expect: 610
// CHECK: fib:4, by the front end
// CHECK: CallDirect @0
// CHECK: base 
