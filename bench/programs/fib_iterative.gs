// A short function with a short loop, called often. The argument depends on the sum, so no call can be saved.
n, rounds := tonumber(arg && arg[1]) || 30, tonumber(arg && arg[2]) || 300000
func fib(n) {
    a, b := 0, 1
    for i := 1; i <= n; i++ { a, b = b, a + b }
    return a
}
func main() {
    sum := 0
    for r := 1; r <= rounds; r++ { sum = (sum + fib(n + sum % 2)) % 1000003 }
    print(sum)
}
main()
