// matmul with each matrix in one list, in a record that knows its size.
n := tonumber(arg && arg[1]) || 300
func matrix(n, seed) {
    m := {size: n, cells: {}}
    for i := 1; i <= n; i++ {
        for j := 1; j <= n; j++ { m.cells[(i - 1) * n + j] = (i * seed + j) % 17 / 8 }
    }
    return m
}
func product(a, b) {
    n, x, y := a.size, a.cells, b.cells
    cells := {}
    for i := 0; i < n; i++ {
        for j := 1; j <= n; j++ {
            sum := 0.0
            for k := 1; k <= n; k++ { sum += x[i * n + k] * y[(k - 1) * n + j] }
            cells[i * n + j] = sum
        }
    }
    return {size: n, cells: cells}
}
func main() {
    c := product(matrix(n, 3), matrix(n, 5))
    trace := 0.0
    for i := 1; i <= n; i++ { trace += c.cells[(i - 1) * n + i] }
    print(string.format("%.6f", trace))
}
main()
