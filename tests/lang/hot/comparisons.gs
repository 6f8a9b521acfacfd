// Comparisons and branches with NaN, mixed numbers, strings.
nan := 0/0
func br(a, b) {
    r := ""
    if a < b { r = r .. "1" } else { r = r .. "0" }
    if !(a < b) { r = r .. "1" } else { r = r .. "0" }
    if a <= b { r = r .. "1" } else { r = r .. "0" }
    if a > b { r = r .. "1" } else { r = r .. "0" }
    if a >= b && a != b { r = r .. "1" } else { r = r .. "0" }
    if a == b || a < b { r = r .. "1" } else { r = r .. "0" }
    if !(a == b) { r = r .. "1" } else { r = r .. "0" }
    x := a < b y := !(a >= b) z := a != b
    n := 0
    for a < b { n++ if n > 2 { break } }
    for !(a >= b) { n++ if n > 5 { break } }
    return r, x, y, z, n
}
for i := 1; i <= 300; i++ { br(i, 150) }
vals := {1, 2, 1.0, 1.5, nan, -0.0, 0, 0.0, 1/0, -1/0, 140737488355327, 140737488355328.0, 140737488355327.5, -140737488355328, 2147483647, 2147483648, 2147483647.5}
for _, a := range ipairs(vals) { for _, b := range ipairs(vals) { print(a, b, br(a, b)) } }
for i := 1; i <= 300; i++ { br(i + 0.5, 150) }
for _, a := range ipairs(vals) { print(a, br(a, 1.5), br(nan, a), br(a, 1)) }
for i := 1; i <= 300; i++ { br("a" .. i % 10, "a5") }
print(br("a", "b")) print(br("b", "a")) print(br("", "")) print(br("a\0b", "a\0c")) print(br("\xff", "a")) print(pcall(br, "a", 1)) print(pcall(br, 1, "1")) print(pcall(br, {}, {})) print(pcall(br, nil, 1)) print(pcall(br, true, false))
func eq(a, b) { if a == b { return 1 } return 0 }
t := {} u := {}
ev := {1, 1.0, "1", true, false, t, u, print, eq, nan, 0.0, -0.0, "a" .. 1, "a1"}
for i := 1; i <= 300; i++ { eq(i, 3) }
for _, a := range ipairs(ev) { for _, b := range ipairs(ev) { io.write(eq(a, b)) } } print()
for i := 1; i <= 300; i++ { eq("x", "x" .. i % 2) eq(t, u) eq(nil, i) eq(true, false) }
for _, a := range ipairs(ev) { for _, b := range ipairs(ev) { io.write(eq(a, b)) } } print(eq(nil, nil), eq(nil, false))
mt := {__eq: func(a, b) { return a.v == b.v }, __lt: func(a, b) { return a.v < b.v }, __le: func(a, b) { return nil }}
A, B := setmetatable({v: 1}, mt), setmetatable({v: 1}, mt)
print(eq(A, B), pcall(br, A, B))
B.v = 2 print(eq(A, B), pcall(br, A, B)) print(eq(A, {v: 1}), eq({v: 1}, A))
func sw(x) { switch x { case 1, 2: return "one-two" case "s": return "str" case 1.5: return "flt" case nil: return "nil" case nan: return "nan" case true: return "t" default: return "def" } }
for i := 1; i <= 300; i++ { sw(i % 4) }
print(sw(1), sw(2.0), sw("s"), sw(1.5), sw(nil), sw(nan), sw(true), sw(false), sw({}), sw("1"), sw(A))
func clamp(x, lo, hi) { if x < lo { return lo } else if x > hi { return hi } return x }
for i := 1; i <= 300; i++ { clamp(i, 10, 100) }
print(clamp(5, 10, 100), clamp(5.5, 10, 100), clamp(nan, 1, 2), clamp(1e300, 0, 7), clamp("m", "a", "k"))
