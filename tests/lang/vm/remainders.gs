// Remainders that are wanted as numbers, and ones that are only compared, by variables and by constants, of ints of every
// size and sign: all of them against the definition.
numbers := {0, 1, -1, 2, -2, 3, 6, 7, -7, 10, 641, -1000, 46341, 65536, 65537, -65537, 99999, 1000003, 1073741823, 1073741824,
    -1073741825, 1999999973, 2147483629, 2147483646, 2147483647, -2147483646, -2147483647, -2147483648, 2147483648,
    -2147483649, 4294967296, 4294967311, -4294967297, 1000000000039, 140737488355327, -140737488355327, 140737488355213}
func defined(a, b) {
    if a < 0 && b > 0 { return (b - 1) - defined(-a - 1, b) }
    if b < 0 { return -defined(-a, -b) }
    // By subtraction, so that nothing else that divides is needed.
    for step := b; a >= b; step = b {
        for step <= a - step { step += step }
        a -= step
    }
    return a
}
func value(a, b) { return a % b }
func is_multiple(a, b) { return a % b == 0 }
func is_not(a, b) {
    if a % b != 0 { return true }
    return false
}
func is_small(a, b) {
    rest := a % b
    if rest < 3 { return rest }
    return false
}
func count_divisors(n) {
    count := 0
    for d := 1; d <= n; d++ { if n % d == 0 { count++ } }
    return count
}
func gcd(a, b) {
    for b != 0 { a, b = b, a % b }
    return a
}
wrong, tried := 0, 0
func check(what, a, b, is, wanted) {
    tried++
    if is == wanted { return }
    wrong++
    if wrong < 10 { print(what, a, b, is, wanted) }
}
for round := 1; round <= 4; round++ {
    for _, a := range numbers {
        for _, b := range numbers {
            if b == 0 { continue }
            wanted := defined(a, b)
            check("value", a, b, value(a, b), wanted)
            check("multiple", a, b, is_multiple(a, b), wanted == 0)
            check("not", a, b, is_not(a, b), wanted != 0)
            check("small", a, b, is_small(a, b), wanted < 3 && wanted)
        }
    }
}
func by_constants(a) {
    return a % 3, a % 5, a % 6, a % 7, a % 10, a % 641, a % 1000, a % 65537, a % 1000003, a % 1073741823, a % 1073741825,
        a % 2147483646, a % 2147483647
}
constants := {3, 5, 6, 7, 10, 641, 1000, 65537, 1000003, 1073741823, 1073741825, 2147483646, 2147483647}
func by_larger(a) { return a % 2147483649, a % 4294967297, a % 1000000000039, a % 140737488355327 }
larger := {2147483649, 4294967297, 1000000000039, 140737488355327}
func of_unsigned(a) {
    if a < 0 { return a }
    return a % 3 + a % 7 * 10 + a % 1000003 * 100
}
func check_all(a) {
    for i, rest := range ipairs({by_constants(a)}) { check("constant", a, constants[i], rest, defined(a, constants[i])) }
    for i, rest := range ipairs({by_larger(a)}) { check("larger", a, larger[i], rest, defined(a, larger[i])) }
    if a >= 0 { check("sum", a, 0, of_unsigned(a), defined(a, 3) + defined(a, 7) * 10 + defined(a, 1000003) * 100) }
}
for round := 1; round <= 30; round++ {
    for _, a := range numbers {
        if a > -2147483649 && a < 2147483648 { check_all(a) }
    }
}
for round := 1; round <= 10; round++ {
    for _, a := range numbers { check_all(a) }
}
seed := 1
for i := 1; i <= 3000; i++ {
    seed = seed * 16807 % 2147483647
    check_all(i % 2 == 0 && seed || -seed)
}
print(tried, wrong, seed)
print(count_divisors(5040), count_divisors(7919), gcd(1071, 462), gcd(2147483646, 1073741823))
print(pcall(value, 5, 0), pcall(is_multiple, 5, 0), pcall(is_multiple, 0, 0))
