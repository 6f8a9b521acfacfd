// color: every function, conversions at their edges, operators, each error.
func show(c) { return c.r .. " " .. c.g .. " " .. c.b .. " " .. c.a }
func e(f, ...) { ok, m := pcall(f, ...); print(m) }

fields := {}
for k, v := range color.new(1, 2, 3) { fields[#fields + 1] = k .. "=" .. v }
print(table.concat(fields, " "), show(color.new("0.5", -1, 7, nil)), show(color.rgb(255, 51, "0")), show(color.rgba(0, 0, 0, 51)))
// expect: r=1.0 g=2.0 b=3.0 a=1.0 _type=color	0.5 -1.0 7.0 1.0	1.0 0.2 0.0 1.0	0.0 0.0 0.0 0.2
print(show(color.fromHex("#3C9")), show(color.fromHex("33cc99")), show(color.fromHex("#FFff0033")), show(color.fromHex(123456)) == show(color.fromHex("123456")))
// expect: 0.2 0.8 0.6 1.0	0.2 0.8 0.6 1.0	1.0 1.0 0.0 0.2	true
print(color.fromHex("")) print(color.fromHex("#")) print(color.fromHex("##123")) print(color.fromHex("##abc1")) print(color.fromHex("#1234")) print(color.fromHex("12 ")) print(select(2, color.fromHex("#fffff\0")) == "invalid hex color: #fffff\0") print(color.fromHex("@@@")) print(color.fromHex("GGG")) print(#select(2, color.fromHex(("f"):rep(1000000))))
// expect: nil	invalid hex color format: 
// expect: nil	invalid hex color format: #
// expect: nil	invalid hex color format: ##123
// expect: nil	invalid hex color format: ##abc1
// expect: nil	invalid hex color format: #1234
// expect: nil	invalid hex color: 12 
// expect: true
// expect: nil	invalid hex color: @@@
// expect: nil	invalid hex color: GGG
// expect: 1000026
hues := {}
for i, h := range {0, 60, 120, 180, 240, 300, 360, -120, 720, 0 / 0, math.huge, -math.huge, -1e-300, 359.99999999999999999} { hues[i] = color.toHex(color.fromHSV(h, 1, 1)) }
print(table.concat(hues, " "))
// expect: #FF0000 #FFFF00 #00FF00 #00FFFF #0000FF #FF00FF #FF0000 #0000FF #FF0000 #FF0000 #FF0000 #FF0000 #FF0000 #FF0000
print(show(color.fromHSV(30, 0.5, 0.5)), show(color.fromHSL(240, 1, 0.25)), show(color.fromHSL(90, 0, 0.75)), show(color.fromHSL(0, 1, 1)), show(color.fromHSV(0, 2, 1)))
// expect: 0.5 0.375 0.25 1.0	0.0 0.0 0.5 1.0	0.75 0.75 0.75 1.0	1.0 1.0 1.0 1.0	1.0 -1.0 -1.0 1.0
print(color.toHSV(color.new(0, 1, 1))) print(color.toHSV(color.BLACK)) print(color.toHSV(color.WHITE)) print(color.toHSV(color.new(1, 0, 0.5))) print(color.toHSV(color.new(1, 0, 1e-30))) print(color.toHSV({r: 1, g: -0.0, b: 0})) print(color.toHSV(color.new(0.5, 0.5, 0)))
// expect: 180.0	1.0	1.0
// expect: 0.0	0.0	0.0
// expect: 0.0	0.0	1.0
// expect: 330.0	1.0	1.0
// expect: 0.0	1.0	1.0
// expect: 0.0	1.0	1.0
// expect: 60.0	1.0	0.5
print(color.toHSL(color.new(0, 0.5, 0))) print(color.toHSL(color.new(1, 0.5, 0.5))) print(color.toHSL(color.WHITE)) print(color.toHSL(color.new(0.25, 0.25, 0.25)))
// expect: 120.0	1.0	0.25
// expect: 0.0	1.0	0.75
// expect: 0.0	0.0	1.0
// expect: 0.0	0.0	0.25
print(color.toHex(color.new(1, 0.5, 0, 0.3)), color.toHex(color.new(-1, 9, 0 / 0)), color.toHex({r: math.huge, g: -math.huge, b: 1 / 255}), color.toHex(color.new(0.5 / 255, 1.5 / 255, 0.499 / 255)))
// expect: #FF8000	#00FF00	#FF0001	#010200
base := color.new(0.5, 0.25, 1, 0.5)
print(show(color.darken(base, 0.5)), show(color.lighten(base, 0.5)), show(color.invert(base)), show(color.alpha(base, 2)), show(color.withAlpha(base, "0")), show(color.grayscale(color.GREEN)), show(base))
// expect: 0.25 0.125 0.5 0.5	0.75 0.625 1.0 0.5	0.5 0.75 0.0 0.5	0.5 0.25 1.0 2.0	0.5 0.25 1.0 0.0	0.7152 0.7152 0.7152 1.0	0.5 0.25 1.0 0.5
print(show(color.lerp(color.BLACK, color.WHITE, 0.25)), show(color.mix(color.TRANSPARENT, {r: 1, g: 1, b: 1}, 2)))
// expect: 0.25 0.25 0.25 1.0	2.0 2.0 2.0 2.0
print(color.isColor(), color.isColor(nil), color.isColor({_type: "color"}), color.isColor({_type: 1}), color.isColor("color"), color.isColor(color.RED), color.isColor(vec.one2()))
// expect: false	false	true	false	false	true	false
print(show(color.ORANGE), show(color.PURPLE), show(color.TRANSPARENT), show(color.CYAN), show(color.MAGENTA), rawequal(color.RED, color.RED))
// expect: 1.0 0.5 0.0 1.0	0.5 0.0 0.5 1.0	0.0 0.0 0.0 0.0	0.0 1.0 1.0 1.0	1.0 0.0 1.0 1.0	true

// operators
print(show(color.new(0.5, 0.75, 0, 0.5) + color.new(0.75, 0.125, -1, 0.25)), show(base * 2), show(2 * base), show(base * base), show(base * 0))
// expect: 1.0 0.875 0.0 0.75	1.0 0.5 2.0 0.5	1.0 0.5 2.0 0.5	0.25 0.0625 1.0 0.25	0.0 0.0 0.0 0.5
plain := {r: 1, g: 0, b: 0, _type: "color"}
print(show(plain + color.BLUE), plain == color.RED, color.RED == plain, color.RED == {r: 1, g: 0, b: 0, a: 1}, color.RED == 1, color.RED != color.BLUE, color.new(1, 0, 0, 0.5) == color.RED)
// expect: 1.0 0.0 1.0 1.0	true	true	false	false	true	false
e(func() { return color.RED + 1 }) e(func() { return 1 + color.RED }) e(func() { return color.RED * "2" }) e(func() { return {} * color.RED }) e(func() { return color.RED + {r: 1, g: 1, b: 1} }) e(func() { return color.RED - color.RED }) e(func() { return color.RED / 2 }) e(func() { return -color.RED }) e(func() { return color.RED < color.BLUE }) e(func() { return color.RED + vec.one2() })
// expect: color.__add: unsupported operand types
// expect: color.__add: unsupported operand types
// expect: color.__mul: unsupported operand types
// expect: color.__mul: unsupported operand types
// expect: color.__add: unsupported operand types
// expect: attempt to perform arithmetic on a table value (field 'RED')
// expect: attempt to perform arithmetic on a table value (field 'RED')
// expect: attempt to perform arithmetic on a table value (field 'RED')
// expect: attempt to compare two table values
// expect: color.__add: unsupported operand types
broken := color.new(1, 1, 1)
broken.a = nil
print(show(broken * 1), show(color.alpha(broken, 0.5)))
broken.a = "1"
e(func() { return broken * 2 }) e(color.toHex, broken) e(color.toHex) e(color.toHex, {r: 1, g: 1}) e(color.lerp, base, base) e(color.mix, base, nil, 1)
// expect: 1.0 1.0 1.0 1.0	1.0 1.0 1.0 0.5
// expect: color.__mul: unsupported operand types
// expect: bad argument #1 to 'color.toHex' (color expected, got table)
// expect: bad argument #1 to 'color.toHex' (color expected, got no value)
// expect: bad argument #1 to 'color.toHex' (color expected, got table)
// expect: bad argument #3 to 'color.lerp' (number expected, got no value)
// expect: bad argument #2 to 'color.mix' (color expected, got nil)
for _, name := range {"new", "rgb", "rgba", "fromHex", "fromHSV", "fromHSL", "toHSV", "toHSL", "lerp", "mix", "darken", "lighten", "alpha", "withAlpha", "invert", "grayscale"} { e(color[name], true) }
// expect: bad argument #1 to 'color.new' (number expected, got boolean)
// expect: bad argument #1 to 'color.rgb' (number expected, got boolean)
// expect: bad argument #1 to 'color.rgba' (number expected, got boolean)
// expect: bad argument #1 to 'color.fromHex' (string expected, got boolean)
// expect: bad argument #1 to 'color.fromHSV' (number expected, got boolean)
// expect: bad argument #1 to 'color.fromHSL' (number expected, got boolean)
// expect: bad argument #1 to 'color.toHSV' (color expected, got boolean)
// expect: bad argument #1 to 'color.toHSL' (color expected, got boolean)
// expect: bad argument #1 to 'color.lerp' (color expected, got boolean)
// expect: bad argument #1 to 'color.mix' (color expected, got boolean)
// expect: bad argument #1 to 'color.darken' (color expected, got boolean)
// expect: bad argument #1 to 'color.lighten' (color expected, got boolean)
// expect: bad argument #1 to 'color.alpha' (color expected, got boolean)
// expect: bad argument #1 to 'color.withAlpha' (color expected, got boolean)
// expect: bad argument #1 to 'color.invert' (color expected, got boolean)
// expect: bad argument #1 to 'color.grayscale' (color expected, got boolean)
e(color.rgba, 1, 2, 3) e(color.new, 1, 2) e(color.darken, base) e(color.alpha, base, "x") e(color.fromHSL, 1, 2) e(color.new, 1, 2, 3, {})
// expect: bad argument #4 to 'color.rgba' (number expected, got no value)
// expect: bad argument #3 to 'color.new' (number expected, got no value)
// expect: bad argument #2 to 'color.darken' (number expected, got no value)
// expect: bad argument #2 to 'color.alpha' (number expected, got string)
// expect: bad argument #3 to 'color.fromHSL' (number expected, got no value)
// expect: bad argument #4 to 'color.new' (number expected, got table)
