// fib_iterative with loops without headers, and with a temporary variable instead of two assignments at once.
terms, times := tonumber(arg && arg[1]) || 30, tonumber(arg && arg[2]) || 300000
func number(count) {
    next, value := 1, 0
    for count != 0 {
        before := value
        value = next
        next = before + value
        count--
    }
    return value
}
func main() {
    total, round := 0, 0
    for round < times {
        total = (number(total % 2 + terms) + total) % 1000003
        round++
    }
    print(total)
}
main()
