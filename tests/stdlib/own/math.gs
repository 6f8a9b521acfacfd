// math: each function, each error.
func e(f, ...) { ok, m := pcall(f, ...); print(m) }

print(math.pi, math.huge, -math.huge, math.maxinteger, math.mininteger, math.type(math.mininteger - 1))
// expect: 3.141592653589793	+Inf	-Inf	140737488355327	-140737488355328	float

// rounding
for _, name := range {"floor", "ceil", "trunc", "round"} {
    f := math[name]
    print(name, f(2.5), f(-2.5), f(2.4), f(-0.4), f(7), f("3.7"), f("8"), f(1e20), f(-math.huge), f(0/0), f(140737488355327.5), f(-0.0))
}
// expect: floor	2	-3	2	-1	7	3	8	1e+20	-Inf	NaN	140737488355327	0
// expect: ceil	3	-2	3	0	7	4	8	1e+20	-Inf	NaN	140737488355328.0	0
// expect: trunc	2	-2	2	0	7	3	8	1e+20	-Inf	NaN	140737488355327	0
// expect: round	3	-3	2	0	7	4	8	1e+20	-Inf	NaN	140737488355328.0	0
print(math.round(0.49999999999999994), math.round(4503599627370497.5), math.round(2.675, 2), math.round(-1.55, 1), math.round(15, -1), math.round(12345, -2), math.round(1.5, nil))
// expect: 0	4503599627370498.0	2.68	-1.6	20.0	12300.0	2
print(math.round(1.5, 400), math.round(1.5, -400), math.round(-1.5, -400), math.round(math.huge, 2), math.round(0/0, 2), math.round(1e308, 10), math.round(7, 2), math.round(5, "0"))
// expect: 1.5	0.0	-0.0	+Inf	NaN	1e+308	7.0	5
print(math.modf(3.75), math.modf(-0.5), math.modf(5), math.modf(-math.huge), math.modf(0/0))
// expect: 3	0	5	-Inf	NaN	NaN
print(math.modf(3.75), (select(2, math.modf(-2.25))), (select(2, math.modf(1e300))), (select(2, math.modf("7"))))
// expect: 3	-0.25	0.0	0.0
print(math.tointeger(3), math.tointeger(3.0), math.tointeger(3.5), math.tointeger("0x10"), math.tointeger("3.0"), math.tointeger("a"), math.tointeger(2 ** 47), math.tointeger(-(2 ** 47)), math.tointeger(nil), math.tointeger(true), math.tointeger(math.huge), math.tointeger(0/0))
// expect: 3	3	nil	16	3	nil	nil	-140737488355328	nil	nil	nil	nil
e(math.floor) e(math.ceil, "x") e(math.trunc, {}) e(math.round, nil) e(math.round, 1, "x") e(math.round, 1, 0/0) e(math.modf) e(math.tointeger)
// expect: bad argument #1 to 'math.floor' (number expected, got no value)
// expect: bad argument #1 to 'math.ceil' (number expected, got string)
// expect: bad argument #1 to 'math.trunc' (number expected, got table)
// expect: bad argument #1 to 'math.round' (number expected, got nil)
// expect: bad argument #2 to 'math.round' (number expected, got string)
// expect: bad argument #2 to 'math.round' (number has no integer representation)
// expect: bad argument #1 to 'math.modf' (number expected, got no value)
// expect: bad argument #1 to 'math.tointeger' (value expected, got no value)

