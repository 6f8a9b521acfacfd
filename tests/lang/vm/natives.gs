// Functions of the library in hot code: results of any number, errors, yields, callbacks, and callees that change.
func many(n) {
    sum := 0
    for i := 1; i <= n; i++ {
        first, last, capture := string.find("key" .. i, "(%d+)")
        sum += first + last + tonumber(capture)
        a, b, c := math.max(i, 3)
        if b != nil || c != nil { print("too many") }
        sum += a
    }
    return sum
}
print(many(300))

func tail(x) { return math.max(x, 2) }
func tail_many(s) { return string.byte(s, 1, -1) }
sum := 0
for i := 1; i <= 300; i++ {
    sum += tail(i)
    a, b, c, d := tail_many("abc")
    sum += a + b + c + (d || 1)
}
print(sum)

// An error names its place and its function, in inlined calls as well.
func part(x) { return string.rep("x", x) }
func failing(i) {
    if i == 150 { return part({}) }
    return #part(2)
}
count := 0
for i := 1; i <= 300; i++ {
    ok, message := pcall(failing, i)
    if ok {
        count += message
    } else {
        print(message)
    }
}
print(count)

// Natives that call back, yield and raise below compiled code.
func order(list) {
    table.sort(list, func(a, b) { return a > b })
    return list[1]
}
total := 0
for i := 1; i <= 100; i++ { total += order({i, 3, 50}) }
print(total)
numbers := coroutine.wrap(func() {
    for i := 1; i <= 200; i++ {
        x := i * 2
        coroutine.yield(i)
        if x != i * 2 { print("lost", i) }
    }
    return 0
})
total = 0
for {
    n := numbers()
    if n == 0 { break }
    total += n
}
print(total)

// Another function takes the place of the first.
f := math.floor
total = 0
for i := 1; i <= 400; i++ {
    if i == 200 { f = math.ceil }
    if i == 300 { f = func(x) { return 1 } }
    total += f(i + 0.5)
}
print(total)
