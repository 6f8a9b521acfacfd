// function_calls with the tiny function as an argument of the one that calls it.
n, rounds := tonumber(arg && arg[1]) || 10000, tonumber(arg && arg[2]) || 500
func repeated(f, n, x) {
    for i := 1; i <= n; i++ { x = f(x, i) }
    return x
}
func main() {
    step := func(x, i) { return (x * 3 + i) % 65521 }
    sum := 0
    for r := 1; r <= rounds; r++ { sum = (sum + repeated(step, n, r)) % 1000003 }
    print(sum)
}
main()
