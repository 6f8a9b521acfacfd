// rand: every function, ranges, the sequence a seed gives, each error.
func e(f, ...) { ok, m := pcall(f, ...); print(m) }
func six(f) { out := {}; for i := 1; i <= 6; i++ { out[i] = tostring(f()) }; return table.concat(out, " ") }

rand.seed(42)
print(six(func() { return rand.int(1, 100) }))
// expect: 7 25 51 63 82 29
// the first output of the generator with its usual seed is 14514284786278117030
rand.seed(5489)
print(rand.int() == 110735204973435, math.type(rand.int()))
rand.seed(5489)
print(string.format("%02x", rand.bytes(1):byte()), select("#", rand.seed(1)))
// expect: true	integer
// expect: a6	0
func same(f) {
    rand.seed("7")
    a := six(f)
    rand.seed(7.9)
    return a == six(f)
}
print(same(rand.int), same(rand.float), same(rand.bool), same(rand.normal), same(rand.exp), same(rand.uuid), same(func() { return rand.bytes(5) }))
// expect: true	true	true	true	true	true	true
rand.seed(-1)
low, high := math.huge, -math.huge
for i := 1; i <= 2000; i++ {
    n := rand.int(-3, 3)
    if math.type(n) != "integer" { print("no int") }
    low = math.min(low, n)
    high = math.max(high, n)
    f := rand.float()
    if f < 0 || f >= 1 || rand.int(3) > 2 || rand.int(3) < 0 || rand.int() < 0 || rand.int() >= 2 ** 47 || rand.exp(0.001) < 0 { print("out of range") }
}
print(low, high, rand.int(5, 5), rand.int(1), rand.int("3", 3.9), rand.int(2 ** 60, 2 ** 60) == 2 ** 60, math.type(rand.int(-2 ** 70, 2 ** 70)), rand.int(1, nil), type(rand.int(nil, nil)))
// expect: -3	3	5	0	3	true	float	0	number
print(rand.normal(2.5, 0), rand.normal("3", "0"), rand.normal(nil, 0), rand.normal(0 / 0), rand.exp(math.huge), rand.exp(0 / 0))
// expect: 2.5	3.0	0.0	NaN	0.0	NaN
sum, squares, n := 0, 0, 20000
for i := 1; i <= n; i++ { x := rand.normal(10, 2); sum = sum + x; squares = squares + (x - 10) ** 2 }
print(math.abs(sum / n - 10) < 0.1, math.abs(squares / n - 4) < 0.3)
// expect: true	true
sum = 0
for i := 1; i <= n; i++ { sum = sum + rand.exp(4) }
print(math.abs(sum / n - 0.25) < 0.02)
// expect: true
seed := rand.timeSeed()
a := rand.int()
rand.seed(seed)
print(math.type(seed), seed >= 0, a == rand.int())
// expect: integer	true	true