// signs, extremes
print(math.abs(-3), math.abs(-3.5), math.abs(math.mininteger), math.abs(-0.0), math.abs("-2"), math.sign(-7), math.sign(0.0), math.sign(1e-300), math.sign(0/0), math.sign(-math.huge))
// expect: 3	3.5	140737488355328.0	0.0	2	-1	0	1	0	-1
print(math.max(1, 2, 3), math.max(1, 1.0), math.max(1.0, 1), math.max(-0.0, 0), math.max(0/0, 1), math.max(1, 0/0), math.max("10", 9), math.max(math.mininteger, -math.huge))
// expect: 3	1	1.0	-0.0	NaN	1	10	-140737488355328
print(math.min(1, 2, 3), math.min(1, 1.0), math.min(1.0, 1), math.min(0/0, 1), math.min(1, 0/0), math.min("10", 9.5), math.min(table.unpack({5, 4, 3, 2.5, 6})))
// expect: 1	1	1.0	NaN	1	9.5	2.5
print(math.clamp(5, 1, 3), math.clamp(0, 1, 3), math.clamp(2, 1, 3), math.clamp(2.5, 1, 3), math.clamp(5, 1.0, 3), math.clamp(5, 3, 1), math.clamp(0/0, 1, 2), math.lerp(1, 3, 0.5), math.lerp(0, 10, -1))
// expect: 3	1	2	2.5	3.0	1	NaN	2.0	-10.0
print(math.type(1), math.type(1.0), math.type("1"), math.type(nil), math.isnan(0/0), math.isnan("1"), math.isinf(-math.huge), math.isinf(0/0), math.ult(1, 2), math.ult(-1, 1), math.ult(1, -1), math.ult(-2, -1), math.ult(1e300, -1e300))
// expect: integer	float	nil	nil	true	false	true	false	true	false	true	true	true
for _, name := range {"abs", "sign", "max", "min", "isnan", "isinf", "sqrt", "exp", "log", "sin", "cos", "tan", "asin", "acos", "atan", "deg", "rad"} { e(math[name]) e(math[name], "x") }
// expect: bad argument #1 to 'math.abs' (number expected, got no value)
// expect: bad argument #1 to 'math.abs' (number expected, got string)
// expect: bad argument #1 to 'math.sign' (number expected, got no value)
// expect: bad argument #1 to 'math.sign' (number expected, got string)
// expect: bad argument #1 to 'math.max' (number expected, got no value)
// expect: bad argument #1 to 'math.max' (number expected, got string)
// expect: bad argument #1 to 'math.min' (number expected, got no value)
// expect: bad argument #1 to 'math.min' (number expected, got string)
// expect: bad argument #1 to 'math.isnan' (number expected, got no value)
// expect: bad argument #1 to 'math.isnan' (number expected, got string)
// expect: bad argument #1 to 'math.isinf' (number expected, got no value)
// expect: bad argument #1 to 'math.isinf' (number expected, got string)
// expect: bad argument #1 to 'math.sqrt' (number expected, got no value)
// expect: bad argument #1 to 'math.sqrt' (number expected, got string)
// expect: bad argument #1 to 'math.exp' (number expected, got no value)
// expect: bad argument #1 to 'math.exp' (number expected, got string)
// expect: bad argument #1 to 'math.log' (number expected, got no value)
// expect: bad argument #1 to 'math.log' (number expected, got string)
// expect: bad argument #1 to 'math.sin' (number expected, got no value)
// expect: bad argument #1 to 'math.sin' (number expected, got string)
// expect: bad argument #1 to 'math.cos' (number expected, got no value)
// expect: bad argument #1 to 'math.cos' (number expected, got string)
// expect: bad argument #1 to 'math.tan' (number expected, got no value)
// expect: bad argument #1 to 'math.tan' (number expected, got string)
// expect: bad argument #1 to 'math.asin' (number expected, got no value)
// expect: bad argument #1 to 'math.asin' (number expected, got string)
// expect: bad argument #1 to 'math.acos' (number expected, got no value)
// expect: bad argument #1 to 'math.acos' (number expected, got string)
// expect: bad argument #1 to 'math.atan' (number expected, got no value)
// expect: bad argument #1 to 'math.atan' (number expected, got string)
// expect: bad argument #1 to 'math.deg' (number expected, got no value)
// expect: bad argument #1 to 'math.deg' (number expected, got string)
// expect: bad argument #1 to 'math.rad' (number expected, got no value)
// expect: bad argument #1 to 'math.rad' (number expected, got string)
e(math.max, 1, {}) e(math.min, 1, nil) e(math.clamp, 1, 2) e(math.lerp, 1, 2) e(math.type) e(math.ult, 1) e(math.ult, 0/0, 1) e(math.pow, 1) e(math.hypot, 1) e(math.log, 1, {}) e(math.atan, 1, {})
// expect: bad argument #2 to 'math.max' (number expected, got table)
// expect: bad argument #2 to 'math.min' (number expected, got nil)
// expect: bad argument #3 to 'math.clamp' (number expected, got no value)
// expect: bad argument #3 to 'math.lerp' (number expected, got no value)
// expect: bad argument #1 to 'math.type' (value expected, got no value)
// expect: bad argument #2 to 'math.ult' (number expected, got no value)
// expect: bad argument #1 to 'math.ult' (number has no integer representation)
// expect: bad argument #2 to 'math.pow' (number expected, got no value)
// expect: bad argument #2 to 'math.hypot' (number expected, got no value)
// expect: bad argument #2 to 'math.log' (number expected, got table)
// expect: bad argument #2 to 'math.atan' (number expected, got table)

