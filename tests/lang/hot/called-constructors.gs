// Functions that do nothing but make an object of a class, called so often that calls make the object themselves; then everything
// that such a call relies on changes.
Point := {}
Point.__index = Point
Point.__add = func(a, b) { return point(a.x + b.x, a.y + b.y) }
Point.turned = func(self) { return point(-self.y, self.x) }
Point.sum = func(self) { return self.x + self.y }
func point(x, y) { return setmetatable({x: x, y: y}, Point) }
func first_only(x, y) { return setmetatable({x: x}, Point) }
func second_only(x, y) { return setmetatable({y: y}, Point) }
func through(x, y) { return point(x, y) }

func run(n) {
    s, p := 0, point(1, 2)
    for i := 1; i <= n; i++ {
        p = (p + point(i, 1)):turned()
        s += p.x * 3 - p.y
        q := through(i, p.x)
        if q.x != i || q.y != p.x { error("fields") }
        point(i, i)
        if i % 50 == 0 { p = point(0, s % 10) }
    }
    return s
}
print(run(3000))

// Sites that want other numbers of results or give other numbers of arguments.
func counts(n) {
    s := 0
    for i := 1; i <= n; i++ {
        a, b := point(i, 1)
        if b != nil { error("second result") }
        c := point(i)
        d := point(i, 2, 3)
        e := {point(i, 4)}
        s += a.x + c.x + (c.y || 100) + d.y + #e + e[1].y + select("#", point(1, 2))
        s += first_only(i, 7).x + (first_only(i, 7).y || 1) + second_only(i, 7).y
    }
    return s
}
print(counts(2000))

// One site, several callees.
func pair(x, y) { return {x: x + y, y: 0} }
func sums(makers, n) {
    s := 0
    for i := 1; i <= n; i++ {
        o := makers[i % #makers + 1](i, 2)
        s += o.x + o.y
    }
    return s
}
print(sums({point}, 1000), sums({point, pair, through}, 3000), sums({func(x, y) { return {x: y, y: x} }}, 1000))

// The fields of the class change, then the class, then what setmetatable is.
Point.sum = func(self) { return self.x * self.y }
func total(n) {
    s := 0
    for i := 1; i <= n; i++ { s += point(i, 2):sum() }
    return s
}
print(total(1000))
Other := {__index: {sum: func(self) { return 1 }}}
old := Point
Point = Other
print(total(1000), run == nil)
Point = old
print(total(1000))
real := setmetatable
seen := 0
setmetatable = func(t, m) { seen++ return real(t, m) }
print(total(1000), seen)
setmetatable = real
print(total(1000), seen)
point = func(x, y) { return real({x: y, y: x + 1}, Point) }
print(total(1000))
point = func(x, y) { return setmetatable({x: x, y: y}, Point) }
print(total(1000))

// Objects that are finalised, and a class that does not say what it is.
Point.__metatable = "point"
print(total(600), getmetatable(point(1, 2)))
Point.__metatable = nil
print(getmetatable(point(1, 2)) == Point)
gone := 0
Closing := {__gc: func() { gone++ }}
func closing(x) { return setmetatable({x: x}, Closing) }
for i := 1; i <= 2000; i++ { closing(i) }
collectgarbage()
collectgarbage()
print(gone > 1990)

// At the end of the frames that there are.
func deep(n) { return point(n, deep(n + 1).x) }
print(pcall(deep, 1))
print(run(100))

// What is no class.
Point = 5
print(pcall(total, 10))
Point = nil
print(pcall(total, 10))
