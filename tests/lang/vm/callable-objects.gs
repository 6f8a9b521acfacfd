// Objects that are called, where functions are called as well; chains of __call; extra arguments by number.
meta := {__call: func(self, a, b) { return (a || 0) + (b || 0) + self.k }}
func object(k) { return setmetatable({k: k}, meta) }
func of_any(...) { n := 0; for i := 1; i <= select("#", ...); i++ { n += ...[i] || 0 } return n + (...[0] || 1000) + (...[99] || 100) }
chain := setmetatable({}, {__call: object(5)})
meta2 := {__call: of_any}
many := setmetatable({}, {__call: func(self, ...) { return of_any(...) }})
natives := setmetatable({}, {__call: rawlen})
fs := {object(1), func(a, b) { return a }, object(2), math.abs, many, math.max}
func run(n, x) {
    s := 0
    for i := 1; i <= n; i++ {
        f := fs[i % x + 1]
        s += f(i, 1) + f(-i) + #{f(i)}
    }
    return s
}
for r := 1; r <= 3; r++ { print(run(200, 1), run(200, 2), run(300, 3), run(300, 6), natives(), pcall(chain, 1)) }
func tail(f, ...) { return f(...) }
t := 0
for i := 1; i <= 200; i++ { t += tail(many, i, 2) + tail(object(3), i) + tail(of_any) + tail(math.abs, -i) }
print(t)
func bad(f) { return f(1) }
for i := 1; i <= 80; i++ { bad(object(i)) }
print(pcall(bad, {}))
print(pcall(bad, nil))
print(pcall(func() { for i := 1; i <= 60; i++ { local := i < 60 && object(i) || 5; local(i) } }))
loop := {}
setmetatable(loop, {__call: loop})
print(pcall(bad, loop))
