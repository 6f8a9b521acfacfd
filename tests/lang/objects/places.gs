// Places where very many shapes meet: fields of the object and of prototypes, near and far, removed and given again.
func class(parent, fields) {
    c := setmetatable({}, {__index: parent})
    c.__index = c
    for k, v := range pairs(fields) { c[k] = v }
    return c
}
base := class(nil, {kind: "base", extra: "inherited", size: func(self) { return 1 }})
classes := {}
for i := 1; i <= 6; i++ {
    fields := {}
    if i % 2 == 0 { fields.size = func(self, k) { return (self.n || 0) + (k || 0) + i } }
    classes[i] = class(base, fields)
}
func make(i) {
    object := {}
    if i % 3 == 1 { object = {a: 1, b: 2, c: 3} } else if i % 3 == 2 { object = {n: i} }
    for k := 1; k <= i % 5; k++ { object["k" .. k * i] = k }
    object.n = i
    for k := 1; k <= i % 4; k++ { object["z" .. k] = k }
    if i % 7 == 0 { return object }
    return setmetatable(object, classes[i % 6 + 1])
}
objects := {}
for i := 1; i <= 40; i++ { objects[i] = make(i) }

func get(o) { return o.n }
func set(o, v) { o.n = v }
func extra(o) { return o.extra }
func set_extra(o, v) { o.extra = v }
func size(o) { return o:size(2) }
func keys(o) {
    s := ""
    for k := range pairs(o) { s = s .. " " .. k }
    return s
}
func sum(f) {
    s := 0
    for i := 1; i <= #objects; i++ {
        v := f(objects[i])
        if v { s += v }
    }
    return s
}
func count(f) {
    n, m := 0, 0
    for i := 1; i <= #objects; i++ {
        v := f(objects[i])
        if v == nil { n++ } else if v == "inherited" { m++ }
    }
    return n, m
}
methods := {}
for i := 1; i <= 40; i++ { if i % 7 != 0 { methods[#methods + 1] = objects[i] } }
func sizes() {
    s := 0
    for i := 1; i <= #methods; i++ { s += size(methods[i]) }
    return s
}

for round := 1; round <= 4; round++ {
    for i := 1; i <= #objects; i++ { set(objects[i], get(objects[i]) + i) }
    print(sum(get), sizes())
    print(count(extra))
}

// Removed, given again: at the end of the order, unless it stands there.
for i := 1; i <= #objects; i++ { set(objects[i], nil) }
print(sum(get), count(get))
print(sizes())
for i := 1; i <= #objects; i++ { set(objects[i], i) }
print(keys(objects[5]), keys(objects[11]), keys(objects[23]))
for i := 1; i <= #objects; i++ { set(objects[i], nil) }
for i := 1; i <= #objects; i++ { set(objects[i], i) }
print(keys(objects[5]), keys(objects[11]), keys(objects[23]), sum(get))

// What objects get hides what they inherit, and the other way round.
for i := 1; i <= #objects; i += 2 { set_extra(objects[i], "own") }
print(count(extra))
for i := 1; i <= #objects; i += 4 { set_extra(objects[i], nil) }
print(count(extra))
base.extra = nil
print(count(extra))
base.extra = "inherited"
print(count(extra))
for i := 1; i <= #objects; i++ { set(objects[i], nil) }
base.n = 100
print(sum(get), sizes())
base.n = nil
print(sum(get), sizes())

// A method that is replaced, and one more class between.
classes[2].size = func(self) { return 1000 }
print(sizes())
classes[3].__index = func(o, k) { if k == "size" { return func() { return 7 } } }
print(sizes())
setmetatable(classes[5], {__index: {size: func() { return 50 }}})
print(sizes())

// Stores that somebody else wants to see.
log := {}
base_meta := classes[4]
base_meta.__newindex = func(o, k, v) { log[#log + 1] = k; rawset(o, k, v) }
for i := 1; i <= #objects; i++ { set(objects[i], i) }
print(#log, sum(get))
for i := 1; i <= #objects; i++ { set(objects[i], i + 1) }
print(#log, sum(get))

// Prototypes and dictionaries among them; what is no table.
objects[#objects + 1] = base
objects[#objects + 1] = classes[1]
dictionary := {}
for i := 1; i <= 300; i++ { dictionary["d" .. i] = i }
objects[#objects + 1] = dictionary
for i := 1; i <= #objects; i++ { set(objects[i], i) }
print(sum(get), base.n, classes[1].n, dictionary.n)
print(pcall(get, nil))
print(pcall(set, 5, 1))
print(pcall(size, true))
print(get("text"), sum(get))

// Shapes come and go.
for round := 1; round <= 6; round++ {
    many := {}
    for i := 1; i <= 30; i++ {
        o := {}
        for k := 1; k <= i % 6; k++ { o["r" .. round .. k] = k }
        o.n = i
        o.extra = round
        many[i] = o
    }
    s := 0
    for i := 1; i <= 30; i++ {
        set(many[i], get(many[i]) * 2)
        s += get(many[i]) + extra(many[i])
    }
    print(s)
    many = nil
    collectgarbage()
}
