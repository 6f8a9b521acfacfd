// yield across metamethods, iterators, callbacks, handlers, loaded chunks and deferred calls
t := setmetatable({}, {
  __add: func(a, b) { return coroutine.yield("add") },
  __index: func(t, k) { return coroutine.yield("index") },
  __newindex: func(t, k, v) { coroutine.yield("newindex") },
  __call: func(self, x) { return coroutine.yield("call") },
  __lt: func(a, b) { return coroutine.yield("lt") },
  __eq: func(a, b) { return coroutine.yield("eq") },
  __concat: func(a, b) { return coroutine.yield("concat") },
  __len: func(a) { return coroutine.yield("len") },
  __unm: func(a) { return coroutine.yield("unm") },
  __tostring: func() { return coroutine.yield("tostring") },
  __pairs: func(t) {
    coroutine.yield("pairs")
    return func(s, c) { c = c || 0 if c < 2 { coroutine.yield("iterator") return c + 1 } }, nil, nil
  },
})
u := setmetatable({}, getmetatable(t))
co := coroutine.create(func() {
  print(t + 1, t.x, t(1), t < t, t == u, t .. "x", #t, -t, tostring(t))
  t.y = 1
  for k, v := range t { print("key", k) }
  defer coroutine.yield("deferred")
  print(string.gsub("ab", "%w", func(c) { return coroutine.yield("gsub") }))
  print(xpcall(func() { coroutine.yield("xpcall") error("E") }, func(e) { return coroutine.yield("handler") .. e }))
  print(load("return coroutine.yield('load')")())
  return "end"
})
seen := {}
for coroutine.status(co) != "dead" {
  ok, w := coroutine.resume(co, "v")
  seen[#seen + 1] = tostring(w)
}
print(table.concat(seen, " "))

// expect: v	v	v	true	true	v	v	v	v
// expect: key	1
// expect: key	2
// expect: vv	2
// expect: false	vE
// expect: v
// expect: add index call lt eq concat len unm tostring newindex pairs iterator iterator gsub gsub xpcall handler load deferred end
