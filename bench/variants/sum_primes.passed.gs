// sum_primes with the predicate passed to a function that sums what it accepts.
n := tonumber(arg && arg[1]) || 100000
tests := {
    is_prime: func(n) {
        if n < 4 { return n >= 2 }
        if n % 2 == 0 { return false }
        for d := 3; d * d <= n; d += 2 {
            if n % d == 0 { return false }
        }
        return true
    }
}
func sum_of(accepts, from, to) {
    sum := 0
    for i := from; i <= to; i++ {
        if accepts(i) { sum += i }
    }
    return sum
}
print(sum_of(tests.is_prime, 1, n))
