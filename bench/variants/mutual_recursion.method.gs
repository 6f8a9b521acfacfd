// mutual_recursion as methods of one object.
n, rounds := tonumber(arg && arg[1]) || 25, tonumber(arg && arg[2]) || 1000
sequences := {}
sequences.__index = sequences
sequences.female = func(self, n) {
    if n == 0 { return 1 }
    return n - self:male(self:female(n - 1))
}
sequences.male = func(self, n) {
    if n == 0 { return 0 }
    return n - self:female(self:male(n - 1))
}
func main() {
    object, sum := setmetatable({}, sequences), 0
    for r := 1; r <= rounds; r++ { sum += object:female(n) + object:male(n) }
    print(sum)
}
main()
