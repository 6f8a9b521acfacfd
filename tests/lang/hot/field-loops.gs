// Loops over fields, dictionaries, holes, other keys; tables that change meanwhile; inner and outer, one and two variables.
func each(t) { s := "" for k, v := range t { s = s .. tostring(k) .. "=" .. tostring(v) .. " " } return s }
func keys(t) { s, n := "", 7 for k := range t { s = s .. tostring(k) .. " "; n++ } return s .. n }
big := {}
for i := 1; i <= 100; i++ { big["k" .. i] = i }
func sum(t) { s := 0 for _, v := range t { s += v } return s }
for i := 1; i <= 60; i++ {
    a := each({x: 1, y: 2.5, z: "s"}) .. each({5, 6, nil, 8, k: true}) .. keys({x: 1, y: 2, 9}) .. keys({})
    if i % 20 == 0 { print(a, sum(big), each({[1.5]: 2, [-1]: 3, [true]: 4, [0]: 5, n: 6})) }
}
func drop(t) { n := 0 for k, v := range t { t[k] = nil; n += v } return n, #table.keys(t) }
func grow(t) { n := 0 for k, v := range t { t[k] = v + 1; n += t[k]; collectgarbage("step") } return n }
for i := 1; i <= 60; i++ {
    t := {} for k := 1; k <= i; k++ { t["f" .. k] = k; t[k] = k }
    g, d, e := grow(t), drop(t)
    if i % 20 == 0 { print(g, d, e) }
}
func nested(t) {
    n := 0
    for k, v := range t {
        for k2, v2 := range t { if k == k2 { continue } if k2 == "k50" { break } n += v * v2 }
        for k3 := range t { if k3 == k { n++ } }
    }
    return n
}
for i := 1; i <= 5; i++ { print(nested(big)) }
func odd(x) { n := 0 for k, v := range x { n += (v || k) } return n }
for i := 1; i <= 3; i++ { print(odd({a: 1, b: 2}), odd({1, 2}), odd(10), odd(func(s, c) { c = (c || 0) + 1 if c < 5 { return c, c } })) }
dead := {a: 1, b: 2, c: 3}
for k := range dead { dead.b = nil; dead.d = 4; print(k) if k == "a" { dead = {z: 1} } }
