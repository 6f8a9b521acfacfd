// Equality at sites that meet all kinds of pairs.
func same(a, b) { if a == b { return "same" } else { return "other" } }
func differs(a, b) { if a != b { return "other" } else { return "same" } }
func value(a, b) { if (a == b) != !(a != b) { return "broken" } else { return a == b } }
plain, another := {}, {}
class := {}
object, sibling := setmetatable({}, class), setmetatable({}, class)
channel := make(chan)
values := {1, 1.0, 2, -0.0, 0, 0.5, "1", "a" .. "b", "ab", "abc", true, false, plain, another, object, sibling, print, same, channel,
           140737488355327, 140737488355328.0, 0 / 0, math.huge}
line := ""
for i := 1; i <= #values; i++ {
    line = ""
    for k := 1; k <= #values; k++ {
        a, b := values[i], values[k]
        result := same(a, b)
        if result != differs(a, b) || (result == "same") != value(a, b) { error("the forms differ at " .. i .. " " .. k) }
        line = line .. (result == "same" && "x" || ".")
    }
    print(line)
}
print(same(nil, nil), same(nil, false), same(plain, nil), same(object, nil), differs(false, nil))

// A metamethod that comes later is seen by sites that have seen its absence.
class.__eq = func(a, b) { return true }
print(same(object, sibling), differs(object, sibling), value(object, sibling), same(object, plain), same(plain, another))
class.__eq = func(a, b) { return nil }
print(same(object, sibling), differs(object, sibling), value(object, sibling))
class.__eq = nil
print(same(object, sibling), differs(object, sibling), value(object, sibling))
class.__eq = func(a, b) { return error("no equality") }
print(pcall(same, object, sibling))
print(same(object, object))

// Constants.
func constants(v) {
    s := ""
    if v == 1 { s = s .. "1 " }
    if v == -32768 { s = s .. "least " }
    if v == 32768 { s = s .. "big " }
    if v == 0 { s = s .. "0 " }
    if v == 0.5 { s = s .. "half " }
    if v == "ab" { s = s .. "ab " }
    if v == "" { s = s .. "empty " }
    if v == true { s = s .. "true " }
    if v == false { s = s .. "false " }
    if v == nil { s = s .. "nil " }
    if v != 1 { s = s .. "!1 " }
    if v != "ab" { s = s .. "!ab " }
    if v != 0.5 { s = s .. "!half " }
    if v != true { s = s .. "!true " }
    return s
}
tests := {1, 1.0, -32768, -32768.0, 32768, 32768.0, 0, 0.0, -0.0, 0.5, "ab", "a" .. "b", string.rep("ab", 1), "", "1", true, false, plain, 0 / 0}
for i := 1; i <= #tests; i++ { print(i, constants(tests[i])) }
print(constants(nil))

func choose(v) {
    switch v {
    case 1, 2: return "small"
    case "x": return "letter"
    case 2.5: return "fraction"
    case nil: return "nothing"
    case true: return "yes"
    default: return "else"
    }
}
print(choose(1), choose(2.0), choose("x"), choose(2.5), choose(nil), choose(true), choose(false), choose("y"), choose(plain))

// type() gives strings that compare like any others.
for _, v := range ipairs({1, 1.5, "s", true, {}, print, same, channel, coroutine.create(same)}) {
    t := type(v)
    print(t, t == type(v), t == string.sub(t .. "x", 1, -2), #t)
}
print(type(nil), type(type(nil)))
