// Loops that ask the same question in each pass: which class, which function, whether a flag is set. Each answer may get a loop of
// its own; what they leave behind, and where they are left in the middle, is as if there were one.
func class(area) {
    c := {area: area}
    c.__index = c
    c.scale = func(self, k) { self.w = self.w * k }
    c.name = func(self) { return self.label }
    return c
}
classes := {
    class(func(self) { return self.w * self.h })
    class(func(self) { return self.w * self.h / 2 })
    class(func(self) { return self.w + self.h })
    class(func(self) { if self.w > 100 { error("too wide: " .. self.w) } return self.w - self.h })
}
func object(i) { return setmetatable({w: i % 7 + 1, h: i % 5 + 1}, classes[i % 4 + 1]) }
objects := {}
for i := 1; i <= 16; i++ { objects[i] = object(i) }
func total(list, n, k) {
    sum, count := 0, 0
    for r := 1; r <= n; r++ {
        s := list[r % #list + 1]
        for i := 1; i <= k; i++ {
            sum += s:area()
            count++
        }
        s:scale(1)
    }
    return sum, count
}
for round := 1; round <= 6; round++ { print(total(objects, 60, 8)) }
// One becomes wide: ints become floats, products overflow, an error comes out of the middle.
objects[5].w = 2 ** 31
print(total(objects, 40, 8))
objects[6].w = 140737488355327
objects[6].h = 140737488355327
print(total(objects, 40, 8))
objects[3].w = 101
print(pcall(total, objects, 40, 8))
objects[3].w = 3
// A method is replaced, an object gets one of its own, another changes its class, a stranger comes.
classes[2].area = func(self) { return -self.w }
print(total(objects, 40, 8))
objects[4].area = func(self) { return 1000 + self.h }
setmetatable(objects[7], classes[1])
print(total(objects, 40, 8))
objects[9] = {w: 1, area: func(self) { return 0.25 }, scale: func(self, k) { self.w += k }}
print(total(objects, 40, 8), objects[9].w)
// A method that takes away what the loop asks for.
n := 0
classes[3].area = func(self) {
    n++
    if n == 100 { setmetatable(self, classes[1]) }
    if n == 150 { classes[3].area = func(self) { return 7 } }
    return n % 10
}
for round := 1; round <= 4; round++ { print(total(objects, 60, 8)) }
print(n)

// Closures in fields of objects whose shapes differ in nothing that matters.
func shape(kind, w, h) {
    self := {w: w, h: h}
    self.scale = func(k) { self.w = self.w * k }
    if kind == 1 {
        self.area = func() { return self.w * self.h }
    } elseif kind == 2 {
        self.area = func() { return self.w * self.h / 2 }
    } elseif kind == 3 {
        self.area = func() { return self.w * self.w + self.h }
    } else {
        self.area = func() { return self.w + self.h }
    }
    return self
}
func closures(list, n) {
    sum := 0
    for r := 1; r <= n; r++ {
        s := list[r % #list + 1]
        for k := 1; k <= 8; k++ { sum += s.area() }
        s.scale(1)
    }
    return sum
}
shapes := {}
for i := 1; i <= 24; i++ { shapes[i] = shape(i % 4 + 1, i % 7 + 1, i % 5 + 1) }
for round := 1; round <= 8; round++ { print(closures(shapes, 100)) }
shapes[2].area = func() { return "12" }
shapes[3].w = 0.5
print(pcall(closures, shapes, 100))
shapes[2].area = math.random && func() { return 12 }
print(closures(shapes, 100))

// Flags, and ways out of the middle.
func flags(list, double, limit) {
    sum, last := 0, nil
    for i, x := range ipairs(list) {
        if double { sum += 2 * x } else { sum += x }
        last = x
        if limit && sum > limit { return i, sum, last, "limit" }
        if x == 77 { break }
    }
    return sum, last
}
numbers := {}
for i := 1; i <= 50; i++ { numbers[i] = i }
for round := 1; round <= 10; round++ {
    print(flags(numbers, false, nil), flags(numbers, true, nil), flags(numbers, false, 300), flags(numbers, true, 300))
}
numbers[20] = 20.5
numbers[30] = 77
print(flags(numbers, false, nil), flags(numbers, true, nil), flags(numbers, nil, 500), flags(numbers, 1, 10000))
