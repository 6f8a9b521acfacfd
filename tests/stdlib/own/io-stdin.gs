// io: standard input has one buffer for all readers; other goroutines run while one waits.
print(io.read())
print(io.stdin:read("n"), io.read("n"), io.read("L") == "\n")
for l := range io.lines() { if l == "" { break }; io.write("<", l, ">") }
print(io.read(3), io.stdin:read(2), io.read("l"))
chunk := loadfile()
print(chunk(), io.read(), io.read("a") == "", io.read(0), io.read("n"))
// expect: first line
// expect: 12	-0.5	true
// expect: <a><b>abc	de	f
// expect: 42	nil	true	nil	nil
print(io.stdin:seek("set", 0) == 0 || true, io.stdin:setvbuf("no"), io.stdin:flush() == io.stdin)
// expect: true	true	true
