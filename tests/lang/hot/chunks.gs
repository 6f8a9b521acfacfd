// Chunks with environments, load, const, modules of globals.
src := "n = (n || 0) + 1 func inc(k) { n = n + k return n } func loop(m) { s := 0 for i := 1; i <= m; i++ { s += inc(1) } return s } return loop(...)"
env1, env2 := setmetatable({}, {__index: _G}), setmetatable({}, {__index: _G})
f1, f2 := load(src, "c1", "t", env1), load(src, "c2", "t", env2)
for i := 1; i <= 30; i++ { f1(10) f2(5) }
print(env1.n, env2.n, n)
print(f1(100), f2(100), f1(3))
env1.inc = func(k) { return 1000 }
print(env1.loop(5)) env1.n = "7" print(pcall(env1.loop, 2))
g := load("x := ... return func(y) { x += y return x }")
h := g(1)
for i := 1; i <= 300; i++ { h(1) }
print(h(1), g(5)(1))
fs := {}
for i := 1; i <= 20; i++ { fs[i] = load("return func(a) { s := 0 for i := 1; i <= a; i++ { s += i * " .. i .. " } return s }")() }
s := 0
for r := 1; r <= 30; r++ { for i := 1; i <= 20; i++ { s += fs[i](20) } }
print(s)
const K = 10
func usek(n) { s := 0 for i := 1; i <= n; i++ { s += K } return s }
for i := 1; i <= 30; i++ { usek(30) }
_G.K = 0.5 print(usek(10)) _G.K = nil print(pcall(usek, 1)) rawset(_G, "K", 3) print(usek(10))
func loc() { const Q = {v: 1} s := 0 for i := 1; i <= 100; i++ { s += Q.v if i == 50 { Q.v = 2 } } return s }
for i := 1; i <= 10; i++ { print(loc()) break }
for i := 1; i <= 50; i++ { loc() } print(loc())
print(pcall(load, "return 1 +")) print(load("return 1 +"))
m := math
func um(x) { return math.floor(x) + math.huge_thing }
math.huge_thing = 1
for i := 1; i <= 300; i++ { um(i + 0.5) }
math.floor = func(x) { return 100 } print(um(1)) math.huge_thing = nil print(pcall(um, 1))
math = {floor: func(x) { return -1 }, huge_thing: 0} print(um(5)) math = nil print(pcall(um, 5)) math = m
func str(s) { return s:upper() .. s:len() .. s:sub(2, 3) }
for i := 1; i <= 300; i++ { str("abc") }
string.upper = func(s) { return "UP" } print(str("abc")) string.len = nil print(pcall(str, "abc"))
string = nil print(pcall(str, "abc"))
