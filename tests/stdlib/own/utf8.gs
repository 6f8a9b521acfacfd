// utf8: each function, on valid text and on broken bytes.
func e(f, ...) { ok, m := pcall(f, ...); print(m) }

print(utf8.char(), utf8.char(65, 0xE9, 0x20AC, 0x1F600), #utf8.char(0), #utf8.char(0x7FFFFFFF), #utf8.char(0x200000), #utf8.char(0xD800), utf8.char("65"))
// expect: 	Aé€😀	1	6	5	3	A
e(utf8.char, -1) e(utf8.char, 1, 2147483648) e(utf8.char, "x") e(utf8.char, 1, nil)
// expect: bad argument #1 to 'utf8.char' (value out of range)
// expect: bad argument #2 to 'utf8.char' (value out of range)
// expect: bad argument #1 to 'utf8.char' (number expected, got string)
// expect: bad argument #2 to 'utf8.char' (number expected, got nil)
print(utf8.charpattern == "[\0-\x7F\xC2-\xFD][\x80-\xBF]*")
// expect: true

print(utf8.len("aé€😀"), utf8.len("aé€", 2), utf8.len("aé€", 2, 2), utf8.len("aé€", -3, -1), utf8.len("abc", 4), utf8.len("abc", 2, 1), utf8.len("", 1), utf8.len("abc", 1, -99))
// expect: 4	2	1	1	0	0	0	0
print(utf8.len("a\xFF"), utf8.len("aé", 3))
// expect: nil	nil	3
print(utf8.len("\xC0\x80"), (utf8.len("\xE0\x80\x80", 1, -1, true)), utf8.len("\xF4\x90\x80\x80", 1, -1, true), utf8.len("\xFC\x84\x80\x80\x80\x80", 1, -1, true))
// expect: nil	nil	1	1
e(utf8.len) e(utf8.len, {}) e(utf8.len, "abc", 0) e(utf8.len, "abc", 5) e(utf8.len, "abc", -4) e(utf8.len, "abc", 1, 4) e(utf8.len, "abc", 1e300) e(utf8.len, "abc", "x")
// expect: bad argument #1 to 'utf8.len' (string expected, got no value)
// expect: bad argument #1 to 'utf8.len' (string expected, got table)
// expect: bad argument #2 to 'utf8.len' (initial position out of bounds)
// expect: bad argument #2 to 'utf8.len' (initial position out of bounds)
// expect: bad argument #2 to 'utf8.len' (initial position out of bounds)
// expect: bad argument #3 to 'utf8.len' (final position out of bounds)
// expect: bad argument #2 to 'utf8.len' (initial position out of bounds)
// expect: bad argument #2 to 'utf8.len' (number expected, got string)

print(utf8.codepoint("aé€", 1, -1), select("#", utf8.codepoint("abc", 3, 2)), utf8.codepoint("aé", -2), utf8.codepoint("é", 1, 1))
// expect: 97	0	233	233
print(utf8.codepoint("aé€", 1, -1))
// expect: 97	233	8364
e(utf8.codepoint) e(utf8.codepoint, "") e(utf8.codepoint, "abc", 4) e(utf8.codepoint, "abc", -4) e(utf8.codepoint, "abc", 1, 4) e(utf8.codepoint, "é", 2) e(utf8.codepoint, "a\xED\xA0\x80", 1, -1) e(utf8.codepoint, ("x"):rep(1000001), 1, -1)
// expect: bad argument #1 to 'utf8.codepoint' (string expected, got no value)
// expect: bad argument #3 to 'utf8.codepoint' (out of bounds)
// expect: bad argument #3 to 'utf8.codepoint' (out of bounds)
// expect: bad argument #2 to 'utf8.codepoint' (out of bounds)
// expect: bad argument #3 to 'utf8.codepoint' (out of bounds)
// expect: invalid UTF-8 code
// expect: invalid UTF-8 code
// expect: too many results
print(utf8.codepoint("\xED\xA0\x80", 1, 1, true), select("#", utf8.codepoint(("é"):rep(4000), 1, -1)))
// expect: 55296	4000

out := {}
for at, c := range utf8.codes("aé\0€") { table.insert(out, at .. ":" .. c) }
for at, c := range utf8.codes("\xED\xA0\x80z", true) { table.insert(out, at .. ":" .. c) }
for at, c := range utf8.codes("") { table.insert(out, "never") }
print(table.concat(out, " "))
// expect: 1:97 2:233 4:0 5:8364 1:55296 4:122
for _, bad := range {"\x80", "\xC3", "é\xC3", "\xED\xA0\x80", "\xC0\x80"} { e(func() { for at, c := range utf8.codes(bad) {} }) }
// expect: invalid UTF-8 code
// expect: invalid UTF-8 code
// expect: invalid UTF-8 code
// expect: invalid UTF-8 code
// expect: invalid UTF-8 code
f, s, c := utf8.codes("xy")
print(tostring(f), s, c, f(s, 0), f(s, 2), f(s, 99), f(s, -5), f == utf8.codes(""), f == utf8.codes("", true))
// expect: function: utf8.codes	xy	0	1	nil	nil	1	true	false
e(utf8.codes) e(utf8.codes, {}) e(f, {}) e(f, "x", {})
// expect: bad argument #1 to 'utf8.codes' (string expected, got no value)
// expect: bad argument #1 to 'utf8.codes' (string expected, got table)
// expect: bad argument #1 to 'utf8.codes' (string expected, got table)
// expect: bad argument #2 to 'utf8.codes' (number expected, got table)

print(utf8.offset("aé€z", 1), utf8.offset("aé€z", 2), utf8.offset("aé€z", 5), utf8.offset("aé€z", 6), utf8.offset("aé€z", -2), utf8.offset("aé€z", -5), utf8.offset("aé€z", 0, 3), utf8.offset("", 1), utf8.offset("", 0), utf8.offset("", -1), utf8.offset("abc", 1e300), utf8.offset("abc", -1e300))
// expect: 1	2	8	nil	4	nil	2	1	1	nil	nil	nil
e(utf8.offset) e(utf8.offset, "x") e(utf8.offset, "abc", 1, 5) e(utf8.offset, "abc", 1, 0) e(utf8.offset, "abc", 1, -4) e(utf8.offset, "é", 1, 2) e(utf8.offset, "é", -1, 2)
// expect: bad argument #1 to 'utf8.offset' (string expected, got no value)
// expect: bad argument #2 to 'utf8.offset' (number expected, got no value)
// expect: bad argument #3 to 'utf8.offset' (position out of bounds)
// expect: bad argument #3 to 'utf8.offset' (position out of bounds)
// expect: bad argument #3 to 'utf8.offset' (position out of bounds)
// expect: initial position is a continuation byte
// expect: initial position is a continuation byte

print(utf8.valid("aé€😀"), utf8.valid(""), utf8.valid("\xC3"), utf8.valid("\xF4\x90\x80\x80"), utf8.valid(("x"):rep(100) .. "\x80"), utf8.valid(12))
// expect: true	true	false	false	false	true
print(utf8.sub("aé€z", 2, 3), utf8.sub("aé€z", -2), utf8.sub("aé€z", 3, 2) == "", utf8.sub("hello", -99, 2), utf8.sub("aé", 1, 99), utf8.sub("a\xFFé", 3), utf8.sub("a\xFFé", 2, 2) == "\xFF", utf8.sub("abc", 2, 2), utf8.sub("é", 1e300) == "")
// expect: é€	€z	true	he	aé	é	true	b	true
e(utf8.sub) e(utf8.sub, "x") e(utf8.sub, "x", {}) e(utf8.sub, "x", 1, {})
// expect: bad argument #1 to 'utf8.sub' (string expected, got no value)
// expect: bad argument #2 to 'utf8.sub' (number expected, got no value)
// expect: bad argument #2 to 'utf8.sub' (number expected, got table)
// expect: bad argument #3 to 'utf8.sub' (number expected, got table)
print(utf8.reverse("aé€"), utf8.upper("éa"), utf8.lower("ÉA"))
// expect: €éa	ÉA	éa
for _, name := range {"valid", "reverse", "upper", "lower", "charclass"} { e(utf8[name]) }
// expect: bad argument #1 to 'utf8.valid' (string expected, got no value)
// expect: bad argument #1 to 'utf8.reverse' (string expected, got no value)
// expect: bad argument #1 to 'utf8.upper' (string expected, got no value)
// expect: bad argument #1 to 'utf8.lower' (string expected, got no value)
// expect: bad argument #1 to 'utf8.charclass' (number expected, got no value)
classes := {}
for _, c := range {0x41, 0xE9, 0x1C5, 0x2B0, 0x5D0, 0x30, 0x660, 0x20, 0x09, 0x85, 0xA0, 0x3000, 0x200B, 0x21, 0x2B, 0x20AC, 0x5F, 0, 0x300, 0xB2, 0x2160, 0xD800, 0x110000, -1, 1e300} { table.insert(classes, utf8.charclass(c)) }
print(table.concat(classes))
// expect: LLLLLNNSSSSSOPPPPOOOOOOOO