// division
print(math.idiv(7, 2), math.idiv(-7, 2), math.idiv(7, -2), math.idiv(-7, -2), math.idiv(6, -2), math.idiv(0, 5), math.idiv(7.5, 2), math.idiv(1, 0.0), math.idiv(-1, 0.0), math.idiv(0.0, 0), math.idiv(math.mininteger, -1), math.idiv("9", "2"))
// expect: 3	-4	-4	3	-3	0	3.0	+Inf	-Inf	NaN	140737488355328.0	4
print(math.fmod(7, 3), math.fmod(-7, 3), math.fmod(7, -3), math.fmod(-7.5, 2), math.fmod(1, 0.0), math.fmod(1, math.huge), math.fmod(math.mininteger, -1), math.fmod(6, "4"), math.fmod(-6, 3))
// expect: 1	-1	1	-1.5	NaN	1.0	0	2	0
e(math.idiv, 1, 0) e(math.fmod, 1, 0) e(math.idiv, 1) e(math.fmod, "x", 1)
// expect: attempt to perform 'n//0'
// expect: bad argument #2 to 'math.fmod' (zero)
// expect: bad argument #2 to 'math.idiv' (number expected, got no value)
// expect: bad argument #1 to 'math.fmod' (number expected, got string)

// powers and angles
print(math.sqrt(16), math.sqrt(-1), math.sqrt("4"), math.pow(2, 10), math.pow(2, 0.5) == 2 ** 0.5, math.pow(-8, 1/3), math.pow(0, 0), math.exp(0), math.exp(-math.huge), math.hypot(3, 4), math.hypot(1e200, 1e200) < math.huge)
// expect: 4.0	NaN	2.0	1024.0	true	NaN	1.0	1.0	0.0	5.0	true
print(math.log(1), math.log(0), math.log(-1), math.log(8, 2), math.log(1000, 10), math.log(2 ** 40, 2), math.log(81, 3) > 3.99, math.log(1e15, 10), math.log(5, nil) == math.log(5), math.log(2, 1), math.log(0.5, 2))
// expect: 0.0	-Inf	NaN	3.0	3.0	40.0	true	15.0	true	+Inf	-1.0
print(math.deg(math.pi), math.rad(180) == math.pi, math.sin(0), math.cos(0), math.tan(0), math.asin(2), math.acos(1), math.atan(0, -1) == math.pi, math.atan(1) == math.pi / 4, math.atan(-0.0, -1) == -math.pi, math.atan(1, nil) == math.atan(1))
// expect: 180.0	true	0.0	1.0	0.0	NaN	0.0	true	true	true	true

// random numbers
math.randomseed(7)
a := {math.random(), math.random(100), math.random(5, 10), math.random(0)}
math.randomseed(7.0)
b := {math.random(), math.random(100), math.random(5, 10), math.random(0)}
math.randomseed(7, 1)
c := math.random()
math.randomseed(7.5)
d := math.random()
print(a[1] == b[1], a[2] == b[2], a[3] == b[3], a[4] == b[4], a[1] != c, a[1] != d, select("#", math.randomseed(1)))
// expect: true	true	true	true	true	true	0
math.randomseed()
x := math.random(0)
math.randomseed(nil)
print(x != math.random(0), math.random(1), math.random(3, 3), math.random("1", 1.9), math.type(math.random(1e300)), math.type(math.random(-1e300, 1e300)), math.type(math.random(math.mininteger, math.maxinteger)))
// expect: true	1	3	1	float	float	integer
fits, low, high, counts, bits, ands := true, false, false, {0, 0, 0, 0, 0, 0}, 0, -1
for i := 1; i <= 6000; i++ {
    r := math.random()
    if !(r >= 0 && r < 1) || math.type(r) != "float" { fits = false }
    n := math.random(6)
    counts[n] = counts[n] + 1
    k := math.random(-2, 2)
    if k < -2 || k > 2 { fits = false }
    if k == -2 { low = true }
    if k == 2 { high = true }
}
for i := 1; i <= 6; i++ { if counts[i] < 800 || counts[i] > 1200 { fits = false } }
print(fits, low, high)
// expect: true	true	true
wide := 0
for i := 1; i <= 200; i++ { if math.abs(math.random(0)) > 2 ** 45 { wide++ } }
print(wide > 100)
// expect: true
e(math.random, -1) e(math.random, 5, 1) e(math.random, "x") e(math.random, 1, {}) e(math.random, 0/0) e(math.random, nil, 5) e(math.randomseed, "x") e(math.randomseed, 1, "x") e(math.random, 0, -1)
// expect: bad argument #1 to 'math.random' (interval is empty)
// expect: bad argument #2 to 'math.random' (interval is empty)
// expect: bad argument #1 to 'math.random' (number expected, got string)
// expect: bad argument #2 to 'math.random' (number expected, got table)
// expect: bad argument #1 to 'math.random' (number has no integer representation)
// expect: bad argument #1 to 'math.random' (number expected, got nil)
// expect: bad argument #1 to 'math.randomseed' (number expected, got string)
// expect: bad argument #2 to 'math.randomseed' (number expected, got string)
// expect: bad argument #2 to 'math.random' (interval is empty)
