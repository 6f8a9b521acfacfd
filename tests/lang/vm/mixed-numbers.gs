// Sums of ints and floats at one place, ints that grow beyond their range there, and things that are no numbers.
func add(a, b) { return a + b }
func sub(a, b) { return a - b }
func mul(a, b) { return a * b }
meta := {__add: func(a, b) { return "added" }, __sub: func(a, b) { return "taken" }, __mul: func(a, b) { return "many" }}
object := setmetatable({}, meta)
big, small := 140737488355327, -140737488355327
values := {1, 2.5, -3, 0, -0.0, 1 / 0, big, small, 1.5e300, 7}
func show(v) { return type(v) == "number" && math.type(v) .. " " .. string.format("%.17g", v) || v }
func run(rounds) {
    total, out := 0, {}
    for r := 1; r <= rounds; r++ {
        for i, a := range values {
            b := values[(i + r) % #values + 1]
            last := r == rounds
            x, y, z := add(a, b), sub(a, b), mul(a, b)
            if last { out[#out + 1] = show(x) .. ", " .. show(y) .. ", " .. show(z) }
            total += i % 3 == 0 && 0.5 || i
        }
    }
    return table.concat(out, "; "), total
}
for i := 1; i <= 20; i++ { run(30) }
text, total := run(33)
print(total)
for piece := range text:gmatch("[^;]+") { print((piece:gsub("^ ", ""))) }
print(add(object, 1), sub(1, object), mul(object, object))
print(pcall(add, 1, nil))
print(pcall(mul, {}, 2))
s := 0
for i := 1; i <= 300; i++ { s = add(s, i % 100 == 0 && 0.25 || big) }
print(show(s))
