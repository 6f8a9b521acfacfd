// fib that gets itself as an argument.
n := tonumber(arg && arg[1]) || 35
func number(self, k) {
    if k <= 1 { return k }
    return self(self, k - 1) + self(self, k - 2)
}
print(number(number, n))
