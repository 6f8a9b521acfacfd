// Functions as values: map, filter, reduce, composition, laziness.

func map(t, f) {
    out := {}
    for i, v := range ipairs(t) { out[i] = f(v) }
    return out
}
func filter(t, keep) {
    out := {}
    for _, v := range ipairs(t) {
        if keep(v) { out[#out + 1] = v }
    }
    return out
}
func reduce(t, f, value) {
    for _, v := range ipairs(t) { value = f(value, v) }
    return value
}
func show(label, t) { print(label, table.concat(t, " ")) }

numbers := {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}
show("squares", map(numbers, func(x) { return x * x }))
show("even", filter(numbers, func(x) { return x % 2 == 0 }))
print("sum", reduce(numbers, func(a, b) { return a + b }, 0))
print("largest", reduce({3, 9, 2}, math.max, -math.huge))
print("joined", reduce({"b", "c"}, func(a, b) { return a .. "-" .. b }, "a"))

// Right to left, any number of functions.
func compose(...) {
    functions := {...}
    return func(v) {
        for i := #functions; i >= 1; i-- { v = functions[i](v) }
        return v
    }
}
func add(n) { return func(x) { return x + n } }
func times(n) { return func(x) { return x * n } }
print("compose", compose(add(1), times(2), add(10))(5))

func curry3(f) { return func(a) { return func(b) { return func(c) { return f(a, b, c) } } } }
volume := curry3(func(a, b, c) { return a * b * c })
print("curry", volume(2)(3)(4))

// Computed at first use.
func lazy(f) {
    done, value := false, nil
    return func() {
        if !done { done, value = true, f() }
        return value
    }
}
answer := lazy(func() {
    print("thinking ...")
    return 42
})
print("lazy", answer())
print("again", answer())

func from(n) {
    return func() {
        n++
        return n - 1
    }
}
func take(n, next) {
    out := {}
    for range n { out[#out + 1] = next() }
    return out
}
show("counting from 7", take(5, from(7)))

// The methods of a pipeline return the pipeline, so steps can be chained.
func pipe(list) {
    self := {}
    self.map = func(_, f) { list = map(list, f)  return self }
    self.filter = func(_, f) { list = filter(list, f)  return self }
    self.take = func(_, n) { list = table.slice(list, 1, n)  return self }
    self.get = func() { return list }
    return self
}
show("pipeline", pipe(numbers)
    :filter(func(x) { return x % 2 == 1 })
    :map(times(10))
    :take(3)
    .get())

real_calls := 0
slow_square := func(x) {
    real_calls++
    return x * x
}
func memo(f) {
    known := {}
    return func(x) {
        if known[x] == nil { known[x] = f(x) }
        return known[x]
    }
}
square := memo(slow_square)
print("memo", square(9) + square(9) + square(9), "real calls", real_calls)

people := {
    {name: "Ada", age: 36}, {name: "Linus", age: 21}, {name: "Grace", age: 85}, {name: "Alan", age: 41}
}
adults := filter(people, func(p) { return p.age >= 30 })
show("names", map(adults, func(p) { return p.name:upper() }))
print("average age", reduce(adults, func(sum, p) { return sum + p.age }, 0) / #adults)
