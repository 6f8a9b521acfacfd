// sum_primes with a local predicate of one condition and loops without headers.
last := tonumber(arg && arg[1]) || 100000
func main() {
    prime := func(number) {
        if number % 2 == 0 { return number == 2 }
        divisor := 3
        for divisor * divisor <= number && number % divisor != 0 { divisor = divisor + 2 }
        return number > 1 && divisor * divisor > number
    }
    total, number := 0, last
    for number > 0 {
        if prime(number) { total = total + number }
        number--
    }
    print(total)
}
main()
