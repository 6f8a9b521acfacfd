// Range loops of all kinds, changed while they run.
func r1(t) { s := "" for k, v := range t { s = s .. tostring(k) .. "=" .. tostring(v) .. ";" } return s }
for i := 1; i <= 100; i++ { r1({1, 2, a: 3}) }
print(r1({1, 2.5, "x", y: true, [0]: 0, [true]: 1, [1.5]: 2})) print(r1({})) print(pcall(r1, nil)) print(pcall(r1, 2.5)) print(r1(3)) print(r1(setmetatable({1}, {__pairs: func(t) { i := 0 return func() { i++ if i < 4 { return i, i * i } } }})))
func r2(t) { c := 0 for k, v := range t { t[k] = nil c++ if c == 2 { t.extra = 1 } } return c }
for i := 1; i <= 100; i++ { r2({1, 2, 3, a: 1, b: 2}) }
print(r2({a: 1, b: 2, c: 3}) >= 3)
func r3(n) { s := 0 for i := range n { s += i if i == 1000 { break } } return s }
for i := 1; i <= 100; i++ { r3(20) }
print(r3(0), r3(-5), r3(5.0), pcall(r3, 5.5), pcall(r3, 1e300), r3(2000), pcall(r3, "5"), r3(140737488355327))
func r4(t) { s := 0 for i, v := range ipairs(t) { s += i * v if i == 5 { t[i + 1] = nil } if i == 3 && #t < 10 { t[#t + 1] = 1 } } return s }
for i := 1; i <= 100; i++ { r4({1, 2, 3, 4}) }
print(r4({1, 2, 3}), r4({1.5, 2}), r4({}), pcall(r4, {1, "x"}), pcall(r4, nil), r4(setmetatable({}, {__index: func(t, i) { if i < 4 { return i } }})))
func r5(f, s, c) { n := 0 for a, b := range f, s, c { n += a + (b || 0) if n > 10000 { break } } return n }
func it(s, c) { if c < s { return c + 1, c } }
for i := 1; i <= 100; i++ { r5(it, 10, 0) }
print(r5(it, 100, 0), r5(it, 3, 0.5), pcall(r5, it, 3), pcall(r5, nil), r5(next, {1, 2, 3}), r5(setmetatable({}, {__call: func(self, s, c) { if c < 3 { return c + 1 } }}), 1, 0))
func r6(n) { c := 0 for range n { c++ } return c }
for i := 1; i <= 100; i++ { r6(10) }
print(r6(100), r6({1, 2, x: 1}), r6(func() { return nil }))
func r7(s) { n := 0 for w := range string.gmatch(s, "%a+") { n += #w } return n }
for i := 1; i <= 50; i++ { r7("ab cd ef") }
print(r7("hello world"), r7(""), pcall(r7, nil), r7(12))
func r8(t) { p := {} for k, v := range t { p[#p + 1] = func() { k = k .. "!" return k .. v } } s := "" for _, f := range ipairs(p) { s = s .. f() .. f() } return s }
for i := 1; i <= 50; i++ { r8({a: 1, b: 2}) }
print(r8({x: 1, y: 2, z: 3}))
func r9(t) { for k, v := range t { for k2, v2 := range t { if v == v2 && k != k2 { return k, k2 } } } }
for i := 1; i <= 50; i++ { r9({a: 1, b: 2, c: 3}) }
print(r9({a: 1, b: 2, c: 1})) print(r9({5, 6, 5}))
func cont(t) { s := 0 for _, v := range t { if v % 2 == 0 { continue } if v > 50 { break } s += v } return s }
for i := 1; i <= 50; i++ { cont({1, 2, 3, 4, 5}) }
print(cont({1, 2, 3, 99, 5}), pcall(cont, {1, "a"}), cont({1.5, 3}))
func pr(t) { s := 0 for k, v := range pairs(t) { s += v } for k, v := range next, t { s += v } return s }
for i := 1; i <= 50; i++ { pr({1, 2, a: 3}) }
print(pr({1, 2, a: 3}), pr(setmetatable({1}, {__pairs: func(t) { return next, {10, 20}, nil }})), pcall(pr, nil))
pairs = func(t) { return next, {100}, nil }
print(pr({1}))
ipairs = func(t) { return next, {100}, nil }
print(r4({1}))
next = func() { return nil }
print(pr({1}))
