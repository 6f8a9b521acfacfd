// The floor of a quotient of two ints is an int division where the divisor is a constant.
func floors(x) {
    return math.floor(x / 2), math.floor(x / 3), math.floor(x / 7), math.floor(x / 10000), math.floor(x / 1073741824), math.floor(x / 2147483647),
        math.floor(x / 2147483648), math.floor(x * 0.25), math.floor(x / 1.5), math.floor(x / -2), math.floor(x / 1), math.floor(x * 0.1)
}
func exact(x, y) { return (x - x % y) / y }
values := {0, 1, -1, 2, -2, 6, 7, 8, -6, -7, -8, 9999, 10000, -10000, 10001, 2147483647, -2147483648, 2147483646, -2147483647, 1073741824, -1073741824}
for r := 1; r <= 30; r++ {
    for _, x := range ipairs(values) {
        a, b, c, d, e, f, g := floors(x)
        if a != exact(x, 2) || b != exact(x, 3) || c != exact(x, 7) || d != exact(x, 10000) || e != exact(x, 1073741824) || f != exact(x, 2147483647) || g != exact(x, 2147483648) { print("wrong", x) }
    }
}
for _, x := range ipairs(values) { print(x, floors(x)) }
// Of 48 bits, doubles, and what is no number.
for _, x := range ipairs({140737488355327, -140737488355328, 140737488355326, 4294967296, -4294967297, 10.5, -10.5, 1e300, -0.0}) { print(x, pcall(floors, x)) }
print(pcall(floors, 0 / 0) == pcall(floors, 0 / 0), pcall(floors, {}))
func halve(n, times) { s := 0 for i := 1; i <= times; i++ { n = math.floor(n / 2) s += n } return n, s }
for i := 1; i <= 50; i++ { halve(1000 + i, 12) }
print(halve(1000000, 30)) print(halve(-1000000, 30)) print(halve(140737488355327, 60)) print(halve(-140737488355328, 60)) print(halve(1e20, 30)) print(halve(0.75, 3))
func digits(n) { s := 0 for n > 0 { s += n % 10 n = math.floor(n / 10) } return s }
t := 0 for i := 1; i <= 2000; i++ { t += digits(i * 1000003) } print(t)
for i := 1; i <= 2000; i++ { t += digits(i) } print(t, digits(2147483647), digits(140737488355327))
