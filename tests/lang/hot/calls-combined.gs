// Each kind of function behind each way to call it, in loops whose values change their kinds, alone and in coroutines that
// yield in the middle. A part of the combinations, which still has every function and every call.
callees := {
    "func f(a) { return a }", "func f(a, b) { return a, b }", "func f(...) { return ... }", "func f(...) { return #..., ... }"
    "func f(a, ...) { return ...[1], ...[2], a }", "func f(a) { }", "func f(a) { return f2(a) }", "func f(a, b) { return f2(b, a) }"
    "func f(a) { return (f2(a)) }", "func f(a) { defer g2(a) return a, 1 }", "func f(a) { defer f2(a) error({a}) }"
    "func f(a) { error(a) }", "func f(a) { return pcall(f2, a) }", "func f(a) { return pcall(error, a) }"
    "func f(a, b) { c := 0 g := func() { c += 1 return c, a } g() return g() }", "func f(a, rest...) { return #rest, rest[1], rest[2] }"
    "func f(a) { return select(2, f2(a, 7)) }", "func f(a) { if a == nil { return } return a, nil }"
    "func f(a) { up += 1 return up, a }", "func f(a) { old := up up = a return old }", "func f(a) { return coroutine.yield(a) }"
    "func f(a) { ok, e := pcall(coroutine.yield, a, 2) return e }", "func f(a) { defer coroutine.yield('d') return a }"
    "func f(a) { x := {f2(a)} return #x, unpack(x) }", "func f(a) { for i := 1; i <= 3; i++ { if i == a { return i, 'hit' } } return 'none' }"
    "func f(a) { s := 0 for i, v := range ipairs({f2(a)}) { s = v } return s }"
    "f := setmetatable({}, {__call: func(self, a, b) { return b, a }})"
    "f := coroutine.wrap(func(a) { for { a = coroutine.yield(a, 'w') } })", "func f(a) { return a + 1, a }", "func f(a) { return a .. 'x' }"
    "func f(a) { fs[#fs + 1] = func() { a = a == nil && 1 || nil up = a return a } return fs[#fs]() }"
    "func f(n) { if n == 3 { return f('three', 2) } return n, f2(n) }", "f := select", "f := rawequal", "f := string.rep", "f := assert"
    "f := unpack", "f := nil", "f := 'notfn'", "f := func(a) { return a && a.x }"
    "func f(a) { return xpcall(f2, func(e) { return e, 'h' }, a) }"
}
calls := {
    "r = pack(f(v))", "r = pack(f(v, i))", "r = pack(f())", "r = pack(f(f(v)))", "r = pack(f(v), f(i))", "r = pack((f(v)))"
    "a, b, c := f(v) r = pack(a, b, c)", "r = pack(pcall(f, v))", "ok, e := pcall(func() { return f(v, i) }) r = pack(ok, e)"
    "r = pack(pcall(func(...) { return f(...) }, v, i, nil))", "g := func() { return f(v) } r = pack(g())"
    "t := {f(v), f(i), k: f(i)} r = pack(#t, t[1], t[2], t.k)"
    "co := coroutine.create(func(...) { return f(...) }) r = pack(coroutine.resume(co, v)) .. pack(coroutine.resume(co, i))"
    "w := coroutine.wrap(func() { for { coroutine.yield(f(v)) } }) r = pack(pcall(w)) .. pack(pcall(w))"
    "func() { defer f(v) r = 'd' }()", "r = pack(pcall(func() { defer f(v) error('E') }))"
    "x := i fs[i] = func() { x += 1 return x } up = fs[i]() r = pack(f(x), x, fs[1]())"
    "fs[i] = func() { i += 10 return i } r = pack(f(fs[i]()), i) if i > 50 { break }", "r = f(v) && 'T' || 'F'"
    "for k, q := range f, v, i { r = pack(k, q) break }", "switch f(v) { case v: r = 'v' case 1, 2: r = 'n' default: r = 'd' }"
    "t := {} t[f(v) || 1], t.x = f(i) r = pack(t[1], t.x, t[v || 0])", "h := func(a, ...) { return f(...) } r = pack(h(1, v, i))"
    "q := v for j := 1; j <= 3; j++ { q = f(q) } r = pack(q)", "o := {m: f, x: i} r = pack(o:m(v), o.m(o))"
}
helpers := {
    "func f2(x, y) { return x, y }", "func f2(...) { return 'f2', ... }", "func f2(x) { error(x) }", "func f2(x, y) { coroutine.yield(x) return y }"
}
orders := {"i", "i < 5 && 1 || i", "i < 6 && 3 || i", "(i * 4) % 9 + 1"}
kinds := {string: true, number: true, boolean: true, nil: true}
func g2() { }
func shown(v) { return kinds[type(v)] && tostring(v) || type(v) == "table" && "T" .. #v || type(v) }
func pack(...) {
    s := ""
    for i := 1; i <= #...; i++ { s = s .. "/" .. shown(...[i]) }
    return s
}
sum := 0
func mix(text) { for c := 1; c <= #text; c++ { sum = (sum * 31 + text:byte(c)) % 1000000007 } }
for c, callee := range ipairs(callees) {
    for k, call := range ipairs(calls) {
        if (c + k) % 8 == 0 {
            for m, helper := range ipairs(helpers) {
                f := assert(load("return func(made) { fs := {} up := 0 " .. helper .. "\n" .. callee .. "\nfor i := 1; i <= 9; i++ { r := 0\n"
                    .. "vs := {i, 2.5, 'abc', nil, true, false, {1, 2}, 3, -0.0} v := vs[" .. orders[m] .. "]\n"
                    .. call .. "\nmade[i] = pack(r, up, #fs) }\nreturn up }"))()
                for w := 1; w <= 4; w++ {
                    made := {}
                    if m == 4 || w == 3 {
                        co := coroutine.create(f)
                        mix(pack(coroutine.resume(co, made)))
                        for j := 1; j <= 30 && coroutine.status(co) != "dead"; j++ {
                            mix(pack(coroutine.resume(co, j % 3 != 0 && j || nil)))
                        }
                    } else {
                        mix(pack(pcall(f, made)))
                    }
                    for i := 1; i <= 9; i++ { mix(made[i] || "-") }
                }
            }
        }
    }
    print(c, sum)
}
