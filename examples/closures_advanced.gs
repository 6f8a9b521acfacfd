// What closures are good for.

// Remembers results by argument. The inner function may call the memo version of itself.
func memoize(f) {
    known := {}
    return func(n) {
        if known[n] == nil { known[n] = f(n) }
        return known[n]
    }
}
calls := 0
fib := nil
fib = memoize(func(n) {
    calls++
    if n < 2 { return n }
    return fib(n - 1) + fib(n - 2)
})
print("fib(60)", fib(60), "calls", calls)

func curry(f) { return func(a) { return func(b) { return f(a, b) } } }
print("curry", curry(math.max)(3)(8))

func partial(f, first) { return func(...) { return f(first, ...) } }
power_of_two := partial(math.pow, 2)
print("partial", power_of_two(8), power_of_two(0.5))

func compose(f, g) { return func(...) { return f(g(...)) } }
shout := compose(func(s) { return s .. "!" }, string.upper)
print("compose", shout("hello"))

func once(f) {
    done, result := false, nil
    return func(...) {
        if !done { done, result = true, f(...) }
        return result
    }
}
connect := once(func(name) {
    print("connecting to", name)
    return "connection to " .. name
})
print(connect("server"))
print(connect("elsewhere"))

// Lets through every n-th call.
func throttle(f, n) {
    count := 0
    return func(...) {
        count++
        if count % n == 0 { return f(...) }
    }
}
every_third := throttle(print, 3)
for i := range 9 { every_third("call", i) }

// A pipeline is a list of functions applied one after the other.
func pipeline(...) {
    steps := {...}
    return func(v) {
        for _, step := range steps { v = step(v) }
        return v
    }
}
print("numbers", pipeline(func(x) { return x + 1 }, func(x) { return x * 10 }, math.sqrt)(9))
// gsub gives two results; parentheses keep the first.
clean := pipeline(string.trim, string.upper, func(s) { return (string.gsub(s, "%s+", "_")) })
print("text", clean("  make  me a constant "))

func accumulator() {
    sum, n := 0, 0
    return {
        add: func(v) { sum += v  n++ }
        mean: func() { return n > 0 && sum / n || nil }
    }
}
grades := accumulator()
for _, v := range {2, 3, 5, 2} { grades.add(v) }
print("mean", grades.mean())

// A closure is an iterator: range calls it until it gives nil.
func countdown(n) {
    return func() {
        if n > 0 {
            n--
            return n + 1
        }
    }
}
for i := range countdown(3) { print("countdown", i) }

// Each iteration has its own variable, so each closure keeps its own.
prints := {}
for i := 1; i <= 3; i++ { prints[i] = func() { return i } }
print("per iteration", prints[1](), prints[2](), prints[3]())
