// Ackermann's function: deep recursion, calls in tail position.
m, n, rounds := tonumber(arg && arg[1]) || 3, tonumber(arg && arg[2]) || 4, tonumber(arg && arg[3]) || 500
func ack(m, n) {
    if m == 0 { return n + 1 }
    if n == 0 { return ack(m - 1, 1) }
    return ack(m - 1, ack(m, n - 1))
}
func main() {
    total := 0
    for r := 1; r <= rounds; r++ { total += ack(m, n) }
    print(total)
}
main()
