// Matrices as objects with operators: sums, products, powers, comparison and text come from a metatable.
size, rounds := tonumber(arg && arg[1]) || 4, tonumber(arg && arg[2]) || 2000
MODULUS := 32749

Matrix := {}
func matrix(n, f) {
    m := {n: n}
    for i := 1; i <= n; i++ {
        row := {}
        for j := 1; j <= n; j++ { row[j] = f(i, j) % MODULUS }
        m[i] = row
    }
    return setmetatable(m, Matrix)
}
Matrix.__index = Matrix
Matrix.__add = func(a, b) { return matrix(a.n, func(i, j) { return a[i][j] + b[i][j] }) }
Matrix.__sub = func(a, b) { return matrix(a.n, func(i, j) { return a[i][j] - b[i][j] }) }
Matrix.__unm = func(a) { return matrix(a.n, func(i, j) { return -a[i][j] }) }
Matrix.__mul = func(a, b) {
    if type(a) == "number" { a, b = b, a }
    if type(b) == "number" { return matrix(a.n, func(i, j) { return a[i][j] * b }) }
    n := a.n
    return matrix(n, func(i, j) {
        sum, row := 0, a[i]
        for k := 1; k <= n; k++ { sum += row[k] * b[k][j] }
        return sum
    })
}
Matrix.__pow = func(a, k) {
    result := matrix(a.n, func(i, j) { return i == j && 1 || 0 })
    for k > 0 {
        if k % 2 == 1 { result = result * a }
        a = a * a
        k = math.floor(k / 2)
    }
    return result
}
Matrix.__eq = func(a, b) {
    for i := 1; i <= a.n; i++ {
        for j := 1; j <= a.n; j++ {
            if a[i][j] != b[i][j] { return false }
        }
    }
    return true
}
Matrix.__tostring = func(a) {
    rows := {}
    for i := 1; i <= a.n; i++ { rows[i] = table.concat(a[i], " ") }
    return table.concat(rows, "; ")
}
Matrix.trace = func(self) {
    sum := 0
    for i := 1; i <= self.n; i++ { sum += self[i][i] }
    return sum % MODULUS
}
func main() {
    a := matrix(size, func(i, j) { return i * 3 + j * j })
    b := matrix(size, func(i, j) { return (i + 2) * (j + 5) + 1 })
    check, equal := 0, 0
    for r := 1; r <= rounds; r++ {
        c := a * b + 3 * a - -b
        d := c ** (r % 13 + 2)
        if (a + b) * c == a * c + b * c { equal++ }
        check = (check * 31 + d:trace()) % 1000003
        a, b = b, matrix(size, func(i, j) { return d[i][j] + r })
    }
    print(check, equal)
    print(tostring(a))
}
main()
