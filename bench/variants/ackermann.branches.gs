// ackermann with the cases in another order, in branches, as a local function.
m, n, rounds := tonumber(arg && arg[1]) || 3, tonumber(arg && arg[2]) || 4, tonumber(arg && arg[3]) || 500
func main() {
    func a(x, y) {
        if x != 0 {
            if y != 0 {
                inner := a(x, y - 1)
                return a(x - 1, inner)
            } else {
                return a(x - 1, 1)
            }
        } else {
            return 1 + y
        }
    }
    sum, left := 0, rounds
    for left > 0 {
        sum = a(m, n) + sum
        left--
    }
    print(sum)
}
main()
