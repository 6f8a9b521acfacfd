// spectral_norm with one function for both products, which gets the matrix as an argument.
n := tonumber(arg && arg[1]) || 500
func product(matrix, v, n) {
    out := {}
    for i := 0; i < n; i++ {
        sum := 0.0
        for j := 0; j < n; j++ { sum += matrix(i, j) * v[j + 1] }
        out[i + 1] = sum
    }
    return out
}
func main() {
    a := func(i, j) { return 1.0 / ((i + j) * (i + j + 1) / 2 + i + 1) }
    transposed := func(i, j) { return a(j, i) }
    u, v := {}, {}
    for i := 1; i <= n; i++ { u[i] = 1.0 }
    for i := 1; i <= 10; i++ {
        v = product(transposed, product(a, u, n), n)
        u = product(transposed, product(a, v, n), n)
    }
    vbv, vv := 0.0, 0.0
    for i := 1; i <= n; i++ {
        vbv += u[i] * v[i]
        vv += v[i] * v[i]
    }
    print(string.format("%.9f", math.sqrt(vbv / vv)))
}
main()
