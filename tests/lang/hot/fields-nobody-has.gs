// Objects of several shapes, some without the field: nil is the answer until a prototype gets it, which may happen at any time,
// more than once, and in the middle of a loop.
class := {}
class.__index = class
func make(d) {
    made := setmetatable({}, class)
    if d > 0 {
        made.left = make(d - 1)
        made.right = make(d - 1)
    }
    return made
}
func count(t) {
    sum := 1
    if t.left { sum += count(t.left) }
    if t.right { sum += count(t.right) }
    return sum
}
tree := make(5)
for i := 1; i <= 40; i++ { count(tree) }
print(count(tree))
end := setmetatable({left: false, right: false}, class)
for i := 1; i <= 12; i++ {
    class.left = i % 2 == 1 && end || nil
    print(i, count(tree))
}
class.left = nil

// One shape has it, one lacks it, one has it and it is nil; the test is put together.
func kinds(list) {
    found, missed := 0, 0
    for _, o := range list {
        if o.tag && o.tag > 1 || o.extra { found += 1 } else { missed += 1 }
    }
    return found * 1000 + missed
}
parent := {}
parent.__index = parent
list := {}
for i := 1; i <= 90; i++ {
    o := setmetatable({}, parent)
    if i % 3 == 0 { o.tag = i } else if i % 3 == 1 { o.tag = 1; o.tag = nil }
    list[i] = o
}
for i := 1; i <= 20; i++ { kinds(list) }
print(kinds(list))
parent.extra = true
print(kinds(list))
parent.extra = nil
parent.tag = 5
print(kinds(list))
parent.tag = nil
// In the middle of the loop.
func walk(list, at) {
    sum := 0
    for i, o := range list {
        if i == at { parent.tag = 7 }
        sum += o.tag || 100
    }
    parent.tag = nil
    return sum
}
for i := 1; i <= 30; i++ { walk(list, 0) }
print(walk(list, 0), walk(list, 46), walk(list, 90), walk(list, 1), walk(list, 0))
// Methods that some have themselves, and nobody else.
func calls(list) {
    n := 0
    for _, o := range list {
        if o.tag == nil { ok, message := pcall(func() { return o:shout() }); n += ok && message || 1 } else { n += o:shout() }
    }
    return n
}
for i, o := range list { if o.tag { o.shout = func(self) { return self.tag } } }
for i := 1; i <= 20; i++ { calls(list) }
print(calls(list))
parent.shout = func(self) { return 1000 }
print(calls(list))
parent.shout = nil
print(calls(list))
