// Constructors that have run often, when something is no longer as it was: the class, setmetatable, the fields, the caller.
func repeated(times, f) {
    last := nil
    for i := 1; i <= times; i++ { last = f(i) }
    return last
}
func keys(t) {
    names := {}
    for k, v := range t { names[#names + 1] = k .. "=" .. tostring(v) }
    return table.concat(names, " ")
}

Point := {}
Point.__index = Point
Point.sum = func(self) { return self.x + self.y }
func point(x, y) { return setmetatable({x: x, y: y}, Point) }
p := repeated(2000, func(i) { return point(i, 2 * i) })
print(p:sum(), getmetatable(p) == Point, keys(p))

// Fields that are nil, and others that come later.
q := point(nil, 3)
print(q.x, q.y, getmetatable(q) == Point, keys(q))
q.z = 5
print(q.z, keys(q))

// Callers that want something else than one value.
func all(...) { return #..., ... }
print(all(point(1, 2)) == 1)
point(3, 4)
a, b := point(5, 6)
print(a:sum(), b)
print(select(2, pcall(point, 7, 8)):sum())
print(select("#", point(1, 1)), point(2, 2):sum())
func passed_on(i) { return point(i, i) }
print(repeated(600, passed_on):sum())

// Another class in the same global; one that is none.
Other := {sum: func(self) { return self.x * self.y }}
Other.__index = Other
old := Point
Point = Other
print(point(3, 4):sum(), repeated(600, func(i) { return point(i, 3) }):sum())
Point = nil
print(getmetatable(point(1, 2)), keys(point(1, 2)))
Point = 7
print(pcall(point, 1, 2))
Point = old
print(repeated(600, func(i) { return point(i, 1) }):sum())

// A metatable that changes: methods, an __index function, a finaliser, a protected one.
Point.sum = func(self) { return -(self.x + self.y) }
print(point(1, 2):sum())
Point.twice = func(self) { return 2 * self:sum() }
print(point(1, 2):twice())
Point.__index = func(t, k) { return k .. "?" }
print(point(1, 2).color, point(1, 2).x)
Point.__index = old
Point.__tostring = func(self) { return "<" .. self.x .. "," .. self.y .. ">" }
print(tostring(point(8, 9)))
finalized := 0
Point.__gc = func() { finalized++ }
repeated(50, func(i) { return point(i, i) })
collectgarbage()
collectgarbage()
print(finalized >= 40)
Point.__gc = nil
Point.__metatable = "locked"
print(getmetatable(point(1, 2)), pcall(setmetatable, point(1, 2), {}))
Point.__metatable = nil

// Another setmetatable.
library := setmetatable
setmetatable = func(t, class) { return "instead of " .. keys(t) }
print(point(1, 2))
setmetatable = library
print(point(1, 2):sum())
setmetatable = nil
print(pcall(point, 1, 2))
setmetatable = library

// A class that nobody has any more goes, and so do its objects.
Short := {}
func short(x) { return setmetatable({x: x}, Short) }
repeated(1000, short)
Short = {name: "new"}
collectgarbage()
collectgarbage()
print(getmetatable(short(2)).name)
repeated(1000, short)
collectgarbage()
print(getmetatable(short(3)).name, repeated(1000, short).x)

// Many classes made by one function, each with a constructor of its own.
func class(name) {
    Class = {name: name}
    return func(x) { return setmetatable({x: x, y: x}, Class) }
}
makers := {class("a"), class("b")}
print(repeated(1000, func(i) { return makers[i % 2 + 1](i) }).x, getmetatable(makers[1](1)).name)

// Objects that live while others die.
kept := {}
for i := 1; i <= 300; i++ { kept[i] = point(i, i) }
for i := 1; i <= 200000; i++ { kept[i % 300 + 1] = point(i, 1) }
total := 0
for _, v := range kept { total += v:sum() }
print(total)
