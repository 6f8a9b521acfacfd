// Metatables that change after a loop is hot.
func get(o) { return o.x }
func put(o, v) { o.y = v }
func call(o) { return o:m(3) }
C := {m: func(self, a) { return "C" .. a }}
C.__index = C
o := setmetatable({x: 1}, C)
for i := 1; i <= 300; i++ { get(o) call(o) put(o, i) }
print(get(o), call(o), o.y)
C.m = func(self, a) { return "D" .. a }
print(call(o))
C.x = 99
o.x = nil
print(get(o))
D := {__index: func(t, k) { return "idx " .. k }}
setmetatable(o, D)
print(get(o)) print(pcall(call, o))
setmetatable(o, nil)
print(get(o)) print(pcall(call, o))
log := {}
setmetatable(o, {__newindex: func(t, k, v) { log[#log + 1] = k rawset(t, k, v) }})
o.y = nil
for i := 1; i <= 10; i++ { put(o, i) o.y = nil }
print(#log)
E := setmetatable({}, {__index: C})
p := setmetatable({}, {__index: E})
for i := 1; i <= 300; i++ { call(p) }
E.m = func(self, a) { return "E" .. a }
print(call(p))
E.m = nil
print(call(p))
C.m = nil
print(pcall(call, p))
rawset(E, "m", func(self, a) { return "raw" .. a })
print(call(p))
setmetatable(E, {__index: func(t, k) { return func(self, a) { return k .. "!" .. a } }})
E.m = nil
print(call(p))
getmetatable(p).__index = {m: func(self, a) { return "new" .. a }}
print(call(p))
getmetatable(p).__index = nil
print(pcall(call, p))
// within a loop
q := setmetatable({}, {__index: {v: 1}})
s := 0
for i := 1; i <= 400; i++ {
    s += q.v
    if i == 200 { getmetatable(q).__index.v = 10 }
    if i == 300 { getmetatable(q).__index = {v: 100} }
    if i == 350 { q.v = 1000 }
    if i == 380 { q.v = nil }
}
print(s)
