// Coroutines that are resumed, and yield, at one and the same instruction; and some that compute for a long time in between.
yield := coroutine.yield
func pass(f, x) {
    y := f(x)
    return y + 1
}
func body(x) {
    for { x = pass(yield, x * 2) }
}
func nested(x) {
    inner := coroutine.wrap(body)
    for { x = pass(yield, pass(inner, x)) }
}
a, b, c := coroutine.wrap(body), coroutine.wrap(nested), coroutine.wrap(nested)
sum := 0
for i := 1; i <= 400; i++ { sum = (sum * 3 + pass(a, i) + pass(b, i) * pass(c, i) + pass(math.abs, -i)) % 1000003 }
print(sum)   // expect: 864887
proxy := setmetatable({}, {__call: func(self, x) { return yield(x) }})
d := coroutine.wrap(func(x) { for { x = pass(proxy, pass(yield, x)) } })
e := setmetatable({}, {__call: coroutine.wrap(func(self, x) { for { self, x = yield(x) } })})
t := 0
for i := 1; i <= 300; i++ { t = (t + pass(d, i) * pass(e, i)) % 1000003 }
print(t)   // expect: 181071
// A generator that has much to do for each value, beside one that has little.
func primes() {
    n := 2
    for {
        prime := true
        for k := 2; k * k <= n; k++ { if n % k == 0 { prime = false; break } }
        if prime { yield(n) }
        n++
    }
}
func counter() { for i := 1; true; i++ { yield(i) } }
p, q := coroutine.wrap(primes), coroutine.wrap(counter)
last := 0
for i := 1; i <= 600; i++ { last = p() + q() }
print(last)   // expect: 5009
