// bytes: buffers. Methods with point and colon, every width in both orders, positions at the ends.
func e(f, ...) { ok, m := pcall(f, ...); print(m) }
b := bytes.new()
print(type(b), (string.gsub(tostring(b), "0x%x+", "0x")), getmetatable(b), b == b, b == bytes.new(), b.len(), b.toString() == "", b.toHex() == "", #b.bytes())
// expect: userdata	buffer: 0x	false	true	false	0	true	true	0
print(b.write("a"), select("#", b.write("b")), select("#", b:writeByte(0)), select("#", b.reset()))
// expect: nil	0	0	0
b:write("one") b.write(b, "two") b.write(3) b.write("") b.write("\0\xff")
print(b:toHex(), b.len(b), b:len())
// expect: 6f6e6574776f3300ff	9	9
w := b.write
w("!")
print(b.toString() == "onetwo3\0\xff!")
// expect: true
print(pcall(func() { b.field = 1 }))
// expect: false	attempt to index a buffer value (global 'b')
print(b.nothing)
// expect: nil

// integers
b.reset() b.writeByte(0) b.writeByte(255) b.writeByte("7") b.writeByte(1.9)
print(b.toHex())
// expect: 00ff0701
e(b.writeByte, -1) e(b.writeByte, 256) e(b.writeByte, 1e300) e(b.writeByte, -1e300) e(b.writeByte, 0/0) e(b.writeByte, "x") e(b.writeByte)
// expect: buffer.writeByte: value -1 out of range [0, 255]
// expect: buffer.writeByte: value 256 out of range [0, 255]
// expect: buffer.writeByte: value 9223372036854775807 out of range [0, 255]
// expect: buffer.writeByte: value -9223372036854775808 out of range [0, 255]
// expect: bad argument #1 to 'buffer.writeByte' (number has no integer representation)
// expect: bad argument #1 to 'buffer.writeByte' (number expected, got string)
// expect: bad argument #1 to 'buffer.writeByte' (number expected, got no value)
b.reset() b.writeInt8(127) b.writeInt8(-128) b.writeInt8(255) b.writeInt8(256) b.writeInt8(1, "be")
print(b.toHex())
// expect: 7f80ff0001
b.reset() b.writeInt16(1) b.writeInt16(1, "be") b.writeInt16(-2, "le") b.writeInt16(65537) b.writeInt16(0xABCD, "be")
print(b.toHex())
// expect: 01000001feff0100abcd
b.reset() b.writeInt32(1) b.writeInt32(1, "be") b.writeInt32(-2147483648) b.writeInt32(4294967295, "be") b.writeInt32(4294967297)
print(b.toHex())
// expect: 010000000000000100000080ffffffff01000000
b.reset() b.writeInt64(1) b.writeInt64(-1, "be") b.writeInt64(1e300) b.writeInt64(-1e300, "be") b.writeInt64(140737488355327, "be")
print(b.toHex())
// expect: 0100000000000000ffffffffffffffffffffffffffffff7f800000000000000000007fffffffffff
for _, name := range {"writeInt16", "writeInt32", "writeInt64", "writeFloat32", "writeFloat64"} { e(b[name]); e(b[name], {}); e(b[name], "x", "zz"); e(b[name], 1, "zz"); e(b[name], 1, "LE"); e(b[name], 1, {}); e(b[name], 1, "") }
// expect: bad argument #1 to 'buffer.writeInt16' (number expected, got no value)
// expect: bad argument #1 to 'buffer.writeInt16' (number expected, got table)
// expect: bad argument #1 to 'buffer.writeInt16' (number expected, got string)
// expect: bad argument #2 to 'buffer.writeInt16' (byte order must be 'le' or 'be')
// expect: bad argument #2 to 'buffer.writeInt16' (byte order must be 'le' or 'be')
// expect: bad argument #2 to 'buffer.writeInt16' (string expected, got table)
// expect: bad argument #2 to 'buffer.writeInt16' (byte order must be 'le' or 'be')
// expect: bad argument #1 to 'buffer.writeInt32' (number expected, got no value)
// expect: bad argument #1 to 'buffer.writeInt32' (number expected, got table)
// expect: bad argument #1 to 'buffer.writeInt32' (number expected, got string)
// expect: bad argument #2 to 'buffer.writeInt32' (byte order must be 'le' or 'be')
// expect: bad argument #2 to 'buffer.writeInt32' (byte order must be 'le' or 'be')
// expect: bad argument #2 to 'buffer.writeInt32' (string expected, got table)
// expect: bad argument #2 to 'buffer.writeInt32' (byte order must be 'le' or 'be')
// expect: bad argument #1 to 'buffer.writeInt64' (number expected, got no value)
// expect: bad argument #1 to 'buffer.writeInt64' (number expected, got table)
// expect: bad argument #1 to 'buffer.writeInt64' (number expected, got string)
// expect: bad argument #2 to 'buffer.writeInt64' (byte order must be 'le' or 'be')
// expect: bad argument #2 to 'buffer.writeInt64' (byte order must be 'le' or 'be')
// expect: bad argument #2 to 'buffer.writeInt64' (string expected, got table)
// expect: bad argument #2 to 'buffer.writeInt64' (byte order must be 'le' or 'be')
// expect: bad argument #1 to 'buffer.writeFloat32' (number expected, got no value)
// expect: bad argument #1 to 'buffer.writeFloat32' (number expected, got table)
// expect: bad argument #1 to 'buffer.writeFloat32' (number expected, got string)
// expect: bad argument #2 to 'buffer.writeFloat32' (byte order must be 'le' or 'be')
// expect: bad argument #2 to 'buffer.writeFloat32' (byte order must be 'le' or 'be')
// expect: bad argument #2 to 'buffer.writeFloat32' (string expected, got table)
// expect: bad argument #2 to 'buffer.writeFloat32' (byte order must be 'le' or 'be')
// expect: bad argument #1 to 'buffer.writeFloat64' (number expected, got no value)
// expect: bad argument #1 to 'buffer.writeFloat64' (number expected, got table)
// expect: bad argument #1 to 'buffer.writeFloat64' (number expected, got string)
// expect: bad argument #2 to 'buffer.writeFloat64' (byte order must be 'le' or 'be')
// expect: bad argument #2 to 'buffer.writeFloat64' (byte order must be 'le' or 'be')
// expect: bad argument #2 to 'buffer.writeFloat64' (string expected, got table)
// expect: bad argument #2 to 'buffer.writeFloat64' (byte order must be 'le' or 'be')
e(b.writeInt8) e(b.writeInt16, math.huge)
// expect: bad argument #1 to 'buffer.writeInt8' (number expected, got no value)
// expect: bad argument #1 to 'buffer.writeInt16' (number has no integer representation)
print(b.len())
// expect: 40

// floats
b.reset() b.writeFloat32(0.1) b.writeFloat32(0.1, "be") b.writeFloat32(-0.0) b.writeFloat32(1e39) b.writeFloat32(-1e39, "be") b.writeFloat32(1e-50) b.writeFloat32(16777217) b.writeFloat32(0/0, "be") b.writeFloat32(3.4028235677973366e38, "be") b.writeFloat32(3.4028235677973362e38, "be")
print(b.toHex())
// expect: cdcccc3d3dcccccd000000800000807fff800000000000000000804b7fc000007f8000007f7fffff
b.reset() b.writeFloat64(0.1) b.writeFloat64(0.1, "be") b.writeFloat64(math.huge, "be") b.writeFloat64(-(0/0), "be") b.writeFloat64(7) b.writeFloat64("1e3", "be")
print(b.toHex())
// expect: 9a9999999999b93f3fb999999999999a7ff00000000000007ff80000000000000000000000001c40408f400000000000
n := bytes.fromHex("7ff00000000000017fa00001ffffffffffffffff7f8000000000000080000001")
print(n.readFloat64(1, "be"), n.readFloat32(9, "be"), n.readFloat64(13), n.readFloat32(21, "be"), n.readFloat32(25), n.readFloat32(29, "be"))
// expect: NaN	NaN	NaN	+Inf	0.0	-1.401298464324817e-45
print(tostring(n.readFloat64(13) != n.readFloat64(13)), type(n.readFloat64(13)), n.readFloat64(1, "be") == nil)
// expect: true	number	false

// reading
r := bytes.fromHex("80ff7f0102030405060708f0")
print(r.readInt8(1), r.readUint8(1), r.readInt8(2), r.readInt8(3), r.readByte(1), r.readByte("2"), r.readInt8(12, "be"), r.readUint8(12, "le"))
// expect: -128	128	-1	127	128	255	-16	240
print(r.readInt16(1), r.readInt16(1, "be"), r.readUint16(1), r.readUint16(1, "be"), r.readInt16(11), r.readUint16(11, "be"))
// expect: -128	-32513	65408	33023	-4088	2288
print(r.readInt32(1), r.readInt32(1, "be"), r.readUint32(1), r.readUint32(1, "be"), r.readUint32(9, "be"))
// expect: 25165696	-2130739455	25165696	2164227841	101124336
print(r.readInt64(1), r.readInt64(1, "be"), r.readInt64(4, "be"), r.readInt64(5))
// expect: 3.614171772464659e+17	-9.151456275488112e+18	7.262385979038285e+16	-1.1506619823578145e+18
print(bytes.fromHex("ffffffffff7f0000").readInt64(1), bytes.fromHex("0000000000800000").readInt64(1), bytes.fromHex("00000000000080ff").readInt64(1), bytes.fromHex("ffffffffff7fffff").readInt64(1))
// expect: 140737488355327	140737488355328.0	-3.602879701896397e+16	-140737488355329.0
for _, p := range {0, -1, 12, 13, 1e300, -1e300} { print(p, r.readByte(p), r.readInt8(p), r.readUint8(p), r.readInt16(p), r.readUint16(p), r.readInt32(p), r.readUint32(p), r.readInt64(p), r.readFloat32(p), r.readFloat64(p)) }
// expect: 0	nil	nil	nil	nil	nil	nil	nil	nil	nil	nil
// expect: -1	nil	nil	nil	nil	nil	nil	nil	nil	nil	nil
// expect: 12	240	-16	240	nil	nil	nil	nil	nil	nil	nil
// expect: 13	nil	nil	nil	nil	nil	nil	nil	nil	nil	nil
// expect: 1e+300	nil	nil	nil	nil	nil	nil	nil	nil	nil	nil
// expect: -1e+300	nil	nil	nil	nil	nil	nil	nil	nil	nil	nil
print(r.readInt16(11) != nil, r.readInt32(9) != nil, r.readInt32(10), r.readInt64(5) != nil, r.readInt64(6), r.readFloat64(6), bytes.new().readByte(1))
// expect: true	true	nil	true	nil	nil	nil
for _, name := range {"readInt8", "readInt16", "readInt32", "readInt64", "readUint8", "readUint16", "readUint32", "readFloat32", "readFloat64"} { e(r[name]); e(r[name], 99, "me") }
// expect: bad argument #1 to 'buffer.readInt8' (number expected, got no value)
// expect: bad argument #2 to 'buffer.readInt8' (byte order must be 'le' or 'be')
// expect: bad argument #1 to 'buffer.readInt16' (number expected, got no value)
// expect: bad argument #2 to 'buffer.readInt16' (byte order must be 'le' or 'be')
// expect: bad argument #1 to 'buffer.readInt32' (number expected, got no value)
// expect: bad argument #2 to 'buffer.readInt32' (byte order must be 'le' or 'be')
// expect: bad argument #1 to 'buffer.readInt64' (number expected, got no value)
// expect: bad argument #2 to 'buffer.readInt64' (byte order must be 'le' or 'be')
// expect: bad argument #1 to 'buffer.readUint8' (number expected, got no value)
// expect: bad argument #2 to 'buffer.readUint8' (byte order must be 'le' or 'be')
// expect: bad argument #1 to 'buffer.readUint16' (number expected, got no value)
// expect: bad argument #2 to 'buffer.readUint16' (byte order must be 'le' or 'be')
// expect: bad argument #1 to 'buffer.readUint32' (number expected, got no value)
// expect: bad argument #2 to 'buffer.readUint32' (byte order must be 'le' or 'be')
// expect: bad argument #1 to 'buffer.readFloat32' (number expected, got no value)
// expect: bad argument #2 to 'buffer.readFloat32' (byte order must be 'le' or 'be')
// expect: bad argument #1 to 'buffer.readFloat64' (number expected, got no value)
// expect: bad argument #2 to 'buffer.readFloat64' (byte order must be 'le' or 'be')
e(r.readByte) e(r.readByte, {}) e(r.readInt32, 0/0) e(r.readInt32, 1, true)
// expect: bad argument #1 to 'buffer.readByte' (number expected, got no value)
// expect: bad argument #1 to 'buffer.readByte' (number expected, got table)
// expect: bad argument #1 to 'buffer.readInt32' (number has no integer representation)
// expect: bad argument #2 to 'buffer.readInt32' (string expected, got boolean)
s := bytes.fromString("hello")
print(s.readString(1, 5), s.readString(-3, 2), s.readString(0, 1), s.readString(5, 5), s.readString(6, 9) == "", s.readString(3, 2) == "", s.readString(1, -1) == "", s.readString(1e300, 1e300) == "", s.readString(-1e300, 1e300), s.readString("2", 3.9))
// expect: hello	he	h	o	true	true	true	true	hello	el
e(s.readString) e(s.readString, 1) e(s.readString, {}, 1) e(s.readString, 1, nil)
// expect: bad argument #1 to 'buffer.readString' (number expected, got no value)
// expect: bad argument #2 to 'buffer.readString' (number expected, got no value)
// expect: bad argument #1 to 'buffer.readString' (number expected, got table)
// expect: bad argument #2 to 'buffer.readString' (number expected, got nil)
list := bytes.fromString("\0\x7f\xff").bytes()
print(#list, list[1], list[2], list[3], list[4])
// expect: 3	0	127	255	nil

// objects
e(b.write) e(b.write, {}) e(b.write, nil) e(b.write, b)
// expect: bad argument #1 to 'buffer.write' (string expected, got no value)
// expect: bad argument #1 to 'buffer.write' (string expected, got table)
// expect: bad argument #1 to 'buffer.write' (string expected, got nil)
// expect: bad argument #1 to 'buffer.write' (string expected, got no value)
x := bytes.fromString("self")
x.write(x.toString())
print(x.toString())
// expect: selfself

// growth; what a buffer holds lives as long as it
big := bytes.new()
for i := 1; i <= 100000; i++ { big.writeInt16(i); if i % 20000 == 0 { collectgarbage() } }
print(big.len(), big.readUint16(1), big.readUint16(2 * 50000 - 1), big.readUint16(199999), #big.bytes(), #big.toHex())
// expect: 200000	1	50000	34464	200000	400000
keep := {}
for i := 1; i <= 300; i++ { keep[i] = bytes.fromString(("k" .. i):rep(40)); junk := ("j"):rep(i * 10) }
collectgarbage()
good := true
for i := 1; i <= 300; i++ { if keep[i].toString() != ("k" .. i):rep(40) { good = false } }
print(good)
// expect: true
