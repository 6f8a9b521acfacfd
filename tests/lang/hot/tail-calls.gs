// Tail calls.
func even(n) { if n == 0 { return true, "even" } return odd(n - 1) }
func odd(n) { if n == 0 { return false, "odd" } return even(n - 1) }
for i := 1; i <= 100; i++ { even(10) }
print(even(100000)) print(odd(100001))
func count(n, acc) { if n == 0 { return acc } return count(n - 1, acc + n) }
for i := 1; i <= 100; i++ { count(10, 0) }
print(count(300000, 0)) print(count(10, 0.5)) print(count(5, "3")) print(pcall(count, 5, {}))
obj := {}
func obj_step(self, n, k) { if n == 0 { return k() } return self:step(n - 1, k) }
obj.step = obj_step
for i := 1; i <= 100; i++ { obj:step(10, func() { return i, 2, 3 }) }
print(obj:step(100000, func() { return "x", "y", "z" }))
obj.step = func(self, n, k) { return n, "other" }
print(obj_step(obj, 5, print))
func to_native(x) { return tostring(x) }
func to_native2(...) { return select("#", ...) }
func to_error(x) { return error("e" .. x) }
for i := 1; i <= 300; i++ { to_native(i) to_native2(i, i) pcall(to_error, i) }
print(to_native({1} == nil), to_native2(), to_native2(nil, nil)) print(pcall(to_error, 5))
callable := setmetatable({}, {__call: func(self, a, ...) { if a == 0 { return "called", ... } return self(a - 1, a, ...) }})
func tc(c, n) { return c(n) }
for i := 1; i <= 200; i++ { tc(callable, 3) }
print(tc(callable, 5)) print(pcall(tc, nil, 5)) print(pcall(tc, 5, 5)) print(tc(func(x) { return x, x }, 1)) print(tc(print, 1))
func state_a(n, s) { if n == 0 { return s } if n % 3 == 0 { return state_c(n - 1, s .. "a") } return state_b(n - 1, s) }
func state_b(n, s) { if n == 0 { return s } return state_a(n - 1, s) }
func state_c(n, s) { if n == 0 { return s } return state_b(n - 1, s) }
for i := 1; i <= 100; i++ { state_a(20, "") }
print(#state_a(3000, ""))
func grow(n, ...) { if n == 0 { return select("#", ...) } return grow(n - 1, ..., n) }
for i := 1; i <= 100; i++ { grow(5) }
print(grow(50, 1, 2, 3))
func fewer(a, b, c, d) { if a == 0 { return b, c, d } return fewer(a - 1) }
for i := 1; i <= 100; i++ { fewer(5, 1, 2, 3) }
print(fewer(1, 2, 3, 4)) print(fewer(0, 2, 3, 4))
