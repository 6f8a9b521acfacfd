// Sieve of Eratosthenes: stores and loads of booleans in a list.
n, rounds := tonumber(arg && arg[1]) || 1000000, tonumber(arg && arg[2]) || 3
func sieve(n) {
    flags := {}
    for i := 1; i <= n; i++ { flags[i] = true }
    for i := 2; i * i <= n; i++ {
        if flags[i] {
            for j := i * i; j <= n; j += i { flags[j] = false }
        }
    }
    count := 0
    for i := 2; i <= n; i++ {
        if flags[i] { count++ }
    }
    return count
}
func main() {
    total := 0
    for r := 1; r <= rounds; r++ { total += sieve(n) }
    print(total)
}
main()
