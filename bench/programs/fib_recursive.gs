// Doubly recursive Fibonacci of a small number, again and again.
n, rounds := tonumber(arg && arg[1]) || 20, tonumber(arg && arg[2]) || 300
func fib(n) {
    if n < 2 { return n }
    return fib(n - 1) + fib(n - 2)
}
func main() {
    sum := 0
    for r := 1; r <= rounds; r++ { sum = (sum + fib(n + sum % 2)) % 1000003 }
    print(sum)
}
main()
