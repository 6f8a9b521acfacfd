// One place calls many functions: as arguments, in variables that change, with closures of one source, natives, callable tables.
func apply(f, n) {
    sum := 0
    for i := 1; i <= n; i++ { sum = (sum * 3 + f(i, sum)) % 10007 }
    return sum
}
func direct(f, n) { return apply(f, n) + 1 }
func add(a, b) { return a + b }
func swapped(a, b) { return add(b, a) }
func first(a) { return a }
func none() { return }
func half(a, b) { return a / 2 + b }
func long(a, b) {
    for k := 1; k <= 3; k++ {
        if k == a % 3 { b += k }
        if k == b % 2 { a -= k }
    }
    return a + b
}
func adder(k) { return func(a, b) { return a + b + k } }
callable := setmetatable({k: 5}, {__call: func(self, a, b) { return self.k + a - b % 7 }})
functions := {add, swapped, first, half, long, adder(1), adder(2), callable, math.max, math.min}
for round := 1; round <= 3; round++ {
    for i, f := range ipairs(functions) {
        for range 20 { apply(f, 30) }
        print(round, i, apply(f, 200), direct(f, 50))
    }
    print(pcall(apply, none, 10), pcall(apply, nil, 10), pcall(apply, {}, 10))
}
// Within one loop, in turn.
func in_turn(list, n) {
    sum := 0
    for i := 1; i <= n; i++ { sum = (sum * 3 + list[i % #list + 1](i, sum)) % 10007 }
    return sum
}
for k := 1; k <= #functions; k++ {
    some := {}
    for i := 1; i <= k; i++ { some[i] = functions[i] }
    for range 20 { in_turn(some, 30) }
    print(k, in_turn(some, 300))
}
// Functions that call what they get in their place, and recursion through what is passed.
func tail(f, a, b) { return f(a, b) }
func fold(f, list, i, value) {
    if i > #list { return value }
    return fold(f, list, i + 1, f(value, list[i]))
}
func self(f, n) {
    if n == 0 { return 0 }
    return f(f, n - 1) + n
}
func other(f, n) {
    if n <= 0 { return 1 }
    return f(self, n - 2) * 2
}
for _, f := range ipairs(functions) {
    for range 50 {
        tail(f, 1, 2)
        fold(f, {3, 4, 5}, 1, 2)
    }
    print(tail(f, 3, 4), fold(f, {3, 4, 5, 6.5}, 1, 2))
}
for range 100 {
    self(self, 10)
    other(other, 10)
}
print(self(self, 50), other(other, 20), self(other, 9))
// A function that is remembered although it has gone.
for round := 1; round <= 50; round++ {
    f := load("return func(a, b) { return a * " .. round .. " - b }")()
    if round % 10 == 0 { print(apply(f, 50)) }
    f = nil
    if round % 7 == 0 { collectgarbage() }
}
// A function that calls what it is given, itself, and is given nothing then.
func given(a, b) { return b(), nil }
func given_last(a, b) { return b() }
for range 60 {
    pcall(given, 1, given)
    pcall(given_last, 1, given_last)
    given(1, func() { return 2 })
}
print(pcall(given, 1, given))
print(pcall(given_last, 1, given_last))
print(given(1, func() { return 3 }), pcall(given, 1, 5))
