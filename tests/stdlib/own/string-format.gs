// string.format.
func e(f, ...) { ok, m := pcall(f, ...); print(m) }
func p(...) { print("[" .. string.format(...) .. "]") }

p("") p("%%") p("no directives") print(#string.format("a\0b%sc", "\0"))
// expect: []
// expect: [%]
// expect: [no directives]
// expect: 5
p("%d %i %u", 1, -2, -3) p("%5d|%-5d|%05d|%+d|% d", 42, 42, 42, 42, 42) p("%.0d|%.3d|%8.3d|%-8.3d|%08.3d", 0, 7, 7, 7, 7)
// expect: [1 -2 -3]
// expect: [   42|42   |00042|+42| 42]
// expect: [|007|     007|007     |     007]
p("%d %d %d", 3.99, -3.99, "0x10") p("%d", 1e300) p("%x %X %#x %#X %o %#o", 255, 255, 255, 255, 8, 8) p("%x %#o", -255, 0)
// expect: [3 -3 16]
// expect: [9223372036854775807]
// expect: [ff FF 0xff 0XFF 10 010]
// expect: [-ff 0]
p("%f %.0f %.3f|%10.2f|%-10.2f|%010.2f|%+.1f", 1.5, 2.5, 1/3, 3.14159, 3.14159, -3.14159, 2) p("%e %.2E %g %G %#g", 12345.678, 0.00012, 1e20, 1e-10, 1) p("%a %A", 1, -0.5)
// expect: [1.500000 2 0.333|      3.14|3.14      |-000003.14|+2.0]
// expect: [1.234568e+04 1.20E-04 1e+20 1E-10 1.00000]
// expect: [0x1p+0 -0X1P-1]
p("%f %5.1f|%-6g|%06e %a", math.huge, -math.huge, 0/0, math.huge, -math.huge) p("%.20f", 0.1) p("%.3f", 1e300 * 0) p("%5.1f", "2.25")
// expect: [+Inf  -Inf|NaN   |  +Inf -Inf]
// expect: [0.10000000000000000555]
// expect: [0.000]
// expect: [  2.2]
p("%c%c%c", 72, 233, 0x1F600) p("%c|%c|%3c|%-3c|", -1, 0xD800, 65, 66)
// expect: [Hé😀]
// expect: [�|�|  A|B  |]
p("%s %s %s %s", "x", 1, 1.0, nil) p("%5s|%-5s|%.2s|%5.1s|%05s", "é", "é", "éàü", "éàü", "x") p("%s", setmetatable({}, {__tostring: func() { return "obj" }})) p("%3s", true)
// expect: [x 1 1.0 nil]
// expect: [    é|é    |éà|    é|0000x]
// expect: [obj]
// expect: [true]
p("%s|%.0s|%.99999999999s", "abc", "abc", "abc") p("%-8s|%8s", setmetatable({}, {__tostring: func() { return "obj" }}), 2.5)
// expect: [abc||abc]
// expect: [obj     |     2.5]
p("%q %q %q %q", nil, true, 1, 1.5) p("%q", "a\nb\0001\r\t\"\\\127é") p("%q %q %q %q", 1/0, -1/0, 0/0, math.mininteger)
// expect: [nil true 1 1.5]
// expect: ["a\nb\0001\r\t\"\\\127é"]
// expect: [(1/0) (-1/0) (0/0) (-140737488355327-1)]
s := "\0\1\0019\31 x\n\r\t\"\\\127\128\255"
print(load("return " .. string.format("%q", s))() == s)
// expect: true
e(string.format) e(string.format, {}) e(string.format, "%d") e(string.format, "%s") e(string.format, "%q") e(string.format, "%d", "x") e(string.format, "%f", {}) e(string.format, "%c", "x")
// expect: bad argument #1 to 'string.format' (string expected, got no value)
// expect: bad argument #1 to 'string.format' (string expected, got table)
// expect: bad argument #2 to 'string.format' (number expected, got no value)
// expect: bad argument #2 to 'string.format' (value expected, got no value)
// expect: bad argument #2 to 'string.format' (value expected, got no value)
// expect: bad argument #2 to 'string.format' (number expected, got string)
// expect: bad argument #2 to 'string.format' (number expected, got table)
// expect: bad argument #2 to 'string.format' (number expected, got string)
e(string.format, "%d %d %x", 1, 2, 0/0) e(string.format, "%q", {}) e(string.format, "%5q", 1) e(string.format, "%y", 1) e(string.format, "%5%") e(string.format, "%*d", 1)
// expect: bad argument #4 to 'string.format' (number has no integer representation)
// expect: bad argument #2 to 'string.format' (value has no literal form)
// expect: specifier '%q' cannot have modifiers
// expect: invalid format specifier '%y'
// expect: invalid format specifier '%%'
// expect: invalid format specifier '%*'
e(string.format, "%") e(string.format, "abc%5") e(string.format, "%-") e(string.format, "%.") e(string.format, "%5.2")
// expect: invalid format string (ends with %)
// expect: invalid format string
// expect: invalid format string
// expect: invalid format string
// expect: invalid format string
e(string.format, "%99999999999d", 1) e(string.format, "%.9999999999f", 1) e(string.format, "%3000000000s", "x") e(string.format, "%3000000000c", 65) e(string.format, "%99999999999999999999999d", 1)
// expect: resulting string too large
// expect: resulting string too large
// expect: resulting string too large
// expect: resulting string too large
// expect: resulting string too large
print(#string.format("%1000d%.600f%-700s", 1, 1, "x"), #string.format(("%d,"):rep(100), unpack(table.map(table.pack(("x"):rep(100):byte(1, -1)), func(v) { return v }))))
// expect: 2302	400
e(string.format, "%s", setmetatable({}, {__tostring: func() { error("inside") }}))
// expect: inside
co := coroutine.wrap(func() { return string.format("%s-%s", setmetatable({}, {__tostring: func() { return coroutine.yield(1) }}), 2) })
print(co(), co("late"))
// expect: 1	late-2
print(("%s=%d"):format("x", 5), string.format(5), string.format("%d", 1, 2, 3))
// expect: x=5	5	1
