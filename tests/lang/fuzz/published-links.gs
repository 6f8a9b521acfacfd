// What C++ is told about the frames around it is written to their slots, which did hold nil before.
func str(x) { return tostring(x) }
func show(...) { s := #... .. ":" for i := 1; i <= #...; i++ { } return s }
func mix(s) { }
func f1(p0, p1, n) { if p0 == nil { return } bad = type(p0) + "" }
for i := 1; i <= 10; i++ { show(pcall(func() { return f1(nil, 1, 1) })) }
for i := 1; i <= 3; i++ {
pcall(func() {
x := 1 str(x) a, b, c := 1 mix(show(a, b, c)) t := {f1(nil, 1, 2, 3)} good = i
})
print(good)
}
