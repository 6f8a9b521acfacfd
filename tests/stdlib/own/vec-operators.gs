// vec: operators, who gets which message, equality.
func show(v) { return v.z == nil && v.x .. " " .. v.y || v.x .. " " .. v.y .. " " .. v.z }
func e(f) { ok, m := pcall(f); print(m) }
a := vec.vec2(6, -2)
b := vec.vec3(1, 2, 3)
print(show(a + a), show(a - vec.one2()), show(a * 2), show(2 * a), show(a / 4), show(-a), show(b + b), show(b - vec.one3()), show(b * 0.5), show(0.5 * b), show(b / 2), show(-b))
// expect: 12.0 -4.0	5.0 -3.0	12.0 -4.0	12.0 -4.0	1.5 -0.5	-6.0 2.0	2.0 4.0 6.0	0.0 1.0 2.0	0.5 1.0 1.5	0.5 1.0 1.5	0.5 1.0 1.5	-1.0 -2.0 -3.0
e(func() { return a + 1 }) e(func() { return 1 - a }) e(func() { return a + b }) e(func() { return b - a }) e(func() { return a * a }) e(func() { return a * b }) e(func() { return b * "2" }) e(func() { return "2" * a }) e(func() { return a / a }) e(func() { return 1 / b }) e(func() { return a / "2" }) e(func() { return a + {x: 1, y: 2} }) e(func() { return {} * a })
// expect: vec2.__add: unsupported operand types
// expect: vec2.__sub: unsupported operand types
// expect: vec2.__add: unsupported operand types
// expect: vec3.__sub: unsupported operand types
// expect: vec2.__mul: unsupported operand types
// expect: vec2.__mul: unsupported operand types
// expect: vec3.__mul: unsupported operand types
// expect: vec2.__mul: unsupported operand types
// expect: vec2.__div: unsupported operand types
// expect: vec3.__div: unsupported operand types
// expect: vec2.__div: unsupported operand types
// expect: vec2.__add: unsupported operand types
// expect: vec2.__mul: unsupported operand types
e(func() { return a / 0 }) e(func() { return b / -0.0 }) e(func() { return a < a }) e(func() { return a % 2 }) e(func() { return a ** 2 }) e(func() { return a .. "x" })
// expect: vec2.__div: division by zero
// expect: vec3.__div: division by zero
// expect: attempt to compare two table values
// expect: attempt to perform arithmetic on a table value (global 'a')
// expect: attempt to perform arithmetic on a table value (global 'a')
// expect: attempt to concatenate a table value (global 'a')
print(show(a / (0 / 0)), show(a / math.huge), #a)
// expect: NaN NaN	0.0 -0.0	0

// components that are no numbers, a foreign `_type`
bad := vec.vec2(1, 2)
bad.y = "2"
e(func() { return -bad }) e(func() { return bad + a }) e(func() { return bad / 0 })
// expect: vec2.__unm: unsupported operand types
// expect: vec2.__add: unsupported operand types
// expect: vec2.__div: unsupported operand types
bad.y = 2
bad._type = "other"
e(func() { return bad * 2 })
bad._type = "vec" .. "2"
print(show(bad * 2))
// expect: vec2.__mul: unsupported operand types
// expect: 2.0 4.0
plain := {x: 1, y: 1, _type: "vec2"}
print(show(plain + a), show(a - plain), plain == vec.one2(), vec.one2() == plain, plain == {x: 1, y: 1, _type: "vec2"})
// expect: 7.0 -1.0	5.0 -3.0	true	true	false

nan := vec.vec2(0 / 0, 1)
c := vec.vec2(1, 2)
c.x = 1
print(a == vec.vec2(6, -2), a != vec.vec2(6, -2), a == b, a != b, a == 6, a == nil, a == {}, nan == nan, nan == vec.vec2(0 / 0, 1), c == vec.vec2(1, 2), vec.vec2(0, 0) == vec.vec2(-0.0, 0), vec.vec3(1, 2, 0) == vec.vec2(1, 2), b == vec.vec3(1, 2, 4))
// expect: true	false	false	true	false	false	false	true	false	true	true	false	false

// the metatable is an ordinary one
meta := getmetatable(a)
meta.__len = func(v) { return 2 }
meta.__index = {norm: func(v) { return vec.length2(v) }}
print(#a, #vec.one2(), vec.vec2(3, 4).norm(vec.vec2(3, 4)), vec.vec2(3, 4).x)
meta.__len = nil meta.__index = nil meta.__add = func(x, y) { return "mine" }
print(#a, a + a, vec.vec2(1, 1) + 1)
// expect: 2	2	5.0	3.0
// expect: 0	mine	mine
vec = nil
print(show(a * 2), show(b + b))
// expect: 12.0 -4.0	2.0 4.0 6.0
