// Hofstadter's female and male sequences: two functions that call each other.
n, rounds := tonumber(arg && arg[1]) || 25, tonumber(arg && arg[2]) || 1000
func female(n) {
    if n == 0 { return 1 }
    return n - male(female(n - 1))
}
func male(n) {
    if n == 0 { return 0 }
    return n - female(male(n - 1))
}
func main() {
    sum := 0
    for r := 1; r <= rounds; r++ { sum += female(n) + male(n) }
    print(sum)
}
main()
