// sieve with zeros and ones instead of booleans, marking what is composite, and with loops without headers.
limit, times := tonumber(arg && arg[1]) || 1000000, tonumber(arg && arg[2]) || 3
func primes_below(top) {
    composite, k := {}, 1
    for k <= top {
        composite[k] = 0
        k++
    }
    base := 2
    for base * base <= top {
        if composite[base] == 0 {
            multiple := base * base
            for multiple <= top {
                composite[multiple] = 1
                multiple = multiple + base
            }
        }
        base++
    }
    found := 0
    k = 2
    for k <= top {
        if composite[k] == 0 { found++ }
        k++
    }
    return found
}
func main() {
    total, left := 0, times
    for left > 0 {
        total += primes_below(limit)
        left--
    }
    print(total)
}
main()
