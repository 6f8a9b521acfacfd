// Arithmetic at sites that meet ints, floats, mixtures, numbers in strings and objects, in every order; constants of all
// sizes on either side.
func plus(x) { return x + 1, x + 100000, x + 0.5, 1 + x, 100000 + x, 0.5 + x }
func minus(x) { return x - 1, x - 100000, x - 0.5, 1 - x, 100000 - x, 0.5 - x, 0 - x }
func times(x) { return x * 3, x * 100000, x * 0.5, 3 * x, 100000 * x, 0.5 * x }
func over(x) { return x / 4, x / 100000, x / 0.5, 4 / x, 100000 / x, 0.5 / x, 0 / x }
func modulo(x) { return x % 7, x % 100000, x % 2.5, 7 % x, 100000 % x, 2.5 % x, x % -7, x % -100000 }
func power(x) { return x ** 2, x ** 0.5, 2 ** x }
class := {}
for _, name := range ipairs({"add", "sub", "mul", "div", "mod", "pow"}) {
    class["__" .. name] = func(a, b) {
        left, right := type(a) == "table" && "object" || a, type(b) == "table" && "object" || b
        return name .. "(" .. tostring(left) .. "," .. tostring(right) .. ")"
    }
}
object := setmetatable({}, class)
functions := {plus, minus, times, over, modulo, power}
orders := {{5, 6, 7.5, 8, "9", object, 10}, {1.5, 2, -3.5, -4}, {"11", 12, object, 2.5, -9}, {object, 3, 4.25},
           {140737488355327, -140737488355328, 140737488355326.5, 1, 4294967296, 4294967295, -4294967297}}
for _, order := range ipairs(orders) {
    for _, f := range ipairs(functions) {
        for _, x := range ipairs(order) { print(x == object && "object" || x, f(x)) }
    }
}
for _, f := range ipairs(functions) {
    print(pcall(f, nil))
    print(pcall(f, {}))
    print(pcall(f, "x"))
}
print(pcall(func(x) { return 5 % x }, 0), pcall(func(x) { return x % 0 }, 1))
func between(a, b) { return a % b, a * b }
for _, pair := range ipairs({{7, 3}, {-7, 3}, {7, -3}, {-7, -3}, {4294967295, 4294967294}, {4294967296, 7}, {1, 4294967297}, {0, 5},
                             {16777216, 16777216}, {-8388608, 16777216}, {8388608, 16777216}, {7.5, 2}, {7, 2.5}, {11863283, 11863283},
                             {11863284, 11863283}, {140737488355327, 140737488355327}, {-140737488355328, -1}}) {
    print(between(pair[1], pair[2]))
}
print(pcall(between, 1, 0))

// Order with constants on either side.
func order(x) {
    s := ""
    if x < 5 { s = s .. "a" }
    if 5 < x { s = s .. "b" }
    if x <= 5 { s = s .. "c" }
    if 5 <= x { s = s .. "d" }
    if x > 5 { s = s .. "e" }
    if 5 > x { s = s .. "f" }
    if x >= 5 { s = s .. "g" }
    if 5 >= x { s = s .. "h" }
    if !(5 < x) { s = s .. "i" }
    if !(5 >= x) { s = s .. "j" }
    if 0.5 < x { s = s .. "k" }
    if 5 == x { s = s .. "l" }
    if 5 != x { s = s .. "m" }
    if "x" == x { s = s .. "n" }
    if nil == x { s = s .. "o" }
    return s
}
for _, x := range ipairs({4, 5, 6, 4.5, 5.0, 5.5, 0 / 0, -1}) { print(x, order(x)) }
class.__lt = func(a, b) { return type(a) == "number" }
class.__le = func(a, b) { return type(b) == "number" }
print(order(object))
for _, f := range ipairs({func(x) { if 5 < x {} }, func(x) { if x < 5 {} }, func(x) { if 5 >= x {} }, func(x) { if x > 5 {} }}) {
    print(pcall(f, nil))
    print(pcall(f, "x"))
}
