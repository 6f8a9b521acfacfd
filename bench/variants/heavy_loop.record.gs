// heavy_loop with its variables in a record and the body of the loop in a function.
n := tonumber(arg && arg[1]) || 5000000
func advance(s, i) {
    s.x = (s.x * 3 + i) % 65521
    if s.x % 2 == 0 { s.sum += s.x } else { s.sum -= i % 7 }
}
func main() {
    s := {x: 1, sum: 0}
    for i := 1; i <= n; i++ { advance(s, i) }
    print(s.sum)
}
main()
