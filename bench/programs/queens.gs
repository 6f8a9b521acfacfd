// All ways to place n queens: backtracking over three lists of booleans. The first solution is shown as a check.
n := tonumber(arg && arg[1]) || 11
func solve(n, report) {
    columns, rising, falling, places := {}, {}, {}, {}
    for i := 1; i <= 2 * n; i++ { columns[i], rising[i], falling[i] = false, false, false }
    count := 0
    func place(row) {
        if row > n {
            count++
            if count == 1 { report(places) }
            return
        }
        for column := 1; column <= n; column++ {
            up, down := row + column, row - column + n
            if !columns[column] && !rising[up] && !falling[down] {
                columns[column], rising[up], falling[down] = true, true, true
                places[row] = column
                place(row + 1)
                columns[column], rising[up], falling[down] = false, false, false
            }
        }
    }
    place(1)
    return count
}
print(solve(n, func(places) { print(table.concat(places, " ")) }))
