// Product of two matrices of floats, kept as lists of rows.
n := tonumber(arg && arg[1]) || 300
func matrix(n, seed) {
    rows := {}
    for i := 1; i <= n; i++ {
        row := {}
        for j := 1; j <= n; j++ { row[j] = (i * seed + j) % 17 / 8 }
        rows[i] = row
    }
    return rows
}
func multiply(a, b, n) {
    c := {}
    for i := 1; i <= n; i++ {
        row, ai := {}, a[i]
        for j := 1; j <= n; j++ {
            sum := 0.0
            for k := 1; k <= n; k++ { sum += ai[k] * b[k][j] }
            row[j] = sum
        }
        c[i] = row
    }
    return c
}
func main() {
    c := multiply(matrix(n, 3), matrix(n, 5), n)
    trace := 0.0
    for i := 1; i <= n; i++ { trace += c[i][i] }
    print(string.format("%.6f", trace))
}
main()
