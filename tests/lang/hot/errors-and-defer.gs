// Pcall, error, defer inside of hot code.
func risky(i) { if i % 7 == 0 { error("seven " .. i) } if i % 11 == 0 { error({code: i}) } return i }
func loop(n) {
    s, e := 0, 0
    for i := 1; i <= n; i++ {
        ok, v := pcall(risky, i)
        if ok { s += v } else if type(v) == "table" { e += v.code } else { e += #v }
    }
    return s, e
}
for i := 1; i <= 20; i++ { loop(30) }
print(loop(200))
order := {}
func d(n) {
    defer func() { order[#order + 1] = n }()
    x := 0
    for i := 1; i <= n; i++ { x += i if x > 100 { error("big " .. x) } }
    return x
}
for i := 1; i <= 100; i++ { d(5) }
print(pcall(d, 20)) print(#order, order[#order])
func dd(n) { r := 0 for i := 1; i <= n; i++ { defer func(k) { r += k }(i) } return r }
print(dd(10))
func nested(n) {
    if n == 0 { error("deep") }
    ok, v := pcall(nested, n - 1)
    if n % 3 == 0 { error(v .. n, 0) }
    return ok, v
}
for i := 1; i <= 60; i++ { pcall(nested, 9) }
print(pcall(nested, 10))
func tb(n) { if n == 0 { local_undefined.x = 1 } return tb(n - 1) + 1 }
print(xpcall(tb, func(m) { return "handled: " .. m }, 5))
func h2(t) { return t.a.b.c }
for i := 1; i <= 300; i++ { h2({a: {b: {c: i}}}) }
print(pcall(h2, {a: {}})) print(pcall(h2, {})) print(pcall(h2, nil)) print(pcall(h2, {a: {b: "str"}}))
func arith(t) { return t.x + t.y * t.z - 1 }
for i := 1; i <= 300; i++ { arith({x: 1, y: 2, z: 3}) }
print(pcall(arith, {x: 1, y: {}, z: 3})) print(pcall(arith, {x: 1, y: 2})) print(pcall(arith, {x: "a", y: 2, z: 1})) print(arith({x: "1", y: "2", z: "3"}))
up := {}
func ups(i) { return up.field + i }
up.field = 1
for i := 1; i <= 300; i++ { ups(i) }
up.field = nil
print(pcall(ups, 1))
up = 5
print(pcall(ups, 1))
