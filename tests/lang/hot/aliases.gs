// The same memory under two names, in loops that are compiled: what has been read under one name must be read again after it
// was written under the other.
modulus := 10007

// A global, and the field of _G that it is.
func by_field(n) {
    sum := 0
    for i := 1; i <= n; i++ {
        before := shared
        _G.shared = i
        sum = (sum * 7 + before + shared) % modulus
    }
    return sum
}
func by_key(n, key) {
    sum := 0
    for i := 1; i <= n; i++ {
        before := shared
        _G[key] = i
        sum = (sum * 7 + before + shared) % modulus
    }
    return sum
}
func by_rawset(n) {
    sum := 0
    for i := 1; i <= n; i++ {
        before := shared
        rawset(_G, "shared", i)
        sum = (sum * 7 + before + shared) % modulus
    }
    return sum
}
func by_parameter(n, t) {
    sum := 0
    for i := 1; i <= n; i++ {
        before := shared
        t.shared = i
        sum = (sum * 7 + before + shared) % modulus
    }
    return sum
}
func by_name(n) {
    sum := 0
    for i := 1; i <= n; i++ {
        before := _G.shared
        shared = i
        sum = (sum * 7 + before + _G.shared) % modulus
    }
    return sum
}
func removed(n) {
    sum := 0
    for i := 1; i <= n; i++ {
        a := now_and_then
        rawset(_G, "now_and_then", i)
        b := now_and_then
        _G.now_and_then = nil
        c := now_and_then
        sum = (sum * 7 + (a || 1) + (b || 3) + (c || 5)) % modulus
    }
    return sum
}

// A field that is read through objects, and changed in their prototype.
func by_prototype(object, prototype, n) {
    sum := 0
    for i := 1; i <= n; i++ {
        before := object.v
        prototype.v = i
        sum = (sum * 7 + before + object.v) % modulus
    }
    return sum
}

// A method, and the metatable that it stands in.
func one(self) { return 1 }
func two(self) { return 2 }
class := {m: one, v: 0}
class.__index = class
func by_class(object, n) {
    sum := 0
    for i := 1; i <= n; i++ {
        before := object:m()
        class.m = i % 2 == 0 && one || two
        sum = (sum * 7 + before + object:m()) % modulus
    }
    return sum
}

// Two tables that may be one; fields, elements and length.
func of_two(t, u, n) {
    sum := 0
    for i := 1; i <= n; i++ {
        a, b, c := t.x, t[1], #t
        u.x = i
        u[1] = i * 2
        u[#u + 1] = i
        sum = (sum * 7 + a + b + c + t.x + t[1] + #t) % modulus
    }
    return sum
}

for i := 1; i <= 60; i++ {
    shared = 0
    by_field(30)
    by_key(30, "shared")
    by_rawset(30)
    by_parameter(30, _G)
    by_parameter(30, {})
    by_name(30)
    removed(30)
    by_prototype(setmetatable({}, class), class, 30)
    by_class(setmetatable({}, class), 30)
    of_two({1, x: 1}, {1, x: 1}, 30)
}
shared = 0
print(by_field(200), by_key(200, "shared"), by_rawset(200), by_parameter(200, _G), by_parameter(200, {}), by_name(200))
print(removed(200))
class.v = 0
object := setmetatable({}, class)
print(by_prototype(object, class, 200), by_prototype(class, object, 200), by_prototype(object, object, 200))
print(by_class(object, 200))
t := {1, x: 1}
print(of_two(t, {1, x: 1}, 200), of_two(t, t, 200))
