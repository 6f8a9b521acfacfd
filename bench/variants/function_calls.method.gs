// function_calls with a method that changes its object, and loops without headers.
n, rounds := tonumber(arg && arg[1]) || 10000, tonumber(arg && arg[2]) || 500
machine := {}
machine.__index = machine
machine.step = func(self, i) { self.x = (self.x * 3 + i) % 65521 }
machine.run = func(self, n) {
    i := 0
    for i < n {
        i++
        self:step(i)
    }
    return self.x
}
func main() {
    sum, r := 0, 0
    for r < rounds {
        r++
        sum = (sum + setmetatable({x: r}, machine):run(n)) % 1000003
    }
    print(sum)
}
main()
