// The types, one section each, and how values convert.

func section(title) { print("-- " .. title .. " --") }

section("nil")
print(type(nil), nothing, nothing == nil)     // a variable never assigned is nil

section("boolean")
print(type(true), !true, 1 < 2, nil == false)

section("integer")
n := 1_000_000
print(type(n), math.type(n), n, 0xFF, 0b1010, 0o17)
print(7 % 3, -7 % 3, math.idiv(7, 2))
print(math.maxinteger, math.maxinteger + 1)   // too large for an int: a float

section("float")
x := 2.5
print(type(x), math.type(x), x, 1e3, 10 / 2, 2 ** 10)
print(1 / 0, -1 / 0, 0 / 0, 0.1 + 0.2)

section("string")
s := "grüße"
print(type(s), #s, utf8.len(s), s:upper())
print('single', "dou\tble", `raw \t text`)
print("a" .. 1 .. 2.0, "10" + 5, ("ab"):rep(3, "-"))

section("table")
t := {10, 20, 30, name: "box", [100]: "far"}
print(type(t), #t, t[1], t.name, t["name"], t[100], t.missing)
for k, v := range t { print(k, v) }

section("function")
func twice(f, v) { return f(f(v)) }
print(type(twice), twice(func(v) { return v * 3 }, 2))

section("coroutine")
co := coroutine.create(func() { coroutine.yield("first") return "last" })
print(type(co), coroutine.resume(co))
print(coroutine.resume(co))
print(coroutine.status(co))

section("conversions")
for _, text := range {"42", " 3.5 ", "0x1F", "1e2", "abc", ""} {
    print(string.format("%-8s", text), tonumber(text), math.type(tonumber(text)))
}
print(tonumber("ff", 16), tonumber("zz", 36), tonumber("8", 8))
print(tostring(12) .. "!", tostring(nil), tostring(1.0))

section("one variable, many types")
for i := 1; i <= 6; i++ {
    v := ({1, 2.0, "three", true, {}, print})[i]
    print(i, type(v))
}

section("truth")
for _, case := range {{"0", 0}, {"empty string", ""}, {"empty table", {}}, {"false", false}} {
    print(case[1], case[2] && "counts as true" || "counts as false")
}

func describe(v) {
    switch type(v) {
    case "nil": return "nothing"
    case "boolean": return v && "yes" || "no"
    case "number":
        if math.type(v) == "integer" { return "the whole number " .. v }
        return "the number " .. v
    case "string": return "a text of " .. #v .. " bytes"
    case "table": return "a table with " .. #v .. " elements"
    default: return "a " .. type(v)
    }
}
section("describe")
for _, v := range {7, 7.5, "seven", {7, 7}, true, describe} { print(describe(v)) }
print(describe(nil))
