// fib_recursive as a method that calls itself through the metatable of its object.
n, rounds := tonumber(arg && arg[1]) || 20, tonumber(arg && arg[2]) || 300
numbers := {}
numbers.__index = numbers
numbers.fib = func(self, n) {
    if n < self.limit { return n }
    return self:fib(n - 1) + self:fib(n - 2)
}
func main() {
    sum, object := 0, setmetatable({limit: 2}, numbers)
    for r := 1; r <= rounds; r++ { sum = (sum + object:fib(n + sum % 2)) % 1000003 }
    print(sum)
}
main()
