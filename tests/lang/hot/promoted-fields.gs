// Loops that load and store the same fields: another name for the object, another kind of value, errors, yields, prototypes and
// removed fields in the middle must be seen as if each access went to the object.
modulus := 10007

// Two names, which are the same object now and then.
func two_names(a, b, n) {
    for i := 1; i <= n; i++ {
        a.x = (a.x * 3 + b.x + i) % modulus
        b.x = (b.x + a.x) % modulus
        a.y = (a.y + b.y + i) % modulus
    }
    return a.x * modulus + a.y
}
p, q := {x: 1, y: 2}, {x: 3, y: 4}
for i := 1; i <= 30; i++ { print("two names", two_names(p, q, 40), two_names(p, p, 40), two_names(q, p, 40)) }

// The other name only looks.
func watched(a, b, n) {
    sum := 0
    for i := 1; i <= n; i++ {
        a.x = a.x + i
        sum = (sum * 7 + b.x) % modulus
    }
    return sum
}
for i := 1; i <= 30; i++ { print("watched", watched({x: i}, {x: 5}, 50), watched(p, p, 50)) }

// The field becomes a double, a string, nil.
func turns(s, n, at, into) {
    for i := 1; i <= n; i++ {
        if i == at { s.x = into }
        s.x = s.x + 1
    }
    return s.x
}
for i := 1; i <= 30; i++ { print("turns", turns({x: 0}, 60, i, 0.5), turns({x: 0}, 60, 100, 0)) }
print(pcall(turns, {x: 0}, 60, 30, {}))
print(pcall(turns, {x: 0}, 60, 30, nil))
print(turns({x: 140737488355300}, 60, 0, 0))
print(turns({x: 2147483600}, 60, 0, 0))
print(turns({x: 2147483600.5}, 60, 0, 0))

// A field that has been removed is looked up in the prototype.
func removed(s, n, at) {
    sum := 0
    for i := 1; i <= n; i++ {
        if i == at { s.x = nil }
        sum += s.x
        if i % 3 == 0 && s.x != 1000 { s.x = s.x + 1 }
    }
    return sum
}
base := {x: 1000}
base.__index = base
for i := 1; i <= 30; i++ { print("removed", removed(setmetatable({x: 1}, base), 60, i * 4)) }

// What has been stored when an error comes is there.
func fails(s, n, list) {
    for i := 1; i <= n; i++ {
        s.count = s.count + 1
        s.sum = s.sum + list[i]
        s.count = s.count + 1
    }
}
list := {}
for i := 1; i <= 50; i++ { list[i] = i }
for i := 1; i <= 30; i++ {
    s := {count: 0, sum: 0}
    fails(s, 50, list)
    list[i] = "word"
    t := {count: 0, sum: 0}
    ok := pcall(fails, t, 50, list)
    list[i] = i
    print("fails", s.count, s.sum, ok, t.count, t.sum)
}

// A coroutine that gives way in the middle, while others change the object.
func gives(s, n) {
    for i := 1; i <= n; i++ {
        s.x = s.x + i
        if i % 20 == 0 { coroutine.yield(s.x) }
        s.x = s.x * 2 % modulus
    }
    return s.x
}
shared := {x: 1}
a, b := coroutine.wrap(gives), coroutine.wrap(gives)
for i := 1; i <= 20; i++ {
    print("gives", a(shared, 400), b(shared, 400))
    shared.x = shared.x + 0.5
}

// A prototype with functions for missing fields, which comes in the middle.
func late(s, n, at, proto) {
    sum := 0
    for i := 1; i <= n; i++ {
        s.x = s.x + 1
        if i == at {
            setmetatable(s, proto)
            s.x = nil
            s.x = s.x
        }
        sum = (sum * 3 + s.x) % modulus
    }
    return sum
}
proto := {__index: func(t, k) { return 77 }, __newindex: func(t, k, v) { rawset(t, k, v * 2) }}
for i := 1; i <= 30; i++ { print("late", late({x: i}, 60, i * 2, proto)) }

// The field appears in the loop only.
func appears(s, n, at) {
    sum := 0
    for i := 1; i <= n; i++ {
        if i == at { s.x = 5 }
        if s.x { s.x = s.x + 1; sum += s.x }
    }
    return sum
}
for i := 1; i <= 30; i++ { print("appears", appears({y: 1}, 60, i * 3), appears({x: 1}, 60, 0)) }

// Loops in loops, ways on which the field is not touched, and a list that is built by its last node.
func nest(s, n) {
    for i := 1; i <= n; i++ {
        if i % 4 == 1 { continue }
        for j := 1; j <= i; j++ {
            if j % 3 == 0 { s.x = (s.x + i * j) % modulus }
            if s.x % 50 == 7 { break }
            s.y = (s.y * 5 + s.x) % modulus
        }
        s.x = s.x + 1
    }
    return s.x * modulus + s.y
}
for i := 1; i <= 20; i++ { print("nest", nest({x: i, y: 1}, 40)) }
func chain(n) {
    list := {first: {value: 0}, length: 1}
    list.last = list.first
    for i := 1; i <= n; i++ {
        list.last.next = {value: i}
        list.last = list.last.next
        list.length = list.length + 1
    }
    sum := 0
    for node := list.first; node; node = node.next { sum = (sum * 3 + node.value) % modulus }
    return sum, list.length, list.last.value
}
for i := 1; i <= 10; i++ { print("chain", chain(i * 30)) }

// Variables that a closure shares with the loop, and globals.
func cells(n) {
    x := 1
    look := func() { return x }
    change := func(v) { x = v }
    sum := 0
    for i := 1; i <= n; i++ {
        x = (x * 3 + i) % modulus
        if i % 25 == 0 { change(look() + 0.5) }
        sum = sum + x
    }
    return sum, look()
}
for i := 1; i <= 20; i++ { print("cells", cells(i * 10)) }
total = 0
func globals(n) {
    for i := 1; i <= n; i++ {
        total = (total * 3 + i) % modulus
        if i % 30 == 0 { _G.total = total + 0.25 }
    }
    return total
}
for i := 1; i <= 20; i++ { print("globals", globals(i * 10)) }
