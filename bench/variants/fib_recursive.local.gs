// fib_recursive with a function that is local to main and reaches itself as a captured variable.
n, rounds := tonumber(arg && arg[1]) || 20, tonumber(arg && arg[2]) || 300
func main() {
    func number(k) {
        if k >= 2 { return number(k - 2) + number(k - 1) }
        return k
    }
    total, left := 0, rounds
    for left > 0 {
        total = (number(total % 2 + n) + total) % 1000003
        left--
    }
    print(total)
}
main()
