// What the VM runs as one when it has run for a while: each group first as usual, then with everything that makes it something else.
func many(f, ...) { for i := 1; i <= 1500; i++ { f(...) } }
func try(f, ...) { print(pcall(f, ...)) }

// The remainder of a sum.
func sum_mod(a, b) { return (a + b) % 10007 }
func sum_mod_k(a, b) {
    r := (a + b) % 1000003
    return r
}
func kept_sum(a, b) {
    s := a + b
    r := s % 7
    return s, r
}
many(sum_mod, 5000, 6000)
many(sum_mod_k, 900000, 200000)
many(kept_sum, 10, 11)
for f := range {sum_mod, sum_mod_k, kept_sum} {
    g := {sum_mod, sum_mod_k, kept_sum}[f]
    try(g, 1, 2)
    try(g, -1, -20000)
    try(g, 4294967295, 10)
    try(g, 140737488355327, 140737488355327)
    try(g, -140737488355328, -1)
    try(g, 0.5, 1)
    try(g, "10", 5)
    try(g, {}, 1)
    many(g, 3, 4)
    try(g, 70000, 80000)
}

// A step on a ring.
func step(at, n) { return at % n + 1 }
many(step, 3, 5)
try(step, 5, 5)
try(step, -1, 5)
try(step, 4294967296, 10)
try(step, 4294967295, 4294967295)
try(step, 1, 0)
try(step, 1.5, 1)
try(step, "7", 4)
try(step, nil, 4)
func step_elsewhere(at, n) {
    r := at % n
    s := r + 1
    return r, s
}
many(step_elsewhere, 3, 5)
try(step_elsewhere, 9, 5)

// A method of an element.
Cat := {__index: {speak: func(self, x) { return "cat", self.n, x }}}
Dog := {__index: {speak: func(self, x) { return "dog", self.n, x }}}
list := {setmetatable({n: 1}, Cat), setmetatable({n: 2}, Cat)}
func speak(i, x) {
    r, n, y := list[i]:speak(x)
    return r, n, y
}
many(speak, 1, 5)
try(speak, 2, 6)
list[3] = setmetatable({n: 3}, Dog)
try(speak, 3, 7)
list[4] = {n: 4, speak: func(self, x) { return "own", self.n, x }}
try(speak, 4, 8)
try(speak, 5, 8)
list[6] = "text"
try(speak, 6, 8)
list.key = list[1]
try(speak, "key", 9)
many(speak, 1, 5)
Cat.__index.speak = func(self, x) { return "meow", self.n, x }
try(speak, 1, 10)

// An element as the last argument.
func pass(f, i) { return (f(list[i])) }
many(pass, rawlen, 4)
try(pass, type, 1)
try(pass, type, 9)
try(pass, func(v) { return v && v.n }, 2)
try(pass, func(a, b) { return a.n, b }, 2)
try(pass, nil, 2)
func open(f, i) { return {f(list[i])} }
many(open, func(v) { return v.n, v.n }, 1)
print(#open(func(v) { return 1, 2, v.n }, 1))

// Sums as results, and with what a closure holds.
func add(a, b) { return a + b }
func added(a, b) {
    x := {add(a, b), add(a, b)}
    y := add(a, b)
    return #x, x[2], y, add(a, b)
}
many(add, 1, 2)
many(added, 1, 2)
try(added, 3, 4)
try(add, 140737488355327, 1)
try(added, 140737488355327, 1)
try(added, "1", 0.5)
try(add, {}, 1)
func adder(k) { return func(x) { return x + k } }
func reversed(k) { return func(x) { return k + x } }
for k := range {3, 140737488355327, 0.25} {
    for make := range {adder, reversed} {
        f := {adder, reversed}[make]({3, 140737488355327, 0.25}[k])
        many(f, 4)
        try(f, 5)
        try(f, 0.5)
        try(f, "6")
        try(f, nil)
        n := 0
        for i := 1; i <= 100; i++ { n += f(i) }
        print(n)
    }
}

// Two fields, and what becomes of them.
func plus(a, b) { return a.x + b.x }
func minus(a, b) { return a.x - b.x }
func times(a, b) { return a.x * b.y }
func both(a, b) {
    v := a.x
    w := b.y
    s := v + w
    return v, w, s
}
func chain(a) { return a.next.x + a.next.y }
ints := {x: 3, y: 4}
reals := {x: 1.5, y: 2.5}
for f := range {plus, minus, times, both} {
    g := {plus, minus, times, both}[f]
    many(g, ints, ints)
    try(g, ints, ints)
    try(g, ints, reals)
    many(g, reals, reals)
    try(g, reals, reals)
    try(g, {x: 140737488355327, y: 140737488355327}, {x: 140737488355327, y: 140737488355327})
    try(g, {x: "5", y: 1}, ints)
    try(g, {x: {}, y: 1}, ints)
    try(g, ints, {y: 1})
    try(g, {}, {})
    try(g, ints, nil)
    try(g, nil, ints)
    try(g, setmetatable({}, {__index: {x: 7, y: 8}}), ints)
    try(g, ints, setmetatable({}, {__index: func(t, k) { return 9 }}))
    try(g, {x: 0 / 0, y: 1}, reals)
    wide := {}
    for i := 1; i <= 40; i++ { wide["f" .. i] = i }
    wide.x, wide.y = 2, 3
    try(g, wide, wide)
    try(g, setmetatable({x: 1, y: 2}, {__add: func() { return "added" }}), ints)
    many(g, ints, ints)
    try(g, ints, ints)
}
many(chain, {next: ints})
try(chain, {next: reals})
try(chain, {next: 5})
try(chain, {})
