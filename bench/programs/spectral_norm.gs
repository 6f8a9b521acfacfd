// Spectral norm of an infinite matrix, cut to n rows: small functions on floats.
n := tonumber(arg && arg[1]) || 500
func a(i, j) { return 1.0 / ((i + j) * (i + j + 1) / 2 + i + 1) }
func times(v, n) {
    out := {}
    for i := 0; i < n; i++ {
        sum := 0.0
        for j := 0; j < n; j++ { sum += a(i, j) * v[j + 1] }
        out[i + 1] = sum
    }
    return out
}
func times_transposed(v, n) {
    out := {}
    for i := 0; i < n; i++ {
        sum := 0.0
        for j := 0; j < n; j++ { sum += a(j, i) * v[j + 1] }
        out[i + 1] = sum
    }
    return out
}
func main() {
    u, v := {}, {}
    for i := 1; i <= n; i++ { u[i] = 1.0 }
    for i := 1; i <= 10; i++ {
        v = times_transposed(times(u, n), n)
        u = times_transposed(times(v, n), n)
    }
    vbv, vv := 0.0, 0.0
    for i := 1; i <= n; i++ {
        vbv += u[i] * v[i]
        vv += v[i] * v[i]
    }
    print(string.format("%.9f", math.sqrt(vbv / vv)))
}
main()
