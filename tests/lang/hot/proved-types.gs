// What an operation has proved about a value holds for all that is done with it afterwards: each of the first ways to use a value,
// then each of the others, in functions that have become hot with one kind of value and then meet all kinds.
proofs := {
    "n := #x", "n := x.size", "n := x[1]", "n := x + 1", "n := x * 0.5", "n := -x", "n := x .. ''", "n := x()", "n := x:len()"
    "n := x < 5", "n := x < 'm'", "n := x && 1", "n := x == nil", "n := string.byte(x)", "n := math.floor(x)", "n := bit32.band(x, 7)"
    "x.size = 3 n := 0", "x[1] = 7 n := 1", "n := 0 for k, v := range pairs(x) { n++ }", "n := rawlen(x)", "n := type(x)"
}
uses := {
    "x == 'abc'", "x != 'abc'", "'ab' == x", "x == 5", "x == 2.5", "x == true", "x == nil", "x == y", "x != y", "y == x", "!x", "x && 1 || 2"
    "type(x)", "type(x) == 'string'", "type(x) == 'table'", "#tostring(x) > 2", "({abc: 1, [5]: 2, [2.5]: 3})[x]", "rawequal(x, y)"
    "(func(v) { return v == 'abc' })(x)", "(func(v) { return v == 5 })(x)", "select('#', x, x)", "x == 'a' .. 'bc'", "x == n", "n == x"
    "(func() { return x == 'abc' })()", "({x})[1] == x", "x == 'abc' && y || n", "math.type(x)", "tostring(x) == 'abc'"
}
func made(text) { return string.lower(text) }  // not the string of the literal
func values() {
    t := {size: 1, 10, 20}
    return {"abc", made("ABC"), made("AB"), "5", "", 5, -3, 5.0, 2.5, t, {}, true, false, func() { return 5 }, func() { return 'abc' }, nil}
}
usual := {"abc", made("AB"), 5, 2.5, {size: 2, 30}, func() { return 4 }}
kinds := {string: true, number: true, boolean: true, nil: true}
func shown(v) { return kinds[type(v)] && tostring(v) || type(v) }
func run(f, x, y) {
    ok, a, b := pcall(f, x, y)
    return ok && shown(a) .. "/" .. shown(b) || "!"
}
sum := 0
for p, proof := range ipairs(proofs) {
    line := {}
    for u, use := range ipairs(uses) {
        text := "return func(x, y) { " .. proof .. "\n return " .. use .. ", n }"
        for _, warm := range ipairs(usual) {
            f := assert(load(text))()
            for i := 1; i <= 12; i++ { pcall(f, warm, warm) }
            all := values()
            for i := 1; i <= 16; i++ {
                result := run(f, all[i], all[(i * 5) % 16 + 1])
                for c := 1; c <= #result; c++ { sum = (sum * 31 + result:byte(c)) % 1000000007 }
            }
        }
        line[u] = sum
    }
    print(proof .. ": " .. table.concat(line, " "))
}
