// Keys of all kinds at one place, fields cached around.
func f(t, k, v) { a := t.x t[k] = v b := t.x return a, b, t[k] }
for i := 1; i <= 300; i++ { f({x: 1}, i % 5 + 1, i) }
t := {x: 1}
print(f(t, "x", 2)) print(f(t, "y", 3)) print(f(t, 1, 3)) print(f(t, 1.5, 3)) print(f(t, true, 4)) print(f(t, t, 5)) print(f(t, "x", nil)) print(pcall(f, t, nil, 1)) print(f(t, "x", 7))
for i := 1; i <= 300; i++ { f({x: 1}, "x", i) f({x: 1}, "y" .. i, i) }
print(f(t, "x", 2)) print(f(t, "zz", 3)) print(f(t, 2, 3))
func loop(t, ks) { s := 0 for i := 1; i <= #ks; i++ { s += t.x t[ks[i]] = (t[ks[i]] || 0) + 1 s += t.x } return s }
ks := {} for i := 1; i <= 100; i++ { ks[i] = ({"x", "y", 1, 2, "z"})[i % 5 + 1] }
print(loop({x: 0}, ks)) print(loop({x: 0, y: 1}, ks))
for i := 1; i <= 20; i++ { loop({x: i}, ks) }
print(loop({x: 0}, ks))
func g(t, u) { a := t.x u.x = 5 b := t.x u.y = 6 c := t.y return a, b, c }
for i := 1; i <= 300; i++ { g({x: 1, y: 2}, {x: 3, y: 4}) }
q := {x: 1, y: 2} print(g(q, q)) print(g({y: 1, x: 2}, q)) print(g(q, {}))
func h(t, u, i) { a := t[i] u[i] = 100 b := t[i] u[i + 1] = 200 c := t[i + 1] return a, b, c }
for i := 1; i <= 300; i++ { h({1, 2, 3}, {4, 5, 6}, 1) }
q = {1, 2, 3} print(h(q, q, 1)) print(h(q, q, 3)) print(h({1.5, 2.5}, q, 1)) q = {1.5, 2.5} print(h(q, q, 1)) print(q[1])
func r(t, u) { a := #t u[#u + 1] = 1 b := #t u[#u] = nil c := #t return a, b, c }
for i := 1; i <= 300; i++ { r({1}, {2}) }
q = {1, 2} print(r(q, q)) print(r({}, q))
func ins(t, v) { a := t[1] table.insert(t, 1, v) b := t[1] table.remove(t) c := #t table.sort(t, func(x, y) { return tostring(x) > tostring(y) }) return a, b, c, t[1] }
for i := 1; i <= 300; i++ { ins({1, 2, 3}, i % 10) }
print(ins({5, 6, 7}, 1)) print(ins({}, 2)) print(ins({0.5, 0.25}, 9))
func rs(t) { a := t.x rawset(t, "x", 10) b := t.x setmetatable(t, {__index: {y: 3}}) c := t.y setmetatable(t, nil) return a, b, c, t.y }
for i := 1; i <= 300; i++ { rs({x: 1}) }
print(rs({})) print(rs({y: 1})) print(rs(setmetatable({}, {__newindex: print})))
func nx(t) { s := 0 k, v := next(t) for k != nil { s += v t[k] = nil k, v = next(t) } return s }
for i := 1; i <= 300; i++ { nx({1, 2, a: 3, b: 4}) }
print(nx({1, 2, 3, x: 4, [true]: 5, [1.5]: 6}))
