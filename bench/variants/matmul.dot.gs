// matmul that turns the second matrix round first and then takes dot products; loops without headers.
size := tonumber(arg && arg[1]) || 300
func fill(count, f) {
    rows, i := {}, 1
    for i <= count {
        row, j := {}, 1
        for j <= count {
            row[j] = f(i, j)
            j++
        }
        rows[i] = row
        i++
    }
    return rows
}
func dot(p, q, count) {
    sum, k := 0.0, 1
    for k <= count {
        sum = sum + p[k] * q[k]
        k++
    }
    return sum
}
func main() {
    left := fill(size, func(i, j) { return (i * 3 + j) % 17 / 8 })
    right := fill(size, func(i, j) { return (i * 5 + j) % 17 / 8 })
    turned := fill(size, func(i, j) { return right[j][i] })
    all := fill(size, func(i, j) { return dot(left[i], turned[j], size) })
    trace, i := 0.0, 1
    for i <= size {
        trace += all[i][i]
        i++
    }
    print(string.format("%.6f", trace))
}
main()
