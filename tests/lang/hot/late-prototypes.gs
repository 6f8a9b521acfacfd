// Becomes a prototype later.
func put(o, v) { o.v = v }
func get(o) { return o.v }
a, b := {v: 1}, {v: 2}
for i := 1; i <= 300; i++ { put(a, i) put(b, i) get(a) }
c := setmetatable({}, {__index: a})
for i := 1; i <= 300; i++ { get(c) }
print(get(c)) put(a, 77) print(get(c)) put(b, 5) a.v = 78 print(get(c)) rawset(a, "v", 79) print(get(c)) put(a, nil) print(get(c)) put(a, 3) print(get(c))
func lp(o, p, n) { s := 0 for i := 1; i <= n; i++ { put(p, i) s += get(o) * 3 + (get(p) || 0) } return s }
for i := 1; i <= 50; i++ { lp(c, a, 20) lp(b, b, 20) }
print(lp(c, a, 100), lp(b, a, 100), lp(a, c, 10), lp(c, a, 10))
m := {v: 1, __index: {v: 9}}
d := setmetatable({}, m)
for i := 1; i <= 300; i++ { get(d) }
func setidx(t, v) { t.__index = v }
for i := 1; i <= 300; i++ { setidx({__index: 1}, {}) }
setidx(m, {v: 10}) print(get(d)) setidx(m, nil) print(get(d)) setidx(m, func(t, k) { return k .. "!" }) print(get(d)) m.__index = {v: 11} print(get(d))
// mod edges
func mod(a, b) { return a % b }
for i := 1; i <= 300; i++ { mod(i, 3) mod(-i, 5) }
print(mod(-2147483648, -1), mod(-2147483648, 1), mod(2147483647, -2147483648), mod(-1, 2147483647), mod(5, -1), mod(0, -5), mod(-5, 5), pcall(mod, 1, 0), mod(1.0, 0), mod(-7, 3), mod(7, -3))
func m7(a) { return a % 7, a % -7, a % 8, a % 1, a % -1, a % 65536, a % 1.5 }
for i := 1; i <= 300; i++ { m7(i) }
for _, x := range ipairs({0, -1, 7, -7, -8, 2147483647, -2147483648, 140737488355327, -140737488355328, 0.5, -0.5, -7.0, 1/0, "9"}) { print(m7(x)) }
func zero(a, b) { if a % b == 0 { return "z" } if a % b != 0 { return "n" } }
for i := 1; i <= 300; i++ { zero(i, 3) zero(-i, 4) }
print(zero(-2147483648, -1), zero(-2147483648, 3), zero(0, -3), zero(2147483647, 2147483647), zero(-9, 3), zero(9, -4), pcall(zero, 1, 0), zero(140737488355327, 3), zero(1.5, 0.5), zero(-2147483648, 2147483647), zero(2147483646, -2147483648))
// bit32
func bits(a, b) { return bit32.band(a, b), bit32.bor(a, b), bit32.bxor(a, b), bit32.bnot(a), bit32.lshift(a, b % 40), bit32.rshift(a, b % 40) }
for i := 1; i <= 300; i++ { bits(i, i * 3) }
for _, x := range ipairs({0, -1, 4294967295, 4294967296, -2147483648, 2147483647, 140737488355327, -140737488355328, 1.5, 3.0, "7", 1e15, 0/0}) { for _, y := range ipairs({0, 1, 31, 32, 33, -1, -5, 2.0}) { print(pcall(bits, x, y)) } }
func sh(a, b) { return bit32.lshift(a, b), bit32.rshift(a, b), bit32.arshift(a, b) }
for i := 1; i <= 300; i++ { sh(i, i % 32) }
print(sh(1, 31), sh(1, 32), sh(1, -1), sh(-1, 4), sh(-1, 64), sh(4294967295, -31), pcall(sh, 1, {}))
// bytes
func by(s, i, j) { return s:byte(i), s:byte(i, j), #s }
for i := 1; i <= 300; i++ { by("hello", i % 5 + 1, i % 5 + 1) }
for _, i := range ipairs({0, 1, -1, 5, 6, -5, -6, 2147483647, 1.0, 1.5, "2"}) { for _, j := range ipairs({0, 1, 3, -1, 100}) { print(pcall(by, "hello", i, j)) } }
print(by("", 1, 1), pcall(by, nil, 1), by("\0\xff", 1, 2), pcall(by, 5, 1))
func b3(s) { a, b, c := s:byte(1, 3) return a, b, c }
for i := 1; i <= 300; i++ { b3("abcdef") }
print(b3("ab"), b3(""), b3("xyz"))
func mm(a, b) { return math.min(a, b), math.max(a, b), math.min(a), math.max(a, b, 3), math.abs(a), math.floor(b), math.ceil(a) }
for i := 1; i <= 300; i++ { mm(i, -i) }
for _, x := range ipairs({0, -0.0, 0.0, 1, 1.0, -2147483648, 2147483647, 0/0, 1/0, -1/0, 0.5, -0.5, 140737488355327, 1e300, "5"}) { for _, y := range ipairs({0, -0.0, 1.0, 0/0, 2, -2147483648, 2.5}) { print(pcall(mm, x, y)) } }
print(pcall(mm)) print(pcall(mm, {}, 1)) print(pcall(mm, nil, nil))
func tn(x, b) { return tonumber(x), type(x), rawequal(x, b), rawlen({x, b}), select("#", x, b) }
for i := 1; i <= 300; i++ { tn(i, i) }
print(tn("0x10", 1)) print(tn(nil, nil)) print(tn({}, {})) print(tn(1, 1.0)) print(tn(0/0, 0/0)) print(tn("a", "a"))
