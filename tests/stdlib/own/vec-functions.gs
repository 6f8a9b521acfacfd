// vec: every function, what counts as a vector, edge cases, each error.
func show(v) { return v.z == nil && v.x .. " " .. v.y || v.x .. " " .. v.y .. " " .. v.z }
func e(f, ...) { ok, m := pcall(f, ...); print(m) }

fields := {}
for k, v := range vec.vec3(1, 2, 3) { fields[#fields + 1] = k .. "=" .. v }
print(table.concat(fields, " "), #vec.vec2(1, 2), vec.vec2("0x10", "1e1").x, vec.up() == vec.up(), rawequal(vec.up(), vec.up()))
// expect: x=1.0 y=2.0 z=3.0 _type=vec3	0	16.0	true	false
print(rawequal(getmetatable(vec.up()), getmetatable(vec.one2())), rawequal(getmetatable(vec.up()), getmetatable(vec.one3())))
// expect: true	false

// tables of any origin: ints, extra fields, far slots, dictionaries, fields removed and set again
v := vec.vec2(3, 4)
v.w = 1
print(vec.length2(v), vec.length2({y: 4, x: 3}), vec.length2(vec.vec3(3, 4, 100)), vec.dot3({z: 1, y: 1, x: 1}, vec.vec3(1, 2, 3)))
// expect: 5.0	5.0	5.0	6.0
v.x = nil
e(vec.length2, v)
v.x = 6
v.y = 8
print(vec.length2(v), math.type(v.x), (v + vec.zero2()).x, v._type)
// expect: bad argument #1 to 'vec.length2' (vec2 expected, got table)
// expect: 10.0	integer	6.0	vec2
many := {}
for i := 1; i <= 300; i++ { many["k" .. i] = i }
many.x = 1 many.y = 1 many._type = "vec" .. 2
print(vec.lengthSq2(many), (vec.one2() + many).x, many + vec.one2() == vec.vec2(2, 2), vec.isVec2(many))
// expect: 2.0	2.0	true	true
print(pcall(vec.length2, setmetatable({}, {__index: {x: 1, y: 1}})))
// expect: false	bad argument #1 to 'vec.length2' (vec2 expected, got table)

nan := 0 / 0
print(show(vec.normalize2(vec.zero2())), show(vec.normalize2({x: -0.0, y: 0})), show(vec.normalize3({x: 0, y: 0, z: -2})), show(vec.normalize2({x: nan, y: 1})), show(vec.normalize2({x: 1e-200, y: 0})))
// expect: 0.0 0.0	0.0 0.0	0.0 0.0 -1.0	NaN NaN	0.0 0.0
print(vec.length2({x: 1e200, y: 0}), vec.dist3({x: 1, y: 1, z: 1}, {x: 3, y: 4, z: 7}), vec.dist2({x: 1, y: 1}, {x: 4, y: 5}), vec.distSq2({x: 1, y: 1}, {x: 4, y: 5}), vec.length3({x: 2, y: 3, z: 6}))
// expect: +Inf	7.0	5.0	25.0	7.0
print(vec.angle2({x: -1, y: 0}) == math.pi, vec.angle2({x: -1, y: -0.0}) == math.pi, vec.angle2({x: -0.0, y: -0.0}), vec.angle2({x: -0.0, y: 0}), vec.angle2({x: 0, y: -1}) == -math.pi / 2, vec.angle2({x: 1, y: -0.0}))
// expect: true	true	0.0	0.0	true	0.0
r := vec.rotate2({x: 1, y: 0}, "1.5")
print(r.x == math.cos(1.5), r.y == math.sin(1.5), show(vec.perp2({x: 3, y: 1})), show(vec.reflect2({x: 1, y: -2}, vec.up())), show(vec.reflect2({x: 1, y: 1}, {x: 2, y: 0})))
// expect: true	true	-1.0 3.0	1.0 2.0	-7.0 1.0
print(show(vec.lerp2(vec.zero2(), {x: 10, y: 4}, 0.25)), show(vec.lerp3(vec.zero3(), {x: 1, y: 2, z: 4}, -1)), show(vec.cross3({x: 1, y: 2, z: 3}, {x: 4, y: 5, z: 6})), vec.dot2({x: 2, y: 3}, {x: 4, y: -1}))
// expect: 2.5 1.0	-1.0 -2.0 -4.0	-3.0 6.0 -3.0	5.0
p := vec.vec2(-4, 9)
print(show(vec.clamp2(p, 0, 5)), show(vec.clamp2(p, {x: -9, y: 0}, "5")), show(vec.clamp2(p, 7, 2)), show(vec.clamp2(p, nan, nan)), show(vec.clamp2({x: nan, y: 9}, 0, 1)), show(vec.clamp2(p, -math.huge, math.huge)), show(p))
// expect: 0.0 5.0	-4.0 5.0	7.0 7.0	-4.0 9.0	NaN 1.0	-4.0 9.0	-4.0 9.0
print(vec.isVec2(), vec.isVec2(nil), vec.isVec2("vec2"), vec.isVec2({_type: "vec2"}), vec.isVec3({_type: "vec2"}), vec.isVec3({_type: 3}), vec.isVec3(vec.one3()))
// expect: false	false	false	true	false	false	true
print(show(vec.zero2()), show(vec.one2()), show(vec.up()), show(vec.right()), show(vec.zero3()), show(vec.one3()))
// expect: 0.0 0.0	1.0 1.0	0.0 1.0	1.0 0.0	0.0 0.0 0.0	1.0 1.0 1.0

e(vec.vec2) e(vec.vec2, 1) e(vec.vec2, 1, "x") e(vec.vec3, 1, 2, nil) e(vec.vec3, {}, 2, 3)
// expect: bad argument #1 to 'vec.vec2' (number expected, got no value)
// expect: bad argument #2 to 'vec.vec2' (number expected, got no value)
// expect: bad argument #2 to 'vec.vec2' (number expected, got string)
// expect: bad argument #3 to 'vec.vec3' (number expected, got nil)
// expect: bad argument #1 to 'vec.vec3' (number expected, got table)
for _, name := range {"dot2", "length2", "lengthSq2", "normalize2", "angle2", "rotate2", "lerp2", "dist2", "distSq2", "reflect2", "perp2", "clamp2", "dot3", "cross3", "length3", "normalize3", "lerp3", "dist3"} { e(vec[name], vec) }
// expect: bad argument #1 to 'vec.dot2' (vec2 expected, got table)
// expect: bad argument #1 to 'vec.length2' (vec2 expected, got table)
// expect: bad argument #1 to 'vec.lengthSq2' (vec2 expected, got table)
// expect: bad argument #1 to 'vec.normalize2' (vec2 expected, got table)
// expect: bad argument #1 to 'vec.angle2' (vec2 expected, got table)
// expect: bad argument #1 to 'vec.rotate2' (vec2 expected, got table)
// expect: bad argument #1 to 'vec.lerp2' (vec2 expected, got table)
// expect: bad argument #1 to 'vec.dist2' (vec2 expected, got table)
// expect: bad argument #1 to 'vec.distSq2' (vec2 expected, got table)
// expect: bad argument #1 to 'vec.reflect2' (vec2 expected, got table)
// expect: bad argument #1 to 'vec.perp2' (vec2 expected, got table)
// expect: bad argument #1 to 'vec.clamp2' (vec2 expected, got table)
// expect: bad argument #1 to 'vec.dot3' (vec3 expected, got table)
// expect: bad argument #1 to 'vec.cross3' (vec3 expected, got table)
// expect: bad argument #1 to 'vec.length3' (vec3 expected, got table)
// expect: bad argument #1 to 'vec.normalize3' (vec3 expected, got table)
// expect: bad argument #1 to 'vec.lerp3' (vec3 expected, got table)
// expect: bad argument #1 to 'vec.dist3' (vec3 expected, got table)
e(vec.lerp2, p, p) e(vec.lerp2, p, p, {}) e(vec.dist3, vec.one3(), p) e(vec.clamp2, p, "x", 1) e(vec.clamp2, p, 1) e(vec.clamp2, p, 1, {x: 1}) e(vec.rotate2, p) e(vec.reflect2, p, 5)
// expect: bad argument #3 to 'vec.lerp2' (number expected, got no value)
// expect: bad argument #3 to 'vec.lerp2' (number expected, got table)
// expect: bad argument #2 to 'vec.dist3' (vec3 expected, got table)
// expect: bad argument #2 to 'vec.clamp2' (number or vec2 expected, got string)
// expect: bad argument #3 to 'vec.clamp2' (number or vec2 expected, got no value)
// expect: bad argument #3 to 'vec.clamp2' (number or vec2 expected, got table)
// expect: bad argument #2 to 'vec.rotate2' (number expected, got no value)
// expect: bad argument #2 to 'vec.reflect2' (vec2 expected, got number)

sum := vec.zero3()
for i := 1; i <= 20000; i++ { sum = sum + vec.vec3(i, -i, 1) * 0.5 }
print(show(sum))
// expect: 100005000.0 -100005000.0 10000.0
