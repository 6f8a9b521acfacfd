// compress: every format there and back at every level; damage, ends that are missing, and what follows the end.
func e(f, ...) { ok, m := pcall(f, ...); print(m) }
formats := {gzip: 9, zlib: 9, deflate: 9, zstd: 19, brotli: 11}
noise := {}
for i := 1; i <= 3000; i++ { noise[i] = string.char((i * 7919 + i * i * 31) % 256) }
noise = table.concat(noise)
texts := {"", "a", "\0", "hello hello hello", ("\0"):rep(70000), noise, ("line of text\n"):rep(5000) .. noise}
for name, most := range formats { for level := (name == "brotli" && 0 || 1); level <= most; level++ { for i, s := range texts { if compress[name .. "Decode"](compress[name .. "Encode"](s, level)) != s { print("wrong", name, level, i) } } } }
for name, _ := range formats { print(name, compress[name .. "Decode"](compress[name .. "Encode"](12.5)), compress[name .. "Encode"]("abc", nil) == compress[name .. "Encode"]("abc"), compress[name .. "Decode"](compress[name .. "Encode"]("x", "5"))) }
// expect: gzip	12.5	true	x
// expect: zlib	12.5	true	x
// expect: deflate	12.5	true	x
// expect: zstd	12.5	true	x
// expect: brotli	12.5	true	x

