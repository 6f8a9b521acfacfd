// Metatables: what operators and absent keys mean for a table.

// ---- vectors: arithmetic, equality, text ----------------------------------------------------------------------------

Vector := {}
Vector.__index = Vector
func vector(x, y) { return setmetatable({x: x, y: y}, Vector) }
Vector.__add = func(a, b) { return vector(a.x + b.x, a.y + b.y) }
Vector.__sub = func(a, b) { return vector(a.x - b.x, a.y - b.y) }
Vector.__unm = func(v) { return vector(-v.x, -v.y) }
Vector.__eq = func(a, b) { return a.x == b.x && a.y == b.y }
Vector.__len = func(v) { return v:length() }
Vector.__lt = func(a, b) { return a:length() < b:length() }
Vector.__tostring = func(v) { return "(" .. v.x .. ", " .. v.y .. ")" }
// A number times a vector, either way round; two vectors give their dot product.
Vector.__mul = func(a, b) {
    if type(a) == "number" { return vector(a * b.x, a * b.y) }
    if type(b) == "number" { return vector(a.x * b, a.y * b) }
    return a.x * b.x + a.y * b.y
}
Vector.length = func(v) { return math.sqrt(v.x * v.x + v.y * v.y) }

a, b := vector(3, 4), vector(1, -2)
print(a + b, a - b, -a, a * 2, 2 * a, a * b)
print(a == vector(3, 4), a == b, #a, b < a)

// ---- matrices -------------------------------------------------------------------------------------------------------

Matrix := {}
func matrix(rows) { return setmetatable(rows, Matrix) }
Matrix.__mul = func(a, b) {
    rows := {}
    for i := range #a {
        rows[i] = {}
        for j := range #b[1] {
            sum := 0
            for k := range #b { sum += a[i][k] * b[k][j] }
            rows[i][j] = sum
        }
    }
    return matrix(rows)
}
Matrix.__tostring = func(m) {
    lines := {}
    for i, row := range ipairs(m) {
        cells := table.map(row, func(v) { return string.format("%4d", v) })
        lines[i] = table.concat(cells)
    }
    return table.concat(lines, "\n")
}
print(matrix({{1, 2}, {3, 4}}) * matrix({{0, 1}, {10, 5}}))

// ---- tables that tell when they change ------------------------------------------------------------------------------

func observable(data) {
    watchers := {}
    return setmetatable({}, {
        __index: func(_, key) {
            if key == "watch" { return func(_, name, f) { watchers[#watchers + 1] = {name: name, f: f} } }
            return data[key]
        }
        __newindex: func(_, key, value) {
            old := data[key]
            data[key] = value
            for _, w := range watchers {
                if w.name == key || w.name == "*" { w.f(key, old, value) }
            }
        }
    })
}
settings := observable({volume: 5})
settings:watch("volume", func(_, old, new) { print("volume", old, "->", new) })
settings:watch("*", func(key) { print("changed", key) })
settings.volume = 7
settings.theme = "dark"
print(settings.volume, settings.theme)

// ---- a proxy that logs ----------------------------------------------------------------------------------------------

func logged(target, log) {
    return setmetatable({}, {
        __index: func(_, key) {
            log[#log + 1] = "get " .. key
            return target[key]
        }
        __newindex: func(_, key, value) {
            log[#log + 1] = "set " .. key
            target[key] = value
        }
    })
}
log := {}
proxy := logged({}, log)
proxy.x = 1
proxy.y = proxy.x + 1
print(table.concat(log, "; "))

// ---- read-only, defaults, counting ----------------------------------------------------------------------------------

func read_only(t) {
    return setmetatable({}, {
        __index: t
        __newindex: func(_, key) { error("cannot change '" .. key .. "': the table is read-only") }
        __pairs: func() { return pairs(t) }
    })
}
days := read_only({mon: 1, tue: 2})
print(days.mon, pcall(func() { days.mon = 3 }))
for name, number := range days { print(name, number) }

func with_defaults(t, defaults) { return setmetatable(t, {__index: defaults}) }
options := with_defaults({colour: "red"}, {colour: "blue", size: 10})
print(options.colour, options.size, rawget(options, "size"))

counts := setmetatable({}, {__index: func() { return 0 }})
for letter := range string.gmatch("hello world", "%a") { counts[letter] += 1 }
print("l", counts.l, "o", counts.o, "z", counts.z)

// ---- tables that can be called --------------------------------------------------------------------------------------

Polynomial := {__call: func(self, x) {
    y := 0
    for i := #self; i >= 1; i-- { y = y * x + self[i] }
    return y
}}
p := setmetatable({1, 0, 2}, Polynomial)   // 1 + 2x^2
print(p(0), p(3))
