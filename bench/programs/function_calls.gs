// Calls of a tiny function, 10000 in a row; each needs the result of the one before it.
n, rounds := tonumber(arg && arg[1]) || 10000, tonumber(arg && arg[2]) || 500
func step(x, i) { return (x * 3 + i) % 65521 }
func run(n, x) {
    for i := 1; i <= n; i++ { x = step(x, i) }
    return x
}
func main() {
    sum := 0
    for r := 1; r <= rounds; r++ { sum = (sum + run(n, r)) % 1000003 }
    print(sum)
}
main()