// lists
print(rand.choice({}), rand.choice({"x"}), rand.choice({1, 1.5, "s"}) != nil, rand.choice(setmetatable({}, {__index: func() { return 1 }, __len: func() { return 3 }})))
// expect: nil	x	true	nil
t := {}
for i := 1; i <= 1000; i++ { t[i] = i }
print(rand.shuffle(t) == t, #t)
seen, moved := {}, 0
for i, v := range t { seen[v] = true; if i != v { moved++ } }
count := 0
for _, _ := range seen { count++ }
print(count, moved > 900, #rand.shuffle({}), rand.shuffle({9})[1])
// expect: true	1000
// expect: 1000	true	0	9
doubles := rand.shuffle({1.5, 2.5, 3.5})
doubles[4] = "s"
print(doubles[1] + doubles[2] + doubles[3], #doubles)
// expect: 7.5	4
holes := rand.shuffle({1, nil, nil, nil, 5})
found := 0
for _, v := range holes { found = found + v }
print(found)
// expect: 6
s := rand.sample(t, 400)
seen = {}
for _, v := range s { seen[v] = true }
count = 0
for _, _ := range seen { count++ }
print(#s, count, #t, #rand.sample({1, 2}, 99), #rand.sample({1, 2}, 0), #rand.sample({}, 5), #rand.sample({1, 2, 3}, "1.9"))
// expect: 400	400	1000	2	0	0	1
hits := {a: 0, b: 0, c: 0}
for i := 1; i <= 3000; i++ { v := rand.weighted({"a", "b", "c"}, {1, 0, "3"}); hits[v] = hits[v] + 1 }
print(hits.b, hits.a > 600, hits.a < 900, hits.a + hits.c, rand.weighted({}, {}), rand.weighted({}, {-1}), rand.weighted({"never", "always"}, {0, 1}), rand.weighted({"x", "y"}, {1, 0, -5}))
// expect: 0	true	true	3000	nil	nil	always	x
e(rand.weighted, {1, 2}, {1}) e(rand.weighted, {1}, {{}}) e(rand.weighted, {1}, {"x"}) e(rand.weighted, {1, 2}, {1, -1}) e(rand.weighted, {1, 2}, {0, 0}) e(rand.weighted, {1, 2}, {math.huge, 1}) e(rand.weighted, {1}, {0 / 0}) e(rand.weighted, {1}, {true}) e(rand.weighted, {1}) e(rand.weighted, 1)
// expect: rand.weighted: weight at index 2 is nil
// expect: rand.weighted: weight at index 1 is a table
// expect: rand.weighted: weight at index 1 is a string
// expect: rand.weighted: negative weight at index 2
// expect: rand.weighted: invalid total weight
// expect: rand.weighted: invalid total weight
// expect: rand.weighted: invalid total weight
// expect: rand.weighted: weight at index 1 is a boolean
// expect: bad argument #2 to 'rand.weighted' (table expected, got no value)
// expect: bad argument #1 to 'rand.weighted' (table expected, got number)

// bytes
rand.seed(3)
long := rand.bytes(20)
rand.seed(3)
print(long:sub(1, 9) == rand.bytes(9), #rand.bytes(0), #rand.bytes(1), #rand.bytes("8"), #rand.bytes(100000), {[rand.bytes(0)]: 1}[""])
rand.seed(3)
print(rand.bytes(1) == long:sub(1, 1), {[long:sub(9, 9)]: true}[rand.bytes(1)])
// expect: true	0	1	8	100000	1
// expect: true	true
id := rand.uuid()
print(#id, id:match("^%x%x%x%x%x%x%x%x%-%x%x%x%x%-4%x%x%x%-[89ab]%x%x%x%-%x%x%x%x%x%x%x%x%x%x%x%x$") == id, id == id:lower())
// expect: 36	true	true
e(rand.seed) e(rand.seed, "lucky") e(rand.seed, 0 / 0) e(rand.int, 0) e(rand.int, -5) e(rand.int, 7, 3) e(rand.int, nil, 3) e(rand.int, "x") e(rand.int, 1, {}) e(rand.int, math.huge)
// expect: bad argument #1 to 'rand.seed' (number expected, got no value)
// expect: bad argument #1 to 'rand.seed' (number expected, got string)
// expect: bad argument #1 to 'rand.seed' (number has no integer representation)
// expect: bad argument #1 to 'rand.int' (must be positive)
// expect: bad argument #1 to 'rand.int' (must be positive)
// expect: bad argument #2 to 'rand.int' (interval is empty)
// expect: bad argument #1 to 'rand.int' (number expected, got nil)
// expect: bad argument #1 to 'rand.int' (number expected, got string)
// expect: bad argument #2 to 'rand.int' (number expected, got table)
// expect: bad argument #1 to 'rand.int' (number has no integer representation)
e(rand.normal, "x") e(rand.normal, 0, -1) e(rand.exp, 0) e(rand.exp, -1) e(rand.exp, {}) e(rand.choice) e(rand.shuffle, "x") e(rand.sample, {}) e(rand.sample, {}, -1) e(rand.sample, 5, -1) e(rand.bytes) e(rand.bytes, -1) e(rand.bytes, 2 ** 31)
// expect: bad argument #1 to 'rand.normal' (number expected, got string)
// expect: bad argument #2 to 'rand.normal' (must not be negative)
// expect: bad argument #1 to 'rand.exp' (must be positive)
// expect: bad argument #1 to 'rand.exp' (must be positive)
// expect: bad argument #1 to 'rand.exp' (number expected, got table)
// expect: bad argument #1 to 'rand.choice' (table expected, got no value)
// expect: bad argument #1 to 'rand.shuffle' (table expected, got string)
// expect: bad argument #2 to 'rand.sample' (number expected, got no value)
// expect: bad argument #2 to 'rand.sample' (must not be negative)
// expect: bad argument #1 to 'rand.sample' (table expected, got number)
// expect: bad argument #1 to 'rand.bytes' (number expected, got no value)
// expect: bad argument #1 to 'rand.bytes' (must not be negative)
// expect: resulting string too large
