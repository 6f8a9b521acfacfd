// Compiled code relies on globals that have been assigned once, and on what objects inherit, without a look at them. It has to
// notice the change wherever it waits: in a loop, in calls further down, in a comparison that sort calls, in another coroutine.
func f(x) { return x + 1 }
func g(x) { if x > 0 { return f(x) + g(x - 1) } return 0 }
func loop(n, at) {
    sum := 0
    for i := 0; i < n; i++ {
        sum += f(i)
        if i == at { f = func(x) { return x * 2 } }
    }
    return sum
}
for i := 0; i < 2000; i++ { g(20) }
print(loop(9000, -1), g(100))
print(loop(9000, 5000), g(100))

// The change happens below calls that are waiting.
func step(d) { if d == 0 { return maybe() } return step(d - 1) + unit() }
func unit() { return 1 }
func maybe() { return 0 }
for i := 0; i < 3000; i++ { step(9) }
maybe = func() { unit = func() { return 10 } return 0 }
print(step(9), step(9))

// In a callback of the library.
turn := 0
func less(a, b) { if turn == 1 { order = func(a, b) { return a > b } turn = 2 } return order(a, b) }
func order(a, b) { return a < b }
func sorted() { list := {3, 1, 2, 5, 4} table.sort(list, less) return table.concat(list, " ") }
for i := 0; i < 3000; i++ { sorted() }
print(sorted())
turn = 1
sorted()
print(sorted())

// In a coroutine, while code that relies on it is suspended in another.
func value() { return 1 }
func count(n) { sum := 0 for i := 1; i <= n; i++ { sum += value() if i % 1000 == 0 { coroutine.yield(sum) } } return sum }
first := coroutine.wrap(count)
print(first(5000))
print(first())
coroutine.wrap(func() { value = func() { return 100 } })()
print(first())
print(first())

// Caught behind an error that the change brings.
func safe() { return 1 }
func uses(n) { sum := 0 for i := 0; i < n; i++ { sum += safe() } return sum }
print(uses(5000))
broken := func(n) { for i := 0; i < n; i++ { uses(10) if i == 2500 { safe = nil } } }
print(pcall(broken, 5000))
func safe() { return 3 }
print(uses(5000))

// By another name of the table of globals, and by a loaded chunk.
func other() { return 1 }
func all(n) { sum := 0 for i := 0; i < n; i++ { sum += other() } return sum }
print(all(5000))
rawset(_G, "other", func() { return 2 })
print(all(5000))
func last() { return 1 }
func ends(n) { sum := 0 for i := 0; i < n; i++ { sum += last() if i == n / 2 { load("last = func() { return 5 }")() } } return sum }
print(ends(6000))

// Objects inherit something else.
A := {}
A.__index = A
A.get = func(self, d) { if d == 0 { return 1 } return self:get(d - 1) + self.k }
B := {}
B.__index = B
setmetatable(A, B)
object := setmetatable({k: 2}, A)
func gets(n, at, change) {
    sum := 0
    for i := 1; i <= n; i++ { sum += object:get(5) if i == at { change() } }
    return sum
}
print(gets(3000, 0))
for _, name := range {"x", "y", "z", "u", "v"} {
    print(gets(3000, 1500, func() { B[name] = name }), object[name])
}
print(gets(3000, 1500, func() { A.get = func(self, d) { return 7 } }))
print(gets(3000, 1500, func() { A.get = nil B.get = func(self, d) { return 9 } }))
print(gets(3000, 1500, func() { object.get = func(self, d) { return 11 } }))
print(gets(3000, 1500, func() { object.get = nil setmetatable(A, {__index: {get: func() { return 13 }}}) }))
