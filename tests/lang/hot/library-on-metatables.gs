// Library functions that change tables, with metatables.
log := {}
mt := {__index: func(t, k) { log[#log + 1] = "i" .. tostring(k) return nil }, __newindex: func(t, k, v) { log[#log + 1] = "n" .. tostring(k) rawset(t, k, v) }, __len: func(t) { log[#log + 1] = "len" return 2 }}
func lib(t, v) { table.insert(t, v) table.insert(t, 1, v) r := table.remove(t) s := table.concat({1, 2, v}, "-") table.reverse(t) u := table.unpack(t) p := table.pack(v, nil) return r, s, u, p.n, #t, t[1] }
for i := 1; i <= 300; i++ { lib({1, 2, 3}, i) }
print(lib({1, 2, 3}, 0.5)) print(lib({}, "x")) print(pcall(lib, setmetatable({1, 2}, mt), 7)) print(table.concat(log, " ")) log = {}
print(pcall(lib, setmetatable({}, mt), 7)) print(table.concat(log, " "))
func loop(t, n) { s := 0 for i := 1; i <= n; i++ { a := t.x b := #t setmetatable(t, i % 2 == 0 && MA || MB) c := t.x d := #t s = (s * 7 + a + b + c + d) % 100003 } return s }
MA := {__index: {x: 10}, __len: func(t) { return 100 }} MB := {__index: func(t, k) { return 20 }}
for i := 1; i <= 50; i++ { loop({x: 1}, 20) t := setmetatable({1}, MB) loop(t, 20) }
print(loop({x: 1}, 100), loop(setmetatable({1, 2}, MB), 100), loop(setmetatable({}, MA), 101))
func prot(t) { return pcall(setmetatable, t, nil) }
for i := 1; i <= 300; i++ { prot({}) }
print(prot(setmetatable({}, {__metatable: "locked"}))) print(getmetatable(setmetatable({}, {__metatable: "locked"})))
func sm(t) { r := setmetatable(t, {__index: t}) return r == t, r.zip }
for i := 1; i <= 300; i++ { sm({zip: i}) }
print(sm({zip: 1})) print(pcall(sm, {})) print(pcall(sm, 5))
func rw(t, k, v) { rawset(t, k, v) return rawget(t, k), t[k], rawlen(t) }
for i := 1; i <= 300; i++ { rw({}, i, i) rw({}, "k", i) }
print(rw(setmetatable({}, mt), "a", 1)) print(pcall(rw, {}, nil, 1)) print(pcall(rw, {}, 0/0, 1)) print(rw({1, 2}, 3, 3)) print(rw({1.5}, 1, nil)) print(pcall(rw, "s", 1, 1))
func srt(n) { t := {} for i := 1; i <= n; i++ { t[i] = (i * 7919) % 101 } c := 0 table.sort(t, func(a, b) { c++ return a > b }) return t[1], t[n], c > 0 }
for i := 1; i <= 30; i++ { srt(20) }
print(srt(100)) print(pcall(table.sort, {3, 1, "x"})) 
func mv(t) { a := t[1] table.remove(t, 1) b := t[1] table.insert(t, a) c := t[1] return a, b, c, #t }
for i := 1; i <= 300; i++ { mv({1, 2, 3}) }
print(mv({1.5, 2.5})) print(mv({})) print(mv({"a"}))
func gs(s) { n := 0 r := string.gsub(s, "%w+", func(w) { n += #w if w == "bad" { error("bad word") } return w:upper() }) return r, n }
for i := 1; i <= 100; i++ { gs("ab cd") }
print(gs("hello wide world")) print(pcall(gs, "a bad b"))
func fmt(i, s) { return string.format("%d %s %5.2f %q %x", i, s, i / 3, s, i) }
for i := 1; i <= 300; i++ { fmt(i, "s" .. i) }
print(fmt(5, "q\n\"")) print(pcall(fmt, 1.5, "x")) print(pcall(fmt, {}, "x"))
func fnd(s) { a, b, c := s:find("(%d+)") return a, b, c, s:match("%a+"), s:rep(2, ","), s:reverse(), s:sub(-2), s:lower() }
for i := 1; i <= 300; i++ { fnd("abc" .. i) }
print(fnd("no")) print(fnd("")) print(pcall(fnd, nil))
func pk(...) { return table.unpack({...}, 2, 4) }
for i := 1; i <= 300; i++ { pk(1, 2, 3, i) }
print(pk(1, 2, 3, 4, 5)) print(pk()) print(pcall(table.unpack, {}, 1, 1e8))
func nx(t) { k := next(t) k2, v2 := next(t, k) return k, k2, v2 }
for i := 1; i <= 300; i++ { nx({1, 2}) }
print(nx({a: 1, b: 2})) print(pcall(next, {}, "nokey")) print(nx({5}))
