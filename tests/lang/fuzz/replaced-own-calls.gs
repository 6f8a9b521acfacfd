// A call that has taken the place of another one can not be done again as that one: it has other arguments.
func h(n, v) { return f(v, n - 1, 7, v) }
func f(x, n, y, w) {
    z := x + y
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    if n <= 0 { return z }
    r := h(n, w)
    return r + x
}
for i := 1; i <= 60; i++ { f(i, 3, 2, 5) }
print(pcall(f, 1, 3, 2, 2.5))
