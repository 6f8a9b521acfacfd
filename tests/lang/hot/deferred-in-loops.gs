// Functions that are deferred in loops, and then an error of every origin: of the library, of a helper of compiled code, of another
// function, behind an exit. All of them run, the last one first.
log := {}
note := func(x) { log[#log + 1] = x }
fails := {
    func() { error("library") },
    func() { return ("x"):rep(-1) + {} },
    func(t) { return t.x.y },
    func() { return #nil },
    func() { return {} < {} },
    func() { return nil .. "x" },
    func(t) { t[nil] = 1 },
    func() { return string.rep() },
    func() { return tostring(setmetatable({}, {__tostring: func() { error("inner") }})) },
    func() { coroutine.wrap(func() { error("resumed") })() },
}
func by_library(n) { for i := 1; i <= n; i++ { defer note(i) } error("body") }
func by_range(n) { for i := range n { defer note(i) } string.rep() }
func by_helper(n, t) { for i := 1; i <= n; i++ { defer note(i) } return t.x.y }
func by_concat(n, t) { for i := 1; i <= n; i++ { defer note(i) } return t .. "x" }
func by_less(n, t) { for i := 1; i <= n; i++ { defer note(i) } return t < 1 }
func by_call(n, f) { for i := 1; i <= n; i++ { defer note(i) } return f({}) }
func by_inlined(n) { inner := func(x) { if x { error("deep") } } for i := 1; i <= n; i++ { defer note(i) } inner(n > 0) }
func nothing_behind(n) { for i := 1; i <= n; i++ { defer note(i) } for { math.floor({}) } }
func fine(n) { for i := 1; i <= n; i++ { defer note(i) } return math.floor(n + 0.5) }
func sometimes(n) { if n > 1 { defer note("some") } string.rep(n > 0 && nil) }
for round := 1; round <= 60; round++ {
    n := round % 4
    pcall(by_library, n) pcall(by_range, n) pcall(by_helper, n, {}) pcall(by_concat, n, {}) pcall(by_less, n, {})
    for _, f := range ipairs(fails) { pcall(by_call, n, f) }
    pcall(by_inlined, n) pcall(nothing_behind, n) fine(n) pcall(sometimes, n)
    if round % 20 < 4 { print(round, #log, table.concat(log, " ")) }
    log = {}
}
