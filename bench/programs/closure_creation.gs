// Closures made in a loop, of which some stay alive for a while: one captures values, one a variable that it changes.
n, kept := tonumber(arg && arg[1]) || 300000, tonumber(arg && arg[2]) || 500
func scaled(factor, offset) { return func(x) { return (x * factor + offset) % 10007 } }
func summed(start) {
    total := start
    return func(x) {
        total = (total + x) % 10009
        return total
    }
}
func main() {
    ring, at, value := {}, 1, 1
    for i := 1; i <= kept; i++ { ring[i] = summed(i) }
    for i := 1; i <= n; i++ {
        value = ring[at](value)
        ring[at] = i % 2 == 0 && scaled(value, i) || summed(value)
        at = at % kept + 1
    }
    print(value)
}
main()
