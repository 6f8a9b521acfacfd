// Remainders of small numbers, around once and twice the divisor, with the divisor in a register and in the instruction.
func check(b, of) {
    for a := 0; a <= 5 * b + 3; a++ {
        expected := a
        for expected >= b { expected -= b }
        if a % b != expected || of(a) != expected { error(a .. " % " .. b) }
    }
}
for b := 1; b <= 40; b++ { check(b, load("return func(a) { return a % " .. b .. " }")()) }
for _, b := range {3000, 32767, 32768, 40000} {
    of := load("return func(a) { return a % " .. b .. " }")()
    for a := 2 * b - 30; a <= 2 * b + 30; a++ {
        if a % b != of(a) || a % b != (a < 2 * b && a - b || a - 2 * b) { error(a .. " % " .. b) }
    }
}
func ring(n, size) {
    at, sum := 0, 0
    for i := 1; i <= n; i++ {
        at = (at + 7) % size
        sum = (sum + at) % 1000003
    }
    return at .. " " .. sum
}
print(ring(10000, 500), ring(10000, 8), ring(10000, 7))   // expect: 0 494994	0 35000	0 0
