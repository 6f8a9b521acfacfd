// string.pack, unpack, packsize.
func e(f, ...) { ok, m := pcall(f, ...); print(m) }
func hex(...) { return (string.pack(...):gsub(".", func(c) { return string.format("%02x", c:byte()) })) }

print(hex("b B h H", -1, 255, -2, 65535), hex(">h H", 1, 2), hex("=i2", 1), hex("i3 I3", -2, 0xABCDEF), hex(">j", -1))
// expect: fffffeffffff	00010002	0100	feffffefcdab	ffffffffffffffff
print(hex("i16", -2), hex("I16", 5), hex(">I16", -1), hex("l L j J T", 1, 2, 3, 4, 5) == hex("i8 i8 i8 i8 i8", 1, 2, 3, 4, 5))
// expect: feffffffffffffffffffffffffffffff	05000000000000000000000000000000	ffffffffffffffffffffffffffffffff	true
print(hex("f d n", 1.5, -0.0, 2), hex(">f", 1e300), hex(">f", 3.4028236e38), hex(">f", 3.4028235e38), hex(">d", "0.5"))
// expect: 0000c03f00000000000000800000000000000040	7f800000	7f800000	7f7fffff	3fe0000000000000
print(hex("s1 s2 s", "ab", "", "c"), hex("z z", "x", ""), hex("c3 c0 c2", "a", "", "bc"), hex("x x"), hex(""), hex(" \32 "))
// expect: 0261620000010000000000000063	780000	6100006263	0000		
print(hex("!4 b i4", 1, 2), hex("!2 b i4", 1, 2), hex("! b d", 1, 0), hex("!4 b Xi4 b", 1, 2), hex("!8 b Xh b", 1, 2), hex("b!8 s4", 1, "x"), hex("!4 b z i2", 1, "a", 2))
// expect: 0100000002000000	010002000000	01000000000000000000000000000000	0100000002	010002	010000000100000078	016100000200
print(string.pack("b", 3.9):byte(), string.pack("b", "-3"):byte(), #string.pack("c5", 12), #string.pack("z", ("x"):rep(10000)), #string.pack("c100000", "x"))
// expect: 3	253	5	10001	100000
e(string.pack) e(string.pack, {}) e(string.pack, "b") e(string.pack, "b", "x") e(string.pack, "z", {}) e(string.pack, "d", true) e(string.pack, "i4", 0/0)
// expect: bad argument #1 to 'string.pack' (string expected, got no value)
// expect: bad argument #1 to 'string.pack' (string expected, got table)
// expect: bad argument #2 to 'string.pack' (number expected, got no value)
// expect: bad argument #2 to 'string.pack' (number expected, got string)
// expect: bad argument #2 to 'string.pack' (string expected, got table)
// expect: bad argument #2 to 'string.pack' (number expected, got boolean)
// expect: bad argument #2 to 'string.pack' (number has no integer representation)
e(string.pack, "b", 128) e(string.pack, "b", -129) e(string.pack, "B", 256) e(string.pack, "bB", 1, -1) e(string.pack, "i3", 0x800000) e(string.pack, "I7", 1e18)
// expect: bad argument #2 to 'string.pack' (integer overflow)
// expect: bad argument #2 to 'string.pack' (integer overflow)
// expect: bad argument #2 to 'string.pack' (unsigned overflow)
// expect: bad argument #3 to 'string.pack' (unsigned overflow)
// expect: bad argument #2 to 'string.pack' (integer overflow)
// expect: bad argument #2 to 'string.pack' (unsigned overflow)
e(string.pack, "c2", "abc") e(string.pack, "s1", ("x"):rep(256)) e(string.pack, "z", "a\0b") e(string.pack, "c3000000000", "x") e(string.pack, "c99999999999999999999", "x")
// expect: bad argument #2 to 'string.pack' (string longer than given size)
// expect: bad argument #2 to 'string.pack' (string length does not fit in given size)
// expect: bad argument #2 to 'string.pack' (string contains zeros)
// expect: resulting string too large
// expect: resulting string too large
e(string.pack, "y") e(string.pack, "i0", 1) e(string.pack, "i17", 1) e(string.pack, "c", "x") e(string.pack, "!3 i4", 1) e(string.pack, "!17") e(string.pack, "X") e(string.pack, "Xz") e(string.pack, "Xc1")
// expect: invalid format option 'y'
// expect: integral size (0) out of limits [1,16]
// expect: integral size (17) out of limits [1,16]
// expect: missing size for format option 'c'
// expect: bad argument #1 to 'string.pack' (format asks for alignment not power of 2)
// expect: integral size (17) out of limits [1,16]
// expect: bad argument #1 to 'string.pack' (invalid next option for option 'X')
// expect: bad argument #1 to 'string.pack' (invalid next option for option 'X')
// expect: bad argument #1 to 'string.pack' (invalid next option for option 'X')

// unpack
print(string.unpack("b B h", "\255\255\254\255"), string.unpack(">i3", "\255\255\254"), string.unpack("I8", ("\255"):rep(8)), string.unpack("j", ("\255"):rep(8)))
// expect: -1	-2	1.8446744073709552e+19	-1	9
print(string.unpack("I8", "\0\0\0\0\0\128\0\0"), string.unpack("i8", "\0\0\0\0\0\128\255\255"), string.unpack("I8", "\255\255\255\255\255\127\0\0"))
// expect: 140737488355328.0	-140737488355328	140737488355327	9
print(string.unpack("i16", ("\255"):rep(16)), string.unpack("I9", "\7\0\0\0\0\0\0\0\0"), string.unpack("z z", "ab\0\0"), string.unpack("s1 c2 x b", "\3abcXY\0\5"))
// expect: -1	7	ab	abc	XY	5	9
print(string.unpack("!4 b i4", "\1\0\0\0\2\0\0\0"), string.unpack("!4 i4", "xx\0\0\1\0\0\0", 3), string.unpack("<f >f <d", "\0\0\192\63\63\192\0\0\0\0\0\0\0\0\240\63"))
// expect: 1	1	1.5	1.5	1.0	17
print(string.unpack("", "abc"), string.unpack("", "abc", 4), string.unpack("b", "abc", -1), string.unpack("b", "abc", "2"), string.unpack("c0", ""))
// expect: 1	4	99	98		1
print(string.unpack(">f", "\255\255\255\255"), string.unpack(">d", ("\255"):rep(8)), string.unpack(">d", "\255\251\0\0\0\0\0\1"), type(string.unpack(">d", "\255\252\0\0\0\0\0\0")))
// expect: NaN	NaN	NaN	number
e(string.unpack) e(string.unpack, "b") e(string.unpack, "b", {}) e(string.unpack, "b", "x", {}) e(string.unpack, "b", "abc", 0) e(string.unpack, "b", "abc", 5) e(string.unpack, "b", "abc", -4) e(string.unpack, "b", "abc", 1e300)
// expect: bad argument #1 to 'string.unpack' (string expected, got no value)
// expect: bad argument #2 to 'string.unpack' (string expected, got no value)
// expect: bad argument #2 to 'string.unpack' (string expected, got table)
// expect: bad argument #3 to 'string.unpack' (number expected, got table)
// expect: bad argument #3 to 'string.unpack' (initial position out of string)
// expect: bad argument #3 to 'string.unpack' (initial position out of string)
// expect: bad argument #3 to 'string.unpack' (initial position out of string)
// expect: bad argument #3 to 'string.unpack' (initial position out of string)
e(string.unpack, "i4", "abc") e(string.unpack, "s1", "\5abc") e(string.unpack, "s8", ("\255"):rep(8)) e(string.unpack, "z", "abc") e(string.unpack, "c4", "abc") e(string.unpack, "x", "") e(string.unpack, "!4 b i4", "\1\0\0\0\0") e(string.unpack, "c99999999999999999999", "")
// expect: bad argument #2 to 'string.unpack' (data string too short)
// expect: bad argument #2 to 'string.unpack' (data string too short)
// expect: bad argument #2 to 'string.unpack' (data string too short)
// expect: bad argument #2 to 'string.unpack' (unfinished string for format 'z')
// expect: bad argument #2 to 'string.unpack' (data string too short)
// expect: bad argument #2 to 'string.unpack' (data string too short)
// expect: bad argument #2 to 'string.unpack' (data string too short)
// expect: bad argument #2 to 'string.unpack' (data string too short)
e(string.unpack, "I9", ("\0"):rep(8) .. "\1") e(string.unpack, "i16", ("\0"):rep(15) .. "\1") e(string.unpack, "q", "") e(string.unpack, "!3 i4", "xxxx") e(string.unpack, ("b"):rep(1000001), ("x"):rep(1000001))
// expect: 9-byte integer does not fit into an integer
// expect: 16-byte integer does not fit into an integer
// expect: invalid format option 'q'
// expect: bad argument #1 to 'string.unpack' (format asks for alignment not power of 2)
// expect: too many results
print(select("#", string.unpack(("b"):rep(8000), ("x"):rep(8000))))
// expect: 8001

// packsize
print(string.packsize(""), string.packsize("b h i4 j"), string.packsize("!8 b j b"), string.packsize("c3000000000"), string.packsize("!4 c3 Xi4"), string.packsize("x x Xb"))
// expect: 0	15	17	3000000000	4	2
e(string.packsize) e(string.packsize, {}) e(string.packsize, "s") e(string.packsize, "bz") e(string.packsize, "k") e(string.packsize, ("c99999999999999"):rep(200))
// expect: bad argument #1 to 'string.packsize' (string expected, got no value)
// expect: bad argument #1 to 'string.packsize' (string expected, got table)
// expect: bad argument #1 to 'string.packsize' (variable-length format)
// expect: bad argument #1 to 'string.packsize' (variable-length format)
// expect: invalid format option 'k'
// expect: bad argument #1 to 'string.packsize' (format result too large)
