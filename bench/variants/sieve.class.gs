// sieve as an object with methods for its parts.
n, rounds := tonumber(arg && arg[1]) || 1000000, tonumber(arg && arg[2]) || 3
sieve := {}
sieve.__index = sieve
sieve.fill = func(self) {
    for i := 1; i <= self.n; i++ { self.flags[i] = true }
}
sieve.strike = func(self, i) {
    for j := i * i; j <= self.n; j += i { self.flags[j] = false }
}
sieve.each = func(self, visit) {
    for i := 2; i <= self.n; i++ {
        if self.flags[i] { visit(i) }
    }
}
func main() {
    total := 0
    for r := 1; r <= rounds; r++ {
        s := setmetatable({n: n, flags: {}}, sieve)
        s:fill()
        for i := 2; i * i <= n; i++ {
            if s.flags[i] { s:strike(i) }
        }
        s:each(func(prime) { total++ })
    }
    print(total)
}
main()
