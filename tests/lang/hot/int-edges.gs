// Int edges in hot loops.
MAX := 140737488355327
MIN := -140737488355327 - 1
func add(a, b) { return a + b }
func sub(a, b) { return a - b }
func mul(a, b) { return a * b }
func neg(a) { return -a }
func mod(a, b) { return a % b }
func div(a, b) { return a / b }
func lt(a, b) { return a < b, a <= b, a > b, a >= b, a == b, a != b }
for i := 1; i <= 200; i++ { add(i, 1) sub(i, 1) mul(i, 2) neg(i) mod(i, 3) div(i, 3) lt(i, 3) }
edge := {0, 1, -1, 2, -2, 3, 7, -7, 0.0, -0.0, 0.5, -0.5, 1.5, 2147483647, 2147483648, -2147483648, -2147483649, 46341, 65536, MAX, MIN, MAX - 1, MIN + 1, 0/0, 1/0, -1/0, 1e300, -1e300, 4294967296, 2**31, 2**32, 2.0**47, 2.0**53, "10", "0x10", "-0", " 5 ", "1e2", "abc"}
for _, a := range ipairs(edge) {
    for _, b := range ipairs(edge) {
        for _, f := range ipairs({add, sub, mul, div}) {
            ok, r := pcall(f, a, b)
            io.write(tostring(r), math.type(r) || "?", " ")
        }
        print(pcall(mod, a, b))
        print(pcall(lt, a, b))
    }
    print(pcall(neg, a))
}
