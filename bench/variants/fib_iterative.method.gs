// fib_iterative as a method of an object that keeps the last two numbers in its fields.
n, rounds := tonumber(arg && arg[1]) || 30, tonumber(arg && arg[2]) || 300000
sequence := {}
sequence.__index = sequence
sequence.fib = func(self, n) {
    self.a, self.b = 0, 1
    for i := 1; i <= n; i++ { self.a, self.b = self.b, self.a + self.b }
    return self.a
}
func main() {
    s, sum := setmetatable({a: 0, b: 1}, sequence), 0
    for r := 1; r <= rounds; r++ { sum = (sum + s:fib(n + sum % 2)) % 1000003 }
    print(sum)
}
main()
