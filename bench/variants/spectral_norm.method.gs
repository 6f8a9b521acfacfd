// spectral_norm with a matrix object, results written into lists that are there already, and loops without headers.
size := tonumber(arg && arg[1]) || 500
matrix := {}
matrix.__index = matrix
matrix.at = func(self, row, column) {
    diagonal := row + column
    return 1.0 / (diagonal * (diagonal + 1) / 2 + row + 1)
}
matrix.times = func(self, from, to) {
    row := 0
    for row < self.size {
        sum, column := 0.0, 0
        for column < self.size {
            sum = sum + self:at(row, column) * from[column + 1]
            column++
        }
        row++
        to[row] = sum
    }
}
matrix.transposed_times = func(self, from, to) {
    row := 0
    for row < self.size {
        sum, column := 0.0, 0
        for column < self.size {
            sum = sum + self:at(column, row) * from[column + 1]
            column++
        }
        row++
        to[row] = sum
    }
}
func main() {
    a := setmetatable({size: size}, matrix)
    u, v, between, i := {}, {}, {}, 1
    for i <= size {
        u[i], v[i], between[i] = 1.0, 0.0, 0.0
        i++
    }
    round := 0
    for round < 10 {
        a:times(u, between)
        a:transposed_times(between, v)
        a:times(v, between)
        a:transposed_times(between, u)
        round++
    }
    vbv, vv, k := 0.0, 0.0, 1
    for k <= size {
        vbv = vbv + u[k] * v[k]
        vv = vv + v[k] * v[k]
        k++
    }
    print(string.format("%.9f", math.sqrt(vbv / vv)))
}
main()