// cut off anywhere; changed anywhere (deflate and Brotli have no checksum)
for name, _ := range formats { c := compress[name .. "Encode"]("some text, some more text, and the end"); bad := 0; for n := 0; n < #c; n++ { v, m := compress[name .. "Decode"](c:sub(1, n)); if v == nil && type(m) == "string" && #m > 0 { bad++ } }; print(name, bad == #c) }
// expect: gzip	true
// expect: zlib	true
// expect: deflate	true
// expect: zstd	true
// expect: brotli	true
for _, name := range {"gzip", "zlib", "zstd"} { s := ("some text "):rep(9); c := compress[name .. "Encode"](s); wrong := 0; for i := 1; i <= #c; i++ { for bit := 0; bit < 8; bit++ { d := c:sub(1, i - 1) .. string.char(bit32.bxor(c:byte(i), bit32.lshift(1, bit))) .. c:sub(i + 1); v, m := compress[name .. "Decode"](d); if v != nil && v != s { wrong++ } } }; print(name, wrong) }
// expect: gzip	0
// expect: zlib	0
// expect: zstd	0
for _, name := range {"gzip", "zlib", "deflate", "zstd", "brotli"} { for _, s := range {"", "\0", "garbage garbage garbage", "\xff\xff\xff\xff\xff\xff\xff\xff", ("\0"):rep(100)} { v, m := compress[name .. "Decode"](s); if v != nil && v != "" { print("wrong", name, #v) } } }
print(compress.gzipDecode(""))
// expect: nil	unexpected end of compressed data
print(compress.zlibDecode("garbage!"))
// expect: nil	invalid compressed data
print(compress.zstdDecode("garbage!"))
// expect: nil	invalid compressed data

// behind the end
a, b := "first ", "second"
print(compress.gzipDecode(compress.gzipEncode(a) .. compress.gzipEncode("") .. compress.gzipEncode(b, 1)), compress.zlibDecode(compress.zlibEncode(a) .. compress.zlibEncode(b)), compress.deflateDecode(compress.deflateEncode(a) .. "x"))
// expect: first second	first 	first 
print(compress.zstdDecode(compress.zstdEncode(a) .. compress.zstdEncode("") .. compress.zstdEncode(b, 19)))
// expect: first second
skip := "\x50\x2a\x4d\x18\x03\0\0\0abc"
print(compress.zstdDecode(skip .. compress.zstdEncode(a) .. skip .. compress.zstdEncode(b) .. skip), compress.zstdDecode(skip) == "", compress.zstdDecode(skip:sub(1, -2)))
// expect: first second	true	nil	unexpected end of compressed data
for _, rest := range {"x", "\0", "junk that is long enough to be one"} { print(compress.gzipDecode(compress.gzipEncode(a) .. rest), compress.zstdDecode(compress.zstdEncode(a) .. rest), compress.brotliDecode(compress.brotliEncode(a) .. rest)) }
// expect: nil	nil	nil	invalid compressed data
// expect: nil	nil	nil	invalid compressed data
// expect: nil	nil	nil	invalid compressed data
print(compress.brotliDecode(compress.brotliEncode(a) .. compress.brotliEncode(b)))
// expect: nil	invalid compressed data
// a frame of a Zstandard before the standard; zlib data with a preset dictionary
print(compress.zstdDecode("\x25\xb5\x2f\xfd" .. ("\0"):rep(20)))
// expect: nil	invalid compressed data
print(compress.zlibDecode(encoding.hexDecode("78bb062c0215cb48cdc9c90700062c0215")))
// expect: nil	invalid compressed data

for name, most := range formats { f := compress[name .. "Encode"]; e(f); e(f, {}); e(f, "x", -1); e(f, "x", most + 1); e(f, "x", 1e300); e(f, "x", {}); e(f, "x", 0/0); g := compress[name .. "Decode"]; e(g); e(g, {}) }
// expect: bad argument #1 to 'compress.gzipEncode' (string expected, got no value)
// expect: bad argument #1 to 'compress.gzipEncode' (string expected, got table)
// expect: bad argument #2 to 'compress.gzipEncode' (level must be 1 to 9)
// expect: bad argument #2 to 'compress.gzipEncode' (level must be 1 to 9)
// expect: bad argument #2 to 'compress.gzipEncode' (level must be 1 to 9)
// expect: bad argument #2 to 'compress.gzipEncode' (number expected, got table)
// expect: bad argument #2 to 'compress.gzipEncode' (number has no integer representation)
// expect: bad argument #1 to 'compress.gzipDecode' (string expected, got no value)
// expect: bad argument #1 to 'compress.gzipDecode' (string expected, got table)
// expect: bad argument #1 to 'compress.zlibEncode' (string expected, got no value)
// expect: bad argument #1 to 'compress.zlibEncode' (string expected, got table)
// expect: bad argument #2 to 'compress.zlibEncode' (level must be 1 to 9)
// expect: bad argument #2 to 'compress.zlibEncode' (level must be 1 to 9)
// expect: bad argument #2 to 'compress.zlibEncode' (level must be 1 to 9)
// expect: bad argument #2 to 'compress.zlibEncode' (number expected, got table)
// expect: bad argument #2 to 'compress.zlibEncode' (number has no integer representation)
// expect: bad argument #1 to 'compress.zlibDecode' (string expected, got no value)
// expect: bad argument #1 to 'compress.zlibDecode' (string expected, got table)
// expect: bad argument #1 to 'compress.deflateEncode' (string expected, got no value)
// expect: bad argument #1 to 'compress.deflateEncode' (string expected, got table)
// expect: bad argument #2 to 'compress.deflateEncode' (level must be 1 to 9)
// expect: bad argument #2 to 'compress.deflateEncode' (level must be 1 to 9)
// expect: bad argument #2 to 'compress.deflateEncode' (level must be 1 to 9)
// expect: bad argument #2 to 'compress.deflateEncode' (number expected, got table)
// expect: bad argument #2 to 'compress.deflateEncode' (number has no integer representation)
// expect: bad argument #1 to 'compress.deflateDecode' (string expected, got no value)
// expect: bad argument #1 to 'compress.deflateDecode' (string expected, got table)
// expect: bad argument #1 to 'compress.zstdEncode' (string expected, got no value)
// expect: bad argument #1 to 'compress.zstdEncode' (string expected, got table)
// expect: bad argument #2 to 'compress.zstdEncode' (level must be 1 to 19)
// expect: bad argument #2 to 'compress.zstdEncode' (level must be 1 to 19)
// expect: bad argument #2 to 'compress.zstdEncode' (level must be 1 to 19)
// expect: bad argument #2 to 'compress.zstdEncode' (number expected, got table)
// expect: bad argument #2 to 'compress.zstdEncode' (number has no integer representation)
// expect: bad argument #1 to 'compress.zstdDecode' (string expected, got no value)
// expect: bad argument #1 to 'compress.zstdDecode' (string expected, got table)
// expect: bad argument #1 to 'compress.brotliEncode' (string expected, got no value)
// expect: bad argument #1 to 'compress.brotliEncode' (string expected, got table)
// expect: bad argument #2 to 'compress.brotliEncode' (level must be 0 to 11)
// expect: bad argument #2 to 'compress.brotliEncode' (level must be 0 to 11)
// expect: bad argument #2 to 'compress.brotliEncode' (level must be 0 to 11)
// expect: bad argument #2 to 'compress.brotliEncode' (number expected, got table)
// expect: bad argument #2 to 'compress.brotliEncode' (number has no integer representation)
// expect: bad argument #1 to 'compress.brotliDecode' (string expected, got no value)
// expect: bad argument #1 to 'compress.brotliDecode' (string expected, got table)
e(compress.gzipEncode, "x", 0) e(compress.zstdEncode, "x", 0)
// expect: bad argument #2 to 'compress.gzipEncode' (level must be 1 to 9)
// expect: bad argument #2 to 'compress.zstdEncode' (level must be 1 to 19)
