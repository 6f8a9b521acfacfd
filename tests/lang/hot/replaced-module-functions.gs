// Functions in tables that are constants, called often, then replaced: by another function of the same source, by others, by what is no
// function, for a while or for good.
lib := {}
func make(k) { return func(x) { return x + k } }
lib.f = make(1)
lib.g = func(x) { return x > 1 && lib.g(x - 1) + lib.g(x - 2) || x }
func sum(n) {
    s := 0
    for i := 1; i <= n; i++ { s += lib.f(i) }
    return s
}
print(sum(3000), sum(3000))
lib.f = make(2)
print(sum(3000), sum(3000))
for k := 3; k <= 12; k++ {
    lib.f = make(k)
    print(sum(300))
}
lib.f = math.abs
print(sum(3000))
lib.f = func(x) { return -x }
print(sum(3000))
lib.f = setmetatable({}, {__call: func(self, x) { return x * 2 }})
print(sum(3000))
lib.f = 5
print(pcall(sum, 3000))
lib.f = nil
print(pcall(sum, 3000))
lib.f = make(0)
print(sum(3000))

print(lib.g(20))
old := lib.g
calls := 0
lib.g = func(x) {
    calls++
    return old(x)
}
print(lib.g(12), calls)
lib.g = old
print(lib.g(20))

// While it runs.
lib.step = func(i) {
    if i == 700 { lib.step = func(i) { return 1000 } }
    return 1
}
func steps(n) {
    s := 0
    for i := 1; i <= n; i++ { s += lib.step(i) }
    return s
}
print(steps(1000))

// Functions of the library, and the table itself.
func roots(n) {
    s := 0
    for i := 1; i <= n; i++ { s += math.floor(math.sqrt(i * i)) }
    return s
}
print(roots(2000))
real := math.floor
math.floor = func(x) { return real(x) + 1 }
print(roots(2000))
math.floor = real
print(roots(2000))
first := lib
lib = {f: make(100), g: old}
print(sum(1000))
lib = first
print(sum(1000))
