// container: sets, queues, stacks, heaps; comparisons that raise, yield and change the heap; each error.
func e(f, ...) { ok, m := pcall(f, ...); print(m) }
c := container
func list(s) { t := c.setToArray(s); for i, v := range t { t[i] = tostring(v) }; return table.concat(t, " ") }

s := c.setNew("b", "a", "b", 1, 1.0, 2.5)
print(list(s), c.setSize(s), s.a, c.setHas(s, "1"), c.setHas(s, 1.0), c.setHas(s, nil), c.setHas(s, 0 / 0), list(c.setNew()))
// expect: 1 b a 2.5	4	true	false	true	false	false	
print(select("#", c.setAdd(s, "z")), select("#", c.setRemove(s, "b")), list(s), select("#", c.setRemove(s, nil), c.setRemove(s, 0 / 0), c.setRemove(s, "none")))
// expect: 0	0	1 a z 2.5	2
a, b := c.setNew(1, 2, "x"), {[2]: 0, y: false, x: "v"}
print(list(c.setUnion(a, b)), list(c.setIntersect(a, b)), list(c.setDifference(a, b)), list(c.setDifference(b, a)), c.setUnion(a, b).y, c.setIntersect(a, b)[2], c.setSize(b), c.setHas(b, "y"), c.setSize({}))
// expect: 1 2 x y	x 2	1	y	true	true	3	true	0
many := c.setNew()
for i := 1; i <= 20000; i++ { c.setAdd(many, "k" .. i % 5000) }
print(c.setSize(many), #c.setToArray(many), c.setSize(c.setUnion(many, many)), c.setSize(c.setDifference(many, many)), c.setSize(c.setNew(table.unpack(c.setToArray(many)))))
// expect: 5000	5000	5000	0	5000
e(c.setNew, 1, nil, 2) e(c.setNew, 0 / 0) e(c.setAdd, s) e(c.setAdd, s, nil) e(c.setAdd, s, 0 / 0) e(c.setAdd, 5, 1) e(c.setRemove, s) e(c.setHas, s) e(c.setHas) e(c.setSize, "x") e(c.setUnion, s) e(c.setIntersect, s, 1) e(c.setDifference, 1, s) e(c.setToArray)
// expect: bad argument #2 to 'container.setNew' (value expected, got nil)
// expect: bad argument #1 to 'container.setNew' (NaN cannot be an element)
// expect: bad argument #2 to 'container.setAdd' (value expected, got no value)
// expect: bad argument #2 to 'container.setAdd' (value expected, got nil)
// expect: bad argument #2 to 'container.setAdd' (NaN cannot be an element)
// expect: bad argument #1 to 'container.setAdd' (table expected, got number)
// expect: bad argument #2 to 'container.setRemove' (value expected, got no value)
// expect: bad argument #2 to 'container.setHas' (value expected, got no value)
// expect: bad argument #1 to 'container.setHas' (table expected, got no value)
// expect: bad argument #1 to 'container.setSize' (table expected, got string)
// expect: bad argument #2 to 'container.setUnion' (table expected, got no value)
// expect: bad argument #2 to 'container.setIntersect' (table expected, got number)
// expect: bad argument #1 to 'container.setDifference' (table expected, got number)
// expect: bad argument #1 to 'container.setToArray' (table expected, got no value)

// queues
q := c.queueNew()
print(type(q), tostring(q):match("^queue: 0x") != nil, getmetatable(q), c.queueSize(q), c.queueEmpty(q), c.queuePop(q), c.queuePopBack(q), c.queuePeek(q), select("#", c.queuePop(q)), select("#", c.queuePush(q, 1)), q == q, q == c.queueNew())
// expect: userdata	true	false	0	true	nil	nil	nil	1	0	true	false
c.queuePushFront(q, nil)
print(c.queueSize(q), c.queuePeek(q), c.queueEmpty(q), c.queuePop(q), c.queuePop(q), c.queueSize(q))
// expect: 2	nil	false	nil	1	0
// against a plain list
model, head, tail, wrong, seed := {}, 1, 0, 0, 7
for i := 1; i <= 30000; i++ {
    seed = (seed * 1103515245 + 12345) % 2147483648
    action := seed % (i < 15000 && 5 || 9)
    v := {i}
    if action < 2 { c.queuePush(q, v); tail++; model[tail] = v }
    else if action == 2 { c.queuePushFront(q, v); head--; model[head] = v }
    else if head > tail { if c.queuePop(q) != nil || c.queuePopBack(q) != nil { wrong++ } }
    else if action % 2 == 1 { if c.queuePop(q) != model[head] { wrong++ }; model[head] = nil; head++ }
    else { if c.queuePopBack(q) != model[tail] { wrong++ }; model[tail] = nil; tail-- }
    if c.queueSize(q) != tail - head + 1 || c.queueEmpty(q) != (tail < head) || c.queuePeek(q) != model[head] { wrong++ }
}
print(wrong)
// expect: 0
// what is taken is no longer held
weak := setmetatable({}, {__mode: "k"})
weak[{}] = true
x := {}
weak[x] = true
c.queuePush(q, x) c.queuePop(q)
st := c.stackNew()
c.stackPush(st, x) c.stackPop(st)
x = nil
for !c.queueEmpty(q) { c.queuePop(q) }
collectgarbage() collectgarbage()
print(next(weak) == nil)
// expect: true
e(c.queuePush, q) e(c.queuePush, {}, 1) e(c.queuePop, {}) e(c.queuePeek) e(c.queuePushFront, q) e(c.queuePopBack, st) e(c.queueSize, nil) e(c.queueEmpty, "x") e(func() { q.x = 1 })
// expect: bad argument #2 to 'container.queuePush' (value expected, got no value)
// expect: bad argument #1 to 'container.queuePush' (queue expected, got table)
// expect: bad argument #1 to 'container.queuePop' (queue expected, got table)
// expect: bad argument #1 to 'container.queuePeek' (queue expected, got no value)
// expect: bad argument #2 to 'container.queuePushFront' (value expected, got no value)
// expect: bad argument #1 to 'container.queuePopBack' (queue expected, got userdata)
// expect: bad argument #1 to 'container.queueSize' (queue expected, got nil)
// expect: bad argument #1 to 'container.queueEmpty' (queue expected, got string)
// expect: attempt to index a queue value (global 'q')

// stacks
print(tostring(st):match("^stack: 0x") != nil, c.stackPop(st), c.stackPeek(st), c.stackSize(st), c.stackEmpty(st))
// expect: true	nil	nil	0	true
for i := 1; i <= 5000; i++ { c.stackPush(st, {i}) }
c.stackPush(st, nil)
print(c.stackSize(st), c.stackPeek(st), c.stackPop(st), c.stackPeek(st)[1], c.stackSize(st), c.stackEmpty(st))
// expect: 5001	nil	nil	5000	5000	false
bad := 0
for i := 5000; i >= 1; i-- { if c.stackPop(st)[1] != i { bad++ } }
print(bad, c.stackSize(st))
// expect: 0	0
e(c.stackPush, st) e(c.stackPush, q, 1) e(c.stackPop) e(c.stackPeek, {}) e(c.stackSize, 1) e(c.stackEmpty, q)
// expect: bad argument #2 to 'container.stackPush' (value expected, got no value)
// expect: bad argument #1 to 'container.stackPush' (stack expected, got userdata)
// expect: bad argument #1 to 'container.stackPop' (stack expected, got no value)
// expect: bad argument #1 to 'container.stackPeek' (stack expected, got table)
// expect: bad argument #1 to 'container.stackSize' (stack expected, got number)
// expect: bad argument #1 to 'container.stackEmpty' (stack expected, got userdata)

// heaps
func drain(h) { out := {}; for !h.empty() { out[#out + 1] = tostring(h.pop()) }; return table.concat(out, " ") }
h := c.heapNew()
print(type(h), tostring(h):match("^heap: 0x") != nil, h.pop(), h.peek(), h.size(), h.empty(), select("#", h.push(3)), h:peek(), h:pop())
// expect: userdata	true	nil	nil	0	true	0	3	3
for _, v := range {5, 2.5, 9, 2, 2.0, -1} { h:push(v) }
print(h.peek(), h.size(), drain(h):gsub("2.0", "2"))
// expect: -1	6	-1 2 2 2.5 5 9	1
for i := 1; i <= 3000; i++ { seed = (seed * 1103515245 + 12345) % 2147483648; h.push(seed % 700) }
last, wrong := -1, 0
for !h.empty() { v := h.pop(); if v < last { wrong++ }; last = v }
print(wrong, h.size())
// expect: 0	0
g := c.heapNew(func(a, b) { return #a > #b })
for i := 1; i <= 20; i++ { g.push(("x"):rep(i * 7 % 20)) }
sizes := {}
for !g.empty() { sizes[#sizes + 1] = #g.pop() }
print(table.concat(sizes, " "))
// expect: 19 18 17 16 15 14 13 12 11 10 9 8 7 6 5 4 3 2 1 0
h.push(1)
e(h.push, "x") e(h.push, {}) e(h.push) e(h.push, nil) e(h.push, 0 / 0) e(c.heapNew, 5) e(h.push, h, h)
print(h.size(), drain(h))
// expect: attempt to compare string with number
// expect: attempt to compare table with number
// expect: bad argument #1 to 'heap.push' (value expected, got no value)
// expect: bad argument #1 to 'heap.push' (value expected, got nil)
// expect: bad argument #1 to 'heap.push' (NaN cannot be an element)
// expect: bad argument #1 to 'container.heapNew' (function expected, got number)
// expect: attempt to compare heap with number
// expect: 1	1
fail := false
g = c.heapNew(func(a, b) { if fail { error("broken", 0) }; return a < b })
for i := 10; i >= 1; i-- { g.push(i) }
fail = true
e(g.push, 0) e(g.pop)
fail = false
print(g.size(), drain(g))
// expect: broken
// expect: broken
// expect: 10	1 2 3 4 5 6 7 8 9 10
co := coroutine.wrap(func() {
    k := c.heapNew(func(a, b) { coroutine.yield(); return a < b })
    for _, v := range {3, 1, 2, 5, 4} { k.push(v) }
    return drain(k)
})
for { r := co(); if r { print(r); break } }
// expect: 1 2 3 4 5
// a comparison that changes the heap: nothing is lost, nothing twice
depth, total := 0, 0
k := nil
k = c.heapNew(func(a, b) {
    if depth < 2 { depth++; total++; k.push(1000 + total); v := k.pop(); if v { k.push(v) }; depth-- }
    return a < b
})
for i := 1; i <= 5; i++ { k.push(i) }
seen, n := {}, 0
depth = 9
for !k.empty() { v := k.pop(); if seen[v] { print("twice", v) }; seen[v] = true; n++ }
print(n == 5 + total, total > 0)
// expect: true	true
depth = 0
k = c.heapNew(func(a, b) { if depth == 1 { depth = 0; for !k.empty() { k.pop() } }; return a < b })
for i := 1; i <= 9; i++ { k.push(i) }
depth = 1
print(k.pop(), k.size())
// expect: nil	0
