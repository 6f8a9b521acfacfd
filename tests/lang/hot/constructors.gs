// Classes that share what fills their objects: the same instructions add fields to objects of many shapes, each of which is known
// where the object has just been made. What changes in the middle of it has to be seen all the same.
Base := {}
Base.__index = Base
Base.init = func(self, name, weight) {
    self.name = name
    self.weight = weight
    self.runs = 0
    return self
}
Base.step = func(self) {
    self.runs = self.runs + self.weight
    return self.runs
}
func subclass(parent) {
    c := setmetatable({}, {__index: parent})
    c.__index = c
    return c
}
A, B, C := subclass(Base), subclass(Base), subclass(Base)
func new_a(x) { o := setmetatable({x: x}, A) return o:init("a", 1) }
func new_b(x) { o := setmetatable({y: x, z: 2}, B) return o:init("b", 2) }
func new_c(x) { o := setmetatable({w: x}, C) return o:init("c", 3) }
kept := {}
func run(n, keep) {
    s := 0
    for i := 1; i <= n; i++ {
        a, b, c := new_a(i), new_b(i), new_c(i)
        s += a:step() + b:step() * 10 + c:step() * 100
        if keep && i % keep == 0 { kept[#kept + 1] = b }
        s += a.x + b.y + c.w
        if a.y != nil || b.w != nil { error("fields of others") }
    }
    return s
}
for round := 1; round <= 5; round++ { print(run(200), run(50, 20), #kept) }
print(kept[1].name, kept[3].y, kept[3].runs, kept[3].z)
for k, v := range kept[2] { print(k, v) }

// Overflow and other types in the middle of a method.
Base.step = func(self) {
    self.runs = self.runs + self.weight * 100000000000000
    return self.runs
}
print(run(100))
Base.init = func(self, name, weight) {
    self.weight = weight / 2
    self.name = name
    self.runs = 1
    return self
}
print(run(100))

// A class gets a __newindex, then another method, then loses both.
log := {}
B.__newindex = func(o, k, v) {
    log[#log + 1] = k
    rawset(o, k, v)
}
print(run(30), #log, log[1], log[2], log[3])
B.__newindex = nil
print(run(30), #log)
B.step = func(self) { return self.weight }
print(run(30), #log)
C.init = func(self, name, weight) {
    self.weight = nil
    self.name = nil
    self.runs = weight
    self.weight = weight
    return self
}
print(run(30), #log)
B.step = nil
print(run(30), #log)

// What is filled is somebody else, now and then.
shared := {}
swap := 0
Base.init = func(self, name, weight) {
    swap++
    o := swap % 7 == 0 && setmetatable(shared, A) || self
    o.weight = weight
    o.name = name
    o.runs = swap
    if o != self { self.weight, self.runs = 5, 5 }
    return o
}
func check(n) {
    s := 0
    for i := 1; i <= n; i++ {
        a, b := new_a(i), new_b(i)
        s += a:step() % 1001 + b:step() % 1001
        if a == shared || b == shared { s++ }
    }
    return s
}
for round := 1; round <= 4; round++ { print(check(150), shared.name, shared.runs, shared.weight) }

// An object changes its class after it was asked for, and a method removes what the next one reads.
Base.step = func(self) {
    if self.weight == 2 && self.runs % 5 == 0 { setmetatable(self, C) }
    self.name = nil
    self.extra = self.weight
    return self:last()
}
A.last = func(self) { return self.weight }
B.last = func(self) { return self.weight + (self.z || 0) }
C.last = func(self) { return self.extra * 1000 }
for round := 1; round <= 4; round++ { print(check(150), shared.name, shared.extra) }
