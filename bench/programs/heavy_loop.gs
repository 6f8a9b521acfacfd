// One loop of int arithmetic and a branch; every iteration needs the one before it.
n := tonumber(arg && arg[1]) || 5000000
func main() {
    x, sum := 1, 0
    for i := 1; i <= n; i++ {
        x = (x * 3 + i) % 65521
        if x % 2 == 0 { sum += x } else { sum -= i % 7 }
    }
    print(sum)
}
main()
