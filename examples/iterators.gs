// Iterators are functions that give the next value, or nil at the end. A range loop calls them.

func count(from, to, step) {
    step = step || 1
    i := from - step
    return func() {
        i += step
        if (step > 0 && i <= to) || (step < 0 && i >= to) { return i }
    }
}
func naturals(i) {
    i = i || 1
    return func() {
        i++
        return i - 1
    }
}
func take(n, next) {
    return func() {
        if n > 0 {
            n--
            return next()
        }
    }
}
func filter(next, keep) {
    return func() {
        for v := range next {
            if keep(v) { return v }
        }
    }
}
func map(next, f) {
    return func() {
        v := next()
        if v != nil { return f(v) }
    }
}
func zip(a, b) {
    return func() {
        x, y := a(), b()
        if x != nil && y != nil { return x, y }
    }
}
func chain(...) {
    iterators, current := {...}, 1
    return func() {
        for iterators[current] {
            v := iterators[current]()
            if v != nil { return v }
            current++
        }
    }
}
func values(t) {
    i := 0
    return func() {
        i++
        return t[i]
    }
}
func enumerate(next, start) {
    i := (start || 1) - 1
    return func() {
        v := next()
        i++
        if v != nil { return i, v }
    }
}
func reduce(next, f, result) {
    for v := range next { result = f(result, v) }
    return result
}
func collect(next) {
    out := {}
    for v := range next { out[#out + 1] = v }
    return out
}
func show(label, next) { print(label, table.concat(collect(next), " ")) }

show("up", count(1, 5))
show("down", count(10, 1, -3))
show("first six", take(6, naturals()))
show("even", filter(count(1, 10), func(v) { return v % 2 == 0 }))
show("multiples of three", take(4, filter(naturals(), func(v) { return v % 3 == 0 })))

func is_prime(n) {
    for d := 2; d * d <= n; d++ {
        if n % d == 0 { return false }
    }
    return n > 1
}
show("primes", take(10, filter(naturals(), is_prime)))
show("squares", map(count(1, 5), func(v) { return v * v }))
for name, age := range zip(values({"Ada", "Linus", "nobody"}), values({36, 21})) { print("zip", name, age) }
show("chain", chain(count(1, 3), values({"a", "b"}), count(9, 8, -1)))
for i, v := range enumerate(values({"zero", "one"}), 0) { print("enumerate", i, v) }
print("sum", reduce(count(1, 100), func(a, b) { return a + b }, 0))

// An iterator with more than one operation is a table; range takes its next function.
func reader(lines) {
    self := {count: 0, closed: false}
    self.next = func() {
        if self.closed { return nil }
        self.count++
        return lines[self.count]
    }
    self.close = func() { self.closed = true }
    return self
}
r := reader({"first", "second", "third"})
for line := range r.next {
    print("read", r.count, line)
    if line == "second" { r.close() }
}

sentence := "the quick brown fox jumps over the lazy dog while the quick cat sleeps"
unique := {}
for word := range filter(values(string.split(sentence, " ")), func(w) { return #w > 4 }) { unique[word] = true }
words := table.keys(unique)
table.sort(words)
print("long words", table.concat(words, " "))
