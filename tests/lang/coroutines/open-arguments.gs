// Coroutines switched by calls whose last argument is a call: however many values there are, and wherever they are wanted.
yield, wrap, resume, create := coroutine.yield, coroutine.wrap, coroutine.resume, coroutine.create
func none() { }
func one(x) { return x }
func two(x) { return x, x && x + 1 }
func several(n, ...) { if n == 0 { return ... } return several(n - 1, n, ...) }
func boom() { error("boom") }
func pack(...) { s := select("#", ...) .. ":" for i := 1; i <= select("#", ...); i++ { s = s .. " " .. tostring((select(i, ...))) } return s }

func body() {
    // what is sent away, and what comes back: nothing wanted, one, two, all
    for i := 1; i <= 3; i++ {
        yield(none()) yield(one(i)) yield(two(i)) yield(several(i + 2))
        a := yield(one(i))
        b, c := yield(two(a))
        d := pack(yield(several(3)))
        e := pack(yield(none()))
        yield(pack(a, b, c) .. " " .. d .. " " .. e)
    }
    return several(4)
}
g := wrap(body)
for i := 1; i <= 28; i++ {
    // one wanted, two, all, in turn; arguments as well
    if i % 4 == 0 { print(pack(g(several(i % 3)))) } else if i % 4 == 1 { x := g(one(i)) print(x) } else if i % 4 == 2 { x, y := g(two(i)) print(x, y) } else { g(none()) }
}
print(pcall(g))

co := create(func(...) { n := select("#", ...) for true { n = select("#", yield(several(n))) } })
for i := 0; i <= 6; i++ { print(pack(select(2, resume(co, several(i))))) ok := resume(co, one(i)) assert(ok == true) ok, v := resume(co, several(1)) assert(ok == true && v == 1) }
co = create(func() { yield(boom()) })
print(resume(co, several(2)))
print(resume(co, several(2)))
print(pcall(yield, several(2)))
print(pcall(resume, several(2)))

// In the places that loops know: a generator, whose values go through others.
func numbers(n) { return wrap(func() { for i := 1; i <= n; i++ { yield(one(i)) } }) }
func doubled(source) { return wrap(func() { for x := range source { yield(two(x * 2)) } }) }
func kept(source) { return wrap(func() { for x := range source { if x % 3 == 0 { yield(several(1), one(x)) } } }) }
sum := 0
for a, b := range kept(doubled(numbers(300))) { sum += a * b }
print(sum)
yield = func(...) { return pack(...) }
func plain() { return yield(several(2)) }
print(plain())
mt := setmetatable({}, {__call: func(self, ...) { return "called " .. pack(...) }})
yield = mt
print(plain(), pack(yield(several(2))))
yield = coroutine.yield
h := wrap(func() { print(plain()) return "over" })
print(pack(h()), h("x", "y"))
