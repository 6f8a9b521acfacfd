// Coroutines in compiled code.
func gen(n) { return coroutine.wrap(func() { for i := 1; i <= n; i++ { coroutine.yield(i, i * 2) } return "end" }) }
func sum(n) { g, s := gen(n), 0 for i := 1; i <= n; i++ { a, b := g() s += a + b } return s, g() }
for i := 1; i <= 30; i++ { sum(40) }
print(sum(300))
func deep(n) { if n == 0 { coroutine.yield("bottom") return 1 } r := deep(n - 1) + 1 if n % 5 == 0 { coroutine.yield(r) } return r }
co := coroutine.create(func() { for i := 1; i <= 20; i++ { deep(20) } return "done" })
c := 0
for { ok, v := coroutine.resume(co) c++ if v == "done" { break } }
print(c)
// yield in metamethods
mt := {__add: func(a, b) { return coroutine.yield("add") }, __index: func(t, k) { return coroutine.yield(k) }, __lt: func(a, b) { return coroutine.yield("lt") }, __call: func(self, x) { return coroutine.yield("call") + x }, __concat: func(a, b) { return coroutine.yield("cc") }, __eq: func(a, b) { return coroutine.yield("eq") }, __len: func(a) { return coroutine.yield("len") }, __newindex: func(t, k, v) { coroutine.yield("ni") }}
co = coroutine.wrap(func() {
    s := 0
    for i := 1; i <= 200; i++ {
        t := setmetatable({}, mt)
        u := setmetatable({}, mt)
        s += (t + 1) + t.foo + t(3) + #t
        if t < u { s += 1 }
        if t == u { s += 2 }
        t.z = 1
        s += #(t .. "x")
    }
    return "sum", s
})
v, n, kinds := nil, 0, {}
for { v, n = co(5) if v == "sum" { break } kinds[v] = (kinds[v] || 0) + 1 
  if v == "cc" { v, n = co("abc") if v == "sum" { break } kinds[v] = (kinds[v] || 0) + 1 } }
print(n)
for k, x := range kinds { print(k, x) }
func producer(ch, n) { for i := 1; i <= n; i++ { ch <- i } close(ch) }
func consume(n) { ch := make(chan, 3) go producer(ch, n) s := 0 for v := range ch { s += v } return s }
for i := 1; i <= 20; i++ { consume(30) }
print(consume(500))
func err(n) { co := coroutine.create(func() { for i := 1; i <= n; i++ { if i == n { error("at " .. i) } coroutine.yield(i) } }) r := 0 for { ok, v := coroutine.resume(co) if !ok { return v, r } r += v } }
for i := 1; i <= 30; i++ { err(20) }
print(err(100))
func cl(n) { co := coroutine.create(func() { defer func() { closed = (closed || 0) + 1 }() for i := 1; true; i++ { coroutine.yield(i) } }) for i := 1; i <= n; i++ { coroutine.resume(co) } return coroutine.close(co) }
for i := 1; i <= 30; i++ { cl(20) }
print(cl(5), closed)
