// An error of hot code runs what has been deferred on the way that led there, and nothing else.
func say(...) { print("deferred", ...) }
func maybe(a, f) {
    if a { defer say(a) }
    f()
    return a
}
func fine() { }
func fails() { error("no", 0) }
for i := 1; i <= 100; i++ { maybe(false, fine) }
print(pcall(maybe, "one", error))
print(pcall(maybe, "two", fails))
print(pcall(maybe, false, fails))
print(pcall(maybe, "three", fine))

// In a loop: what earlier passes have left.
func every(n, last) {
    for i := 1; i <= n; i++ {
        if i % 40 == 0 { defer say(i) }
        if i == last { error(i, 0) }
        tostring(i)
        t := {i}
        if #t != 1 { return }
    }
    return n
}
print(pcall(every, 100, 90))
print(pcall(every, 100, 40))
print(pcall(every, 100, 39))
print(pcall(every, 85, 0))

// Errors of operators, of natives and of called functions, behind a place where two ways meet.
func behind(a, kind) {
    x := 1
    if a { defer say(kind) x = 2 } else { x = 3 }
    switch kind {
    case "field": return a.x.y
    case "sum": return x + {}
    case "native": return string.rep(x)
    case "call": return fails()
    }
    s := ("text"):rep(x)
    return s:sub(1, 5) .. kind
}
for i := 1; i <= 60; i++ { behind(false, "") }
for i, kind := range {"field", "sum", "native", "call", "none"} {
    print(select("#", pcall(behind, true, kind)), select("#", pcall(behind, false, kind)))
}
