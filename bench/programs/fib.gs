// Doubly recursive Fibonacci: calls and returns.
n := tonumber(arg && arg[1]) || 35
func fib(n) {
    if n < 2 { return n }
    return fib(n - 1) + fib(n - 2)
}
print(fib(n))
