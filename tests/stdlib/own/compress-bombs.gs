// flags: --memory-limit=64M
// compress: data that becomes larger than memory allows is an error like any other, and nothing stays behind. What the
// compressors themselves need counts too.
formats := {"gzip", "zlib", "deflate", "zstd", "brotli"}
half := ("\0"):rep(5000000)
bombs := {}
for _, name := range formats { bombs[name] = compress[name .. "Encode"](half, 9) }
for _, name := range formats { print(name, #bombs[name] < 10000, compress[name .. "Decode"](bombs[name]) == half) }
// expect: gzip	true	true
// expect: zlib	true	true
// expect: deflate	true	true
// expect: zstd	true	true
// expect: brotli	true	true
half = nil
collectgarbage()
// 10000 members of this kind would be 50 GB
for _, name := range {"gzip", "zstd"} { ok, m := pcall(compress[name .. "Decode"], bombs[name]:rep(10000)); print(name, ok, m); collectgarbage() }
// expect: gzip	false	not enough memory
// expect: zstd	false	not enough memory
used := collectgarbage("count")
for i := 1; i <= 5; i++ { pcall(compress.gzipDecode, bombs.gzip:rep(20)); pcall(compress.zstdDecode, bombs.zstd:rep(20)); compress.gzipDecode("junk"); compress.zstdDecode(bombs.zstd:sub(1, 50)); compress.brotliDecode(bombs.brotli:sub(1, -2)) }
collectgarbage()
print(collectgarbage("count") - used < 300)
// expect: true
// a frame that asks for a window of 64 MB
print(pcall(compress.zstdDecode, "\x28\xb5\x2f\xfd\x00\x80" .. "\x01\0\0"))
// expect: false	not enough memory
for _, name := range formats { print(name, compress[name .. "Decode"](compress[name .. "Encode"]("still works"))) }
// expect: gzip	still works
// expect: zlib	still works
// expect: deflate	still works
// expect: zstd	still works
// expect: brotli	still works
