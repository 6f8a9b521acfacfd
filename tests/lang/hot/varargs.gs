// Varargs.
func count(...) { return select("#", ...), #... }
func pack(...) { t := {...} return #t, ...[1], ...[2], ...[3] }
func sum(...) { s := 0 for i := 1; i <= #...; i++ { s += ...[i] } return s }
func sum2(...) { s := 0 for i, v := range ... { s += v * i } return s }
func pass(...) { return sum(...) }
func pass2(a, ...) { return a, pass(...) }
func named(a, rest...) { return a, #rest, rest[1], rest[#rest] }
for i := 1; i <= 300; i++ { count(i, 2) pack(i, 2, 3) sum(1, 2, i) sum2(1, i) pass(i, i) pass2(i, 1, 2) named(1, 2, 3) }
print(count()) print(count(nil)) print(count(nil, nil, nil)) print(count(1, 2, 3, 4, 5, 6, 7, 8, 9, 10))
print(pack()) print(pack(nil, 2)) print(pack(1, nil, 3, nil)) print(sum()) print(sum(1.5, 2, "3")) print(pcall(sum, {}, 1)) print(sum2()) print(sum2(1, 2, 3, 4, 5))
print(pass()) print(pass2()) print(pass2(1)) print(pass2(1, 2, 3, 4)) print(named()) print(named(1)) print(named(1, nil, nil)) print(named(1, 2))
func many(n) { t := {} for i := 1; i <= n; i++ { t[i] = i } return table.unpack(t) }
print(select("#", many(200))) print(sum(many(200))) print(pass(many(250)))
func last(...) { return (...) }
func sel(n, ...) { return select(n, ...) }
for i := 1; i <= 300; i++ { last(i, 2) sel(1, i, 2, 3) }
print(last()) print(last(nil, 1)) print(sel(2, "a", "b", "c")) print(sel(-1, "a", "b", "c")) print(pcall(sel, 0, 1)) print(sel("#")) print(sel("#", nil)) print(sel(5, 1))
func idx(i, ...) { return ...[i] }
for i := 1; i <= 300; i++ { idx(i % 3 + 1, "a", "b", "c") }
print(idx(0, 1), idx(-1, 1), idx(4, 1, 2, 3), idx(2.0, 1, 2), idx(1.5, 1), idx("1", 5), idx(nil, 3), idx(1e300, 1), idx(0/0, 1))
func tail(n, ...) { if n == 0 { return ... } return tail(n - 1, n, ...) }
for i := 1; i <= 100; i++ { tail(5) }
print(tail(10)) print(select("#", tail(200)))
func tail2(n, a, ...) { if n == 0 { return a, ... } return tail2(n - 1, ...) }
for i := 1; i <= 100; i++ { tail2(3, 1, 2, 3, 4) }
print(tail2(3, 1, 2, 3, 4, 5, 6)) print(tail2(5, 1, 2))
