// An argument that nobody looks at takes no register from one that somebody does.
func f(k, n) {
    m := n % 8
    if m > 9 { return k }
    if n == 0 { return 0 }
    return f(n * 3, n - 1) + 1
}
s := 0
for i := 1; i <= 300; i++ { s += f(i, i % 50) }
print(s)
T := {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}
func h(n) { return ff(T[n], n - 1, 7) }
func ff(x, n, y) {
    z := x + y
    if n <= 0 { return z }
    r := h(n)
    return r + x
}
s := 0
for i := 1; i <= 300; i++ { s += ff(i, i % 7, 2) }
print(s)
T[2] = 2.5
s = 0
for i := 1; i <= 300; i++ { ok, r := pcall(f, i, i % 7, 2) if ok { s += r } else { print(i, r) break } }
print(s)
T[3] = "33"
s = 0
for i := 1; i <= 300; i++ { ok, r := pcall(f, i, i % 7, 2) if ok { s += r } else { print(i, r) break } }
print(s)
