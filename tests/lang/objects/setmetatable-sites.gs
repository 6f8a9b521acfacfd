// Places that call setmetatable many times: what makes an object of a class is a step of its own in some engines. Whatever
// the place has seen, each rule of setmetatable holds.

func one(t, m) { x := setmetatable(t, m) return x }
func none(t, m) { setmetatable(t, m) }
func tail(t, m) { return setmetatable(t, m) }
func extras(t, m, ...) { return setmetatable(t, m) }
func several(t, m) { a, b := setmetatable(t, m) return a, b }
func spread(t, m) { return {0, setmetatable(t, m)} }
func sites(t, m) {
    switch t.site { case 1: return one(t, m) case 2: none(t, m) return t case 3: return tail(t, m) case 4: return extras(t, m, 1, 2) }
    return several(t, m)
}
A, B := {__index: {k: "a"}}, {__index: {k: "b"}}
func warm(f) {
    // Two metatables, so that the shapes have several steps, and more than one shape.
    for i := 1; i <= 40; i++ { f({x: i}, A) f({x: i}, B) f({y: i, x: i}, A) f({}, B) f({site: i % 5}, A) }
}
all := {one: one, none: func(t, m) { none(t, m) return t }, tail: tail, extras: func(t, m) { return extras(t, m, 1, 2) },
    several: several, spread: func(t, m) { l := spread(t, m) assert(#l == 2) return l[2] }, sites: sites}
names := {}
for name := range all { names[#names + 1] = name }
table.sort(names)
func each(what) { for _, name := range ipairs(names) { warm(all[name]) what(all[name], name) } }

// 1. the result is the table, alone
each(func(set, name) {
    t := {x: 1}
    r := {set(t, A)}
    assert(r[1] == t && getmetatable(t) == A && t.k == "a")
    assert(set(t, B) == t && t.k == "b")
    assert(set(t, nil) == t && t.k == nil && getmetatable(t) == nil)
})
print(select("#", tail({x: 1}, A)), select("#", extras({x: 1}, A, 5)), select("#", several({x: 1}, A)), #spread({x: 1}, A))

// 2. what is no table, or not there
func try(...) { ok, message := pcall(...) return message }
func without(t) { return setmetatable(t) }
each(func(set, name) {
    for _, v := range ipairs({1, 2.5, "s", true, print}) {
        e := "bad argument #1 to 'setmetatable' (table expected, got " .. type(v) .. ")"
        if name != "sites" { assert(try(set, v, A) == e) }
        assert(try(set, {x: 1}, v) == "bad argument #2 to 'setmetatable' (nil or table expected, got " .. type(v) .. ")")
    }
})
for range 3 { print(try(without, {x: 1}), try(tail, nil, A)) }
func more(t, m) { x := setmetatable(t, m, 1) return x }
warm(more)
print(getmetatable(more({x: 1}, A)) == A)

// 3. protected metatables: also when the field comes later, and for as long as it is there
each(func(set, name) {
    P := {}
    for i := 1; i <= 20; i++ { set(set({x: i}, P), i % 2 == 0 && A || B) }
    t := set({x: 1}, P)
    P.__metatable = false
    assert(getmetatable(t) == false && getmetatable(set({x: 1}, P)) == false)
    for _, m := range ipairs({A, B, P}) { assert(try(set, t, m) == "cannot change a protected metatable") }
    assert(try(set, t, nil) == "cannot change a protected metatable")
    P.__metatable = nil
    assert(set(t, A).k == "a")
})

// 4. __gc that comes later marks what is made from then on. (A few objects may still be in use by the engine.)
each(func(set, name) {
    G := {}
    count := 0
    for i := 1; i <= 20; i++ { set({x: i}, G) }
    G.__gc = func(o) { count++ }
    for i := 1; i <= 100; i++ { set({x: i}, G) }
    collectgarbage() collectgarbage()
    assert(count > 90 && count <= 100)
    G.__gc = nil
    for i := 1; i <= 100; i++ { set({x: i}, G) }
    G.__gc = func(o) { count += 1000 }
    collectgarbage() collectgarbage()
    assert(count % 1000 > 90 && count < 10000)
    count = 0
    G.__gc = nil
})

// 5. __mode that comes later makes what is made from then on weak; no longer when it is gone
func fill(t) { for i := 1; i <= 100; i++ { t["n" .. i] = {} } collectgarbage() return t }
func left(t) { n := 0 for k, v := range t { if type(v) == "table" { n++ } } return n }
each(func(set, name) {
    W := {}
    for i := 1; i <= 20; i++ { set({x: i}, W) }
    W.__mode = "v"
    for i := 1; i <= 20; i++ { set({x: i}, W) }
    w, strong := set({x: 1}, W), {}
    w.kept = strong
    assert(left(fill(w)) < 20 && w.kept == strong && w.x == 1)
    W.__mode = nil
    assert(left(fill(set({x: 1}, W))) == 100)
    set(w, nil)
    assert(left(fill(w)) == 101)
})

// 6. tables that others look into: what is found through them follows
each(func(set, name) {
    class := {x: 1}
    object := setmetatable({}, {__index: class})
    func look() { return object.deep }
    for range 50 { look() }
    base := {__index: {deep: "found"}}
    for range 20 {
        set({x: 1}, base) set({x: 2}, A)
        other := {x: 3}
        setmetatable({}, {__index: other})
        set(set(set(other, base), nil), A)
    }
    assert(look() == nil)
    set(class, base)
    assert(look() == "found")
    set(class, A)
    assert(look() == nil)
    set(class, base)
    base.__index.deep = "changed"
    assert(look() == "changed")
    set(base, base)
    assert(getmetatable(base) == base)
})

// 7. large tables, tables without shapes, and the table of the globals
each(func(set, name) {
    d := {}
    for i := 1; i <= 2000; i++ { d["k" .. i] = i d[i + 0.5] = i }
    for range 3 { assert(set(d, A).k == "a" && set(d, B).k == "b" && set(d, nil).k == nil) }
    assert(d.k1999 == 1999 && d[3.5] == 3)
    func global() { return nowhere_defined }
    for range 50 { assert(global() == nil) }
    N := {__index: {nowhere_defined: "through"}}
    for range 20 { set({x: 1}, N) }
    assert(set(_G, N) == _G && global() == "through")
    set(_G, nil)
    assert(global() == nil)
})

// 8. another function under the name, at a place that knows setmetatable: natives, script functions, callable tables, nothing
real := setmetatable
func counted(f, ...) { return select("#", f(...)), f(...) }
for _, f := range ipairs({one, tail, func(t, m) { return extras(t, m, 1) }}) {
    warm(f)
    t := {x: 7}
    setmetatable = rawequal
    assert(f(t, t) == true && f(t, A) == false)
    setmetatable = func(t, m) { return t.x, m, 3 }
    assert(f(t, A) == 7)
    setmetatable = real({}, {__call: func(self, t, m) { return m == A && "called" }})
    assert(f(t, A) == "called" && f(t, B) == false)
    setmetatable = coroutine.yield
    co := coroutine.wrap(func() { return "done " .. f(t, A) })
    assert(co() == t && co("back") == "done back")
    setmetatable = nil
    assert(try(f, t, A) == "attempt to call a nil value (global 'setmetatable')")
    setmetatable = real
    assert(getmetatable(f({x: 1}, A)) == A && getmetatable(t) == nil)
}
setmetatable = func(...) { return 1, 2, 3 }
print(counted(tail, {x: 1}, A))
setmetatable = func() { }
print(counted(tail, {x: 1}, A))
print(one({x: 1}, A), counted(extras, {x: 1}, A, 1))
setmetatable = real

// 9. in coroutines, and deep down
co := coroutine.wrap(func() { for i := 1; i <= 600; i++ { o := one({x: i}, A) if i % 200 == 0 { coroutine.yield(tail(o, B)) } } return extras({}, A) })
for range 3 { o := co() print(o.x, o.k) }
print(co().k)
func deep(n) { if n == 0 { return tail({}, A) } r := deep(n - 1) return setmetatable({below: n}, getmetatable(r)) }
print(deep(5000).k, coroutine.wrap(func() { return deep(5000) })().k)

// 10. classes that come and go: their shapes die with them, and others take the numbers
each(func(set, name) {
    for round := 1; round <= 6; round++ {
        for i := 1; i <= 10; i++ {
            C := {__index: {k: round * i}}
            for j := 1; j <= 4; j++ { assert(set({x: j}, C).k == round * i && set({y: j, z: j}, C).k == round * i) }
        }
        if round % 2 == 0 { collectgarbage() } else { collectgarbage("step") }
    }
})
