// The same where an operator makes the call, which would be done twice.
count := 0
P := {}
P.__add = func(o, v) { count = count + 1 return f(v, o, o.v) }
func f(x, o, w) {
    z := x + 1
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    z = z * 3 % 1001
    if o.n <= 0 { return z }
    o.n = o.n - 1
    r := o + w
    return r + x
}
for i := 1; i <= 60; i++ { f(i, setmetatable({n: 3, v: 5}, P), 5) }
print(count)
print(pcall(f, 1, setmetatable({n: 3, v: 5}, P), 2.5))
print(count)
