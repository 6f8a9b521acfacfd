// Polymorphic sites.
func area(s) { return s:area() }
func getx(o) { return o.x }
func setx(o, v) { o.x = v return o.x }
cl := {}
for i := 1; i <= 8; i++ { c := {} c.__index = c k := i c.area = func(self) { return k * self.x } cl[i] = c }
os := {}
for i := 1; i <= 8; i++ { o := {} for j := 1; j < i; j++ { o["f" .. j] = j } o.x = i os[i] = setmetatable(o, cl[i]) }
for r := 1; r <= 100; r++ { for i := 1; i <= 3; i++ { area(os[i]) getx(os[i]) setx(os[i], r) } }
for i := 1; i <= 8; i++ { print(area(os[i]), getx(os[i]), setx(os[i], -i)) }
for r := 1; r <= 100; r++ { for i := 1; i <= 8; i++ { area(os[i]) getx(os[i]) setx(os[i], i) } }
for i := 1; i <= 8; i++ { print(area(os[i]), getx(os[i]), setx(os[i], i * 0.5)) }
print(pcall(area, {x: 1})) print(pcall(area, "s")) print(pcall(area, nil)) print(pcall(getx, nil), getx("s"), pcall(getx, 5)) print(getx({}), getx({x: false}), getx({x: 0.5}))
print(pcall(setx, "s", 1)) print(pcall(setx, nil, 1)) print(setx({}, nil), setx({x: 1}, nil), setx({y: 1}, 2))
o := {}
setx(o, 1) setx(o, nil) setx(o, 3)
for k, v := range o { print(k, v) }
// delete a field, then the shape is another
function_x := func(o) { return (o.a || 0) + (o.b || 0) + (o.c || 0) }
t := {a: 1, b: 2, c: 3}
for i := 1; i <= 300; i++ { function_x(t) }
t.b = nil print(function_x(t)) t.b = 5 print(function_x(t)) t.a = nil t.c = nil print(function_x(t)) for i := 1; i <= 40; i++ { t["k" .. i] = i } print(function_x(t)) t.a = 7 print(function_x(t))
// strings, numbers, tables at one method site
func len(x) { return x:len() }
LL := {len: func(self) { return 42 }} LL.__index = LL
for i := 1; i <= 300; i++ { len("abc") }
print(len(setmetatable({}, LL)), len(""), pcall(len, 5)) 
string.len = func(s) { return "patched" }
print(len("abc"))
// element access: list, map, float list, string keys
func at(t, i) { return t[i] }
lists := {{1, 2, 3}, {1.5, 2.5, 3.5}, {"a", "b", "c"}, {true, false, true}, {[2]: "x"}, {1, nil, 3}, {a: 1}, {}}
for r := 1; r <= 50; r++ { for _, l := range ipairs(lists) { at(l, 2) } }
for _, l := range ipairs(lists) { print(at(l, 1), at(l, 2), at(l, 3), at(l, 4), at(l, 0), at(l, -1), at(l, "a"), at(l, 2.0), at(l, 2.5)) }
