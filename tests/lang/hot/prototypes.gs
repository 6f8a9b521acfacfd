// What aliases: prototypes, globals by _G, string library.
P := {v: 1}
func f(n) { q := setmetatable({}, {__index: P}) s := 0 for i := 1; i <= n; i++ { s += q.v P.v = i s += q.v * 3 } return s }
for i := 1; i <= 60; i++ { P.v = 1 f(30) }
P.v = 1 print(f(300))
func f2(q, p, n) { s := 0 for i := 1; i <= n; i++ { a := q.v p.v = i b := q.v s = (s * 7 + a + b) % 10007 } return s }
C := {v: 5} C.__index = C
q := setmetatable({}, C)
for i := 1; i <= 60; i++ { f2(q, C, 30) }
print(f2(q, C, 200), f2(q, q, 200), f2(C, q, 200)) q.v = nil print(f2(C, C, 10), f2(q, C, 10))
G := 0
func g(n) { s := 0 for i := 1; i <= n; i++ { a := G _G.G = i b := G s = (s * 7 + a + b) % 10007 } return s }
for i := 1; i <= 60; i++ { G = 0 g(30) }
G = 0 print(g(200))
func g2(n) { s := 0 for i := 1; i <= n; i++ { a := G rawset(_G, "G", i) b := G s = (s * 7 + a + b) % 10007 } return s }
for i := 1; i <= 60; i++ { G = 0 g2(30) }
G = 0 print(g2(200))
func g3(n, k) { s := 0 for i := 1; i <= n; i++ { a := G _G[k] = i b := G s = (s * 7 + a + b) % 10007 } return s }
for i := 1; i <= 60; i++ { G = 0 g3(30, "G") }
G = 0 print(g3(200, "G"))
func g4(n) { s := 0 for i := 1; i <= n; i++ { a := _G.G G = i b := _G.G s = (s * 7 + a + b) % 10007 } return s }
for i := 1; i <= 60; i++ { G = 0 g4(30) }
G = 0 print(g4(200))
func g5(n, t) { s := 0 for i := 1; i <= n; i++ { a := G t.G = i b := G s = (s * 7 + a + b) % 10007 } return s }
for i := 1; i <= 60; i++ { G = 0 g5(30, _G) g5(30, {G: 1}) }
G = 0 print(g5(200, _G), g5(200, {}))
func g6(n) { s := 0 for i := 1; i <= n; i++ { a := GG rawset(_G, "GG", i) b := GG _G.GG = nil c := GG s = (s * 7 + (a || 1) + (b || 3) + (c || 5)) % 10007 } return s }
for i := 1; i <= 60; i++ { g6(30) }
print(g6(200))
func h(o, n) { s := 0 for i := 1; i <= n; i++ { s += o:m() C2.m = i % 2 == 0 && m1 || m2 s += o:m() * 3 } return s }
func m1(self) { return 1 } func m2(self) { return 2 }
C2 := {m: m1} C2.__index = C2
o := setmetatable({}, C2)
for i := 1; i <= 60; i++ { h(o, 30) }
print(h(o, 200))
func st(s, n) { r := 0 for i := 1; i <= n; i++ { r += s:len() string.len = i % 2 == 0 && L1 || L2 r += s:len() * 3 } return r }
L1 := func(s) { return 1 } L2 := string.len
for i := 1; i <= 60; i++ { st("abc", 30) }
print(st("abc", 200)) string.len = L2
func mm(a, n) { s := 0 for i := 1; i <= n; i++ { s += a + 1 MT.__add = i % 2 == 0 && A1 || A2 s += (a + 1) * 3 } return s }
A1 := func(a, b) { return 10 } A2 := func(a, b) { return 20 }
MT := {__add: A1} a := setmetatable({}, MT)
for i := 1; i <= 60; i++ { mm(a, 30) }
print(mm(a, 200))
func me(a, n) { s := 0 for i := 1; i <= n; i++ { t := {} x := t.zz setmetatable(t, MI) y := t.zz MI.__index.zz = i z := t.zz setmetatable(t, nil) w := t.zz s = (s * 7 + (x || 1) + (y || 2) + z + (w || 4)) % 10007 } return s }
MI := {__index: {}}
for i := 1; i <= 60; i++ { MI.__index.zz = nil me(a, 30) }
MI.__index.zz = nil print(me(a, 200))
func idx(n) { s := 0 M := {__index: {v: 1}} t := setmetatable({}, M) for i := 1; i <= n; i++ { s += t.v M.__index = i % 2 == 0 && I1 || I2 s += t.v * 3 } return s }
I1 := {v: 10} I2 := {v: 20}
for i := 1; i <= 60; i++ { idx(30) }
print(idx(200))
func far(n) { t := {} for i := 1; i <= 30; i++ { t["f" .. i] = i } u := {} for i := 1; i <= 30; i++ { u["f" .. i] = i } s := 0 for i := 1; i <= n; i++ { a := t.f29 x := t if i % 3 == 0 { x = u } x.f29 = i b := t.f29 x.new = i x.new = nil s = (s * 7 + a + b) % 10007 } return s }
for i := 1; i <= 60; i++ { far(30) }
print(far(200))
func cellw(n) { x := 0 f := func() { x += 1 return x } t := {f: f} s := 0 for i := 1; i <= n; i++ { a := x t.f() b := x s = (s * 7 + a + b) % 10007 if i == 150 { t.f = func() { x = x * 2 % 1000 } } } return s }
for i := 1; i <= 60; i++ { cellw(30) }
print(cellw(300))
