// Uncaught errors and tracebacks within inlined calls: this one through xpcall and debug.traceback.
func c3(x) { return x.f + 1 }
func c2(x) { y := c3(x) return y * 2 }
func c1(x) { y := c2(x) + 1 return y }
for i := 1; i <= 400; i++ { c1({f: i}) }
print(xpcall(c1, debug.traceback, {}))
print(xpcall(c1, debug.traceback, {f: "x"}))
print(xpcall(c1, debug.traceback, 5))
func t3() { return debug.traceback("here") }
func t2() { a := t3() return a }
func t1() { a := t2() return a }
for i := 1; i <= 400; i++ { t1() }
print(t1())
func m(o) { return o:go(1) }
k := {go: func(self, x) { return self.v + x }}
for i := 1; i <= 400; i++ { m({v: i, go: k.go}) }
print(xpcall(m, debug.traceback, {go: k.go}))
print(xpcall(m, debug.traceback, {}))
func clos(n) { f := func(z) { return z.q.r } return f({q: n}) }
for i := 1; i <= 400; i++ { clos({r: i}) }
print(xpcall(clos, debug.traceback, nil))
func lp(n, t) { s := 0 for i := 1; i <= n; i++ { s += t[i].v } return s }
big := {} for i := 1; i <= 400; i++ { big[i] = {v: i} }
lp(400, big)
big[300] = nil
print(xpcall(lp, debug.traceback, 400, big))
big[300] = {v: "a"}
print(xpcall(lp, debug.traceback, 400, big))
func tail(n) { if n == 0 { error("tail") } return tail(n - 1) }
for i := 1; i <= 100; i++ { pcall(tail, 3) }
print(xpcall(tail, debug.traceback, 10))
func rec(n) { if n == 0 { error("rec") } r := rec(n - 1) return r + 1 }
for i := 1; i <= 100; i++ { pcall(rec, 3) }
print(xpcall(rec, debug.traceback, 10))
func mm(a, b) { return a + b }
mt := {__add: func(a, b) { error("in add") }, __index: func(t, k) { return t.nope[k] }}
for i := 1; i <= 400; i++ { mm(i, i) }
print(xpcall(mm, debug.traceback, setmetatable({}, mt), 1))
func ii(t) { r := t.foo return r }
for i := 1; i <= 400; i++ { ii({foo: 1}) }
mt.__index = func(t, k) { error("in index " .. k) }
print(xpcall(ii, debug.traceback, setmetatable({}, mt)))
func nat(s) { r := string.rep(s, -1) .. string.sub(s, 1, 2) return r }
for i := 1; i <= 400; i++ { nat("abc") }
print(xpcall(nat, debug.traceback, {})) print(xpcall(nat, debug.traceback)) 
func srt(t) { table.sort(t, func(a, b) { return a.x < b.x }) return t }
for i := 1; i <= 100; i++ { srt({{x: 3}, {x: 1}, {x: 2}}) }
print(xpcall(srt, debug.traceback, {{x: 1}, {}, {x: 2}}))
c1({f: {}})
