// ackermann as a method, with the calls in tail position replaced by a loop.
m, n, rounds := tonumber(arg && arg[1]) || 3, tonumber(arg && arg[2]) || 4, tonumber(arg && arg[3]) || 500
table_of_functions := {
    ack: func(self, m, n) {
        for m > 0 {
            if n == 0 {
                n = 1
            } else {
                n = self:ack(m, n - 1)
            }
            m--
        }
        return n + 1
    }
}
func main() {
    f, total := table_of_functions, 0
    for r := 1; r <= rounds; r++ { total += f:ack(m, n) }
    print(total)
}
main()
