// Globals and functions redefined in hot loops.
G := 1
func f(x) { return x + G }
func loop(n) { s := 0 for i := 1; i <= n; i++ { s += f(i) if i == 150 { G = 2 } if i == 250 { f = func(x) { return -x } } if i == 300 { G = "7" } } return s }
print(loop(100)) print(loop(400)) G = 1
f = func(x) { return x * G }
print(loop(200))
f = setmetatable({}, {__call: func(self, x) { return 1000 }})
print(loop(140))
f = nil
print(pcall(loop, 10))
func g(n) { if n == 0 { return 0 } return 1 + g(n - 1) }
for i := 1; i <= 300; i++ { g(5) }
old := g
g = func(n) { return 100 }
print(old(5))
g = old
print(old(5))
setmetatable(_G, {__index: func(t, k) { return "glob " .. k }})
func ug() { return undefined_thing }
for i := 1; i <= 300; i++ { ug() }
print(ug())
undefined_thing = 5
print(ug())
undefined_thing = nil
print(ug())
setmetatable(_G, nil)
print(ug())
func w(n) { for i := 1; i <= n; i++ { counter = (counter || 0) + 1 if i == n / 2 { _G.counter = nil } } return counter }
for i := 1; i <= 20; i++ { w(40) }
print(w(40))
func ng(v) { brand_new = v return brand_new }
setmetatable(_G, {__newindex: func(t, k, v) { rawset(t, k .. "_new", v) }})
for i := 1; i <= 300; i++ { ng(i) }
print(brand_new, brand_new_new)
setmetatable(_G, nil)
print(ng(3), brand_new)
_G.print2 = print
for i := 1; i <= 100; i++ { if i == 60 { _G["f2"] = print2 } if f2 { f2(i) break } }
