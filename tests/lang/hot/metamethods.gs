// Metamethods in arithmetic in hot loops; strings as numbers; types that change within the loop.
V := {}
V.__index = V
func vec(x, y) { return setmetatable({x: x, y: y}, V) }
V.__add = func(a, b) { if type(b) == "number" { return vec(a.x + b, a.y + b) } if type(a) == "number" { return vec(a + b.x, a + b.y) } return vec(a.x + b.x, a.y + b.y) }
V.__sub = func(a, b) { return vec(a.x - b.x, a.y - b.y) }
V.__mul = func(a, b) { if type(a) == "number" { return vec(a * b.x, a * b.y) } return vec(a.x * b, a.y * b) }
V.__unm = func(a) { return vec(-a.x, -a.y) }
V.__eq = func(a, b) { return a.x == b.x && a.y == b.y }
V.__lt = func(a, b) { return a.x < b.x }
V.__le = func(a, b) { return a.x <= b.x }
V.__len = func(a) { return a.x * a.x + a.y * a.y }
V.__call = func(self, k) { return self[k] }
V.__concat = func(a, b) { return tostring(type(a) == "table" && a.x || a) .. "~" .. tostring(type(b) == "table" && b.x || b) }
V.__mod = func(a, b) { return "mod" } V.__div = func(a, b) { return "div" } V.__pow = func(a, b) { return "pow" }
func step(p, v, k) { q := p + v * k r := q - p s := -r if q == p { return p, 0 } if p < q { return q, s } return q, r }
p := vec(0, 0)
for i := 1; i <= 300; i++ { p, l = step(p, vec(1, 2), 0.5) }
print(p.x, p.y, l.x)
print(step(1, 2, 3)) print(step(1.5, 2, 3)) print(pcall(step, 1, vec(1, 2), 3)) print(pcall(step, "1", "2", "3")) print(pcall(step, {}, 2, 3))
func mix(x, n) { for i := 1; i <= n; i++ { x = x + i x += 1 x = x * 1 x = x - i x++ x -= 2 } return x }
for i := 1; i <= 30; i++ { mix(i, 30) }
print(mix(0.5, 100), mix("3", 10), mix(vec(1, 1), 0).x, pcall(mix, vec(1, 1), 1)) V.__sub = func(a, b) { if type(b) == "number" { return vec(a.x - b, a.y - b) } return vec(a.x - b.x, a.y - b.y) }
print(mix(vec(1, 1), 20).x, mix(140737488355327, 3), mix(-140737488355328, 3))
func cc(a, n) { s := "" for i := 1; i <= n; i++ { s = s .. a .. i } return s }
for i := 1; i <= 30; i++ { cc("x", 20) }
print(cc("ab", 5), cc(1, 5), cc(1.5, 3), pcall(cc, nil, 1), pcall(cc, true, 1), pcall(cc, vec(3, 4), 2))
func change(n) { x := 1 for i := 1; i <= n; i++ { if i == 50 { x = 1.5 } if i == 100 { x = "10" } if i == 150 { x = vec(1, 2) } if i == 200 { x = {} } ok, y := pcall(func() { return x + 1 }) if !ok { return y, i } x = y } return x }
print(change(49), change(99), change(149), change(199).x, change(300))
func loopvar(a, b) { s := 0 for i := a; i <= b; i++ { s += i if s > 1e6 { s = s .. "" } } return s }
print(loopvar(1, 2000), loopvar(1.5, 2000), pcall(loopvar, "1", 5), pcall(loopvar, {}, 5))
func cond(x) { if x { return 1 } return 0 }
for i := 1; i <= 300; i++ { cond(i % 2 == 0) }
print(cond(0), cond(nil), cond(""), cond(0/0), cond({}), cond(false), cond(true))
func andor(a, b, c) { return a && b || c, !a, a || b && c, (a || b) == c }
for i := 1; i <= 300; i++ { andor(i, i % 2 == 0, nil) }
print(andor(nil, 1, 2)) print(andor(false, nil, 0)) print(andor(0, false, nil)) print(andor(1.5, "x", {} == {})) print(andor())
V.__add = nil
print(pcall(step, vec(1, 1), vec(1, 2), 1))
