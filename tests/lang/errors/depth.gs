// 200,000 script frames, the chunk's included, in every engine; calls through built-in functions have a limit of their own.
depth := 0
func down() { depth++ down() }
print(pcall(down), depth)                 // expect: false	199999
depth = 0
func through() { depth++ ok, e := pcall(through) if !ok { error(e) } }
print(pcall(through))                     // expect: false	stack overflow
print(depth)                              // expect: 3999
t := setmetatable({}, {__call: nil})
getmetatable(t).__call = t
print(pcall(t))                           // expect: false	stack overflow

// A handler has some extra room, but one that recurses itself does not get it again and again.
rounds := 0
func handled(n) {
    rounds++
    return select("#", xpcall(func() { return handled(n) }, func(e) { return handled(e) }))
}
print(handled(1), rounds)                 // expect: 2	4050
rounds = 0
func wrapped(n) {
    rounds++
    return xpcall(coroutine.wrap(wrapped), func(e) { return coroutine.wrap(wrapped)(e) })
}
print(select("#", wrapped(1)) > 0, rounds < 5000)   // expect: true	true
