// Calls that pass on whatever another call gives: none, one, several values; of functions, natives, objects.
func none() {}
func one(a) { return a + 1 }
func two(a) { return a, a * 2 }
func many(a) { if a % 50 == 0 { return a, 1, 2, 3, 4, 5, 6 } return a }
func count(...) { return #{...} }
func add(a, b, c) { return (a || 0) + (b || 0) + (c || 0) }
callable := setmetatable({}, {__call: func(self, a) { return a, 10 }})
func sum(n, f, g) {
    s := 0
    for i := 1; i <= n; i++ { s = s + f(i, g(i)) }
    return s
}
for round := 1; round <= 3; round++ {
    print(sum(300, add, none), sum(300, add, one), sum(300, add, two), sum(300, add, many), sum(300, add, callable))
    print(sum(100, add, math.abs), sum(100, add, math.modf), sum(100, math.max, two), sum(100, callable, one))
}
// expect: 45150	90600	180600	90306	93300
// expect: 10100	10100.0	10100	5050
// expect: 45150	90600	180600	90306	93300
// expect: 10100	10100.0	10100	5050
// expect: 45150	90600	180600	90306	93300
// expect: 10100	10100.0	10100	5050
func pass(f, ...) { return f(...) }
func last(f, a) { return f(a) }
func first(f, a) {
    x := f(a)
    return x
}
n := 0
for i := 1; i <= 200; i++ {
    n += count(pass(many, i)) + count(last(two, i)) + count(first(two, i)) + count(last(none, i)) + count(pass(math.modf, i))
    n += #{last(many, i)} + select("#", last(callable, i), pass(callable, i))
}
print(n)   // expect: 2048
// Named by what the caller sees: a frame that made a tail call is gone.
func fail(x) { if x == 60 { error("sixty") } return x }
func middle(x) { return fail(x) }
func outer(x) { return (middle(x)) }
ok, message := xpcall(func() { for i := 1; i <= 100; i++ { outer(i) } }, func(e) { return e .. " / " .. debug.traceback("", 2) })
print((message:gsub("\n%s*", "; "):gsub("[^ ;<]*/", "")))
// expect: sixty  ; stack traceback:; [native]: in function 'error'; open-results.gs:37: in function 'fail'; open-results.gs:39: in function 'outer'; open-results.gs:40: in function <open-results.gs:40>; [native]: in function 'xpcall'; open-results.gs:40: in main chunk
// Deep recursion where each level passes on what the next gives.
func down(n) { if n == 0 { return 1, 2 } return (down(n - 1)) }
func ack(m, n) {
    if m == 0 { return n + 1 }
    if n == 0 { return ack(m - 1, 1) }
    return ack(m - 1, ack(m, n - 1))
}
print(down(10000), ack(2, 30), ack(3, 5))   // expect: 1	63	253
// Natives in tail position that take what another call gives.
func text(i) { return ("x"):rep(one(i)) }
func collect(make, n) {
    t := {}
    for i := 1; i <= n; i++ { t[i] = make(i) }
    return #table.concat(t)
}
for n := 1; n <= 40; n++ { collect(text, n) }
print(collect(text, 30), collect(func(i) { return select(2, two(i)) }, 30))   // expect: 495	56
