// Fields at sites that meet one, several and many shapes, while classes and metatables change.
func make(kind, i) {
    if kind == 0 { return {x: i} }
    if kind == 1 { return {y: 0, x: i} }
    if kind == 2 { return {a: 1, b: 2, x: i} }
    if kind == 3 { return {x: i, z: 1} }
    if kind == 4 { return {p: 1, q: 2, r: 3, x: i} }
    t := {}
    for k := 1; k <= 20; k++ { t["k" .. k] = k }
    t.x = i
    return t
}
func get(o) { return o.x }
func set(o, v) { o.x = v }
func add(o, v) { o.extra = v }
func get_extra(o) { return o.extra }
for kinds := 1; kinds <= 6; kinds++ {
    sum := 0
    for i := 1; i <= 300; i++ {
        o := make(i % kinds, i)
        sum += get(o)
        set(o, i + 1)
        sum += get(o)
        if get_extra(o) != nil { print("not there yet") }
        add(o, 2)
        sum += get_extra(o)
        add(o, nil)
        if get_extra(o) != nil { print("still there") }
        add(o, 3)
        sum += get_extra(o)
    }
    print(kinds, sum)
}

// Methods of four classes, inherited and own ones; a nil field leads to the prototype.
Base := {}
Base.__index = Base
Base.name = func(self) { return "base" }
Base.size = func(self) { return self.n }
func class(name) {
    c := setmetatable({}, Base)
    c.__index = c
    if name { c.name = func(self) { return name } }
    return c
}
classes := {class("one"), class("two"), class(nil), class("four")}
func call(o) { return o:name() .. o:size() }
func all(rounds) {
    text := ""
    for i := 1; i <= rounds; i++ {
        o := setmetatable({n: i % 3}, classes[i % 4 + 1])
        if i % 8 == 0 { o.name = func(self) { return "own" } }
        text = call(o)
        if i > rounds - 8 { print(text) }
    }
}
all(200)
// Another method, a method less, another parent, one field in the way.
classes[1].name = func(self) { return "new" }
all(100)
classes[2].name = nil
all(100)
setmetatable(classes[4], {__index: func(t, k) { return func(self) { return "dynamic" } }})
all(100)
Base.size = func(self) { return self.n * 10 }
all(100)

func own_or_inherited(o) { return o.color }
Parent := {color: "red"}
Parent.__index = Parent
counts := {red: 0, blue: 0, none: 0, green: 0}
for i := 1; i <= 400; i++ {
    o := {color: "blue", weight: 1}
    if i % 4 != 0 { setmetatable(o, Parent) }
    if i % 2 == 0 { o.color = nil }
    if i == 300 { Parent.color = "green" }
    color := own_or_inherited(o) || "none"
    counts[color]++
}
print(counts.red, counts.blue, counts.none, counts.green)

// __newindex comes while stores are hot; prototypes are stored into; frames of other types.
log := {}
Watch := {}
for i := 1; i <= 200; i++ {
    o := setmetatable({x: 1}, i % 2 == 0 && Watch || nil)
    if i == 100 { Watch.__newindex = func(t, k, v) { log[#log + 1] = k } }
    set(o, i)
    add(o, i)
    if i % 50 == 0 { print(o.x, rawget(o, "extra"), #log) }
}
for i := 1; i <= 100; i++ {
    set(Parent, i)
    if setmetatable({}, Parent).x != i { print("stale", i) }
}
print(pcall(get, 5))
print(pcall(get, nil))
print(get("text"), pcall(set, "text", 1))
func upper(s) { return s:upper() }
for i := 1; i <= 100; i++ { if upper("a") != "A" { print("lower") } }
print(pcall(upper, {upper: func(self) { return "mine" }}))
string.upper = func(s) { return "replaced" }
print(upper("a"))
