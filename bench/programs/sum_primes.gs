// Sum of primes by trial division: int remainders.
n := tonumber(arg && arg[1]) || 100000
func is_prime(n) {
    if n < 2 { return false }
    if n < 4 { return true }
    if n % 2 == 0 { return false }
    for d := 3; d * d <= n; d += 2 {
        if n % d == 0 { return false }
    }
    return true
}
func main() {
    sum := 0
    for i := 1; i <= n; i++ {
        if is_prime(i) { sum += i }
    }
    print(sum)
}
main()
