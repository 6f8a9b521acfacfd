// bytes: the functions for byte strings.
func e(f, ...) { ok, m := pcall(f, ...); print(m) }
print(bytes.toHex(""), bytes.toHex("\0\xffA"), bytes.toHex(12))
// expect: 	00ff41	3132
print(bytes.fromHex("").len(), bytes.fromHex("00FFa1").toHex(), bytes.fromHex(12).toHex())
// expect: 0	00ffa1	12
for _, s := range {"a", "abc", "0g", "g0", "00g", "00x0y", "0 ", "\0", "é", "12\xff4"} { b, m := bytes.fromHex(s); print(b, bytes.toHex(m)) }
// expect: nil	6f6464206e756d626572206f662068657820646967697473
// expect: nil	6f6464206e756d626572206f662068657820646967697473
// expect: nil	696e76616c6964206865782064696769742027672720617420706f736974696f6e2032
// expect: nil	696e76616c6964206865782064696769742027672720617420706f736974696f6e2031
// expect: nil	696e76616c6964206865782064696769742027672720617420706f736974696f6e2033
// expect: nil	696e76616c6964206865782064696769742027782720617420706f736974696f6e2033
// expect: nil	696e76616c6964206865782064696769742027202720617420706f736974696f6e2032
// expect: nil	696e76616c6964206865782064696769742027002720617420706f736974696f6e2031
// expect: nil	696e76616c6964206865782064696769742027c32720617420706f736974696f6e2031
// expect: nil	696e76616c6964206865782064696769742027ff2720617420706f736974696f6e2033
print(bytes.fromHex("xyz"))
// expect: nil	invalid hex digit 'x' at position 1
print(bytes.fromHex("00g"))
// expect: nil	invalid hex digit 'g' at position 3
print(bytes.fromHex("000"))
// expect: nil	odd number of hex digits
print(bytes.xor("", "") == "", bytes.toHex(bytes.xor("\0\xff\x0f", "\xff\xff\xf0")), bytes.xor(bytes.xor("text", "keys"), "keys"), bytes.toHex(bytes.xor(1, 2)))
// expect: true	ff00ff	text	03
e(bytes.xor, "a", "ab") e(bytes.xor, "", "x") e(bytes.xor, "a") e(bytes.xor, {}, {})
// expect: bytes.xor: strings must have equal length (got 1 and 2)
// expect: bytes.xor: strings must have equal length (got 0 and 1)
// expect: bad argument #2 to 'bytes.xor' (string expected, got no value)
// expect: bad argument #1 to 'bytes.xor' (string expected, got table)
print(bytes.compare("", "a"), bytes.compare("a", ""), bytes.compare("\0", ""), bytes.compare("\x7f", "\x80"), bytes.compare("a\0b", "a\0c"), bytes.compare("abc", "abc"), bytes.compare(2, 10))
// expect: -1	1	1	-1	-1	0	1
e(bytes.compare, "a") e(bytes.compare, {}, "a")
// expect: bad argument #2 to 'bytes.compare' (string expected, got no value)
// expect: bad argument #1 to 'bytes.compare' (string expected, got table)
print(bytes.repeat("ab", 0) == "", bytes.repeat("ab", -5) == "", bytes.repeat("", 1000000) == "", bytes.repeat("\0", 3) == "\0\0\0", bytes.repeat("xyz", "2"), #bytes.repeat("abc", 100001), bytes.repeat("", 1e300) == "")
// expect: true	true	true	true	xyzxyz	300003	true
e(bytes.repeat, "ab", 1e300) e(bytes.repeat, "ab", 1073741824) e(bytes.repeat, "a") e(bytes.repeat, "a", "x") e(bytes.repeat, "a", math.huge) e(bytes.repeat, nil, 2)
// expect: resulting string too large
// expect: resulting string too large
// expect: bad argument #2 to 'bytes.repeat' (number expected, got no value)
// expect: bad argument #2 to 'bytes.repeat' (number expected, got string)
// expect: bad argument #2 to 'bytes.repeat' (number has no integer representation)
// expect: bad argument #1 to 'bytes.repeat' (string expected, got nil)
print(bytes.concat() == "", bytes.concat("a", 1, 2.0, true, nil, bytes.fromString("\0b"), bytes.new()) == "a12.0truenil\0b")
// expect: true	true
e(bytes.concat, "a", {}) e(bytes.concat, setmetatable({}, {__tostring: func() { return "x" }}))
// expect: bad argument #2 to 'bytes.concat' (string or buffer expected, got table)
// expect: bad argument #1 to 'bytes.concat' (string or buffer expected, got table)
print((string.gsub(bytes.concat(print), "0x%x+", "0x")), (string.gsub(bytes.concat(io.stdout), "0x%x+", "0x")))
// expect: function: print	file (0x)
e(bytes.fromString) e(bytes.fromString, {}) e(bytes.fromHex) e(bytes.toHex, nil)
// expect: bad argument #1 to 'bytes.fromString' (string expected, got no value)
// expect: bad argument #1 to 'bytes.fromString' (string expected, got table)
// expect: bad argument #1 to 'bytes.fromHex' (string expected, got no value)
// expect: bad argument #1 to 'bytes.toHex' (string expected, got nil)
print(bytes.fromString(1.5).toString(), bytes.new("surplus").len())
// expect: 1.5	0
