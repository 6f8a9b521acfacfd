// io: opening, reading formats, writing, seeking, buffers, closed files.
func e(f, ...) { ok, m := pcall(f, ...); print(m) }
name := os.tmpname()
func fails(v, m) { print(v, m && string.replaceAll(string.replaceAll(m, name, "F"), "\0", "0")) }
func content() { return string.replaceAll(string.replaceAll(fs.readfile(name), "\n", ";"), "\r", "^") }

// modes
for _, m := range {"r", "w", "a", "r+", "w+", "a+", "rb", "wb", "ab", "r+b", "w+b", "a+b"} { f := io.open(name, m); io.write(m, ":", io.type(f), " "); f:close() }
print()
// expect: r:file w:file a:file r+:file w+:file a+:file rb:file wb:file ab:file r+b:file w+b:file a+b:file 
for _, m := range {"", "x", "R", "rb+", "r+ ", "rw", "+r", "ab+", "r\0", " r", "rbb"} { ok, text := pcall(io.open, name, m); io.write(text == "bad argument #2 to 'io.open' (invalid mode)" && "! " || "? ") }
print()
// expect: ! ! ! ! ! ! ! ! ! ! ! 
fails(io.open(name .. "/x"))
fails(io.open("a\0b"))
fails(io.open(""))
fails(io.open("/tmp", "w"))
e(io.open) e(io.open, {}) e(io.open, name, {}) e(io.open, name, 1)
// expect: nil	open F/x: not a directory
// expect: nil	open a0b: invalid argument
// expect: nil	open : no such file or directory
// expect: nil	open /tmp: is a directory
// expect: bad argument #1 to 'io.open' (string expected, got no value)
// expect: bad argument #1 to 'io.open' (string expected, got table)
// expect: bad argument #2 to 'io.open' (string expected, got table)
// expect: bad argument #2 to 'io.open' (invalid mode)
os.remove(name)
io.open(name, "w"):close()
print(fs.stat(name).mode)
// expect: 0644

// a directory opens, but can not be read
f := io.open("/tmp")
print(f:read())
print(f:read("a"))
print(f:read(0))
print(pcall(f:lines()))
print(f:close())
print(pcall(io.lines("/tmp")))
// expect: nil	read /tmp: is a directory
// expect: nil	read /tmp: is a directory
// expect: nil	read /tmp: is a directory
// expect: false	read /tmp: is a directory
// expect: true
// expect: false	read /tmp: is a directory

// lines: LF and CRLF; a CR elsewhere is a byte like others; NUL bytes; long lines
fs.writefile(name, "a\r\nb\rc\n\r\n\0x\0\nend\r")
f = io.open(name)
for l := range f:lines() { io.write(#l, ":", string.replaceAll(string.replaceAll(l, "\r", "^"), "\0", "0"), " ") }
print(f:read(), f:seek("set"), #f:read("L"), #f:read("L"), #f:read("L"))
f:close()
// expect: 1:a 3:b^c 0: 3:0x0 4:end^ nil	0	3	4	2
long := string.rep("0123456789", 30000)
fs.writefile(name, long .. "\n" .. long .. "\r\n" .. long)
for l := range io.lines(name) { io.write(#l, l == long && "= " || "! ") }
f = io.open(name)
print(#f:read("L"), #f:read("L"), #f:read("L"), f:read("L"))
f:seek("set", 5)
print(#f:read(299999), f:read(1) == "\n", #f:read(1000000), f:read(1), f:read(0), f:read("a") == "")
f:close()
// expect: 300000= 300000= 300000= 300001	300002	300000	nil
// expect: 299999	false	599998	nil	nil	true

// all formats; stars, further letters, numbers of several kinds
fs.writefile(name, "first\nsecond third\n4 5\n")
f = io.open(name)
print(f:read("line"), f:read("*lines"), f:read("number"), f:read("*n"), f:read(1.9) == "\n", f:read("all") == "")
f:seek("set")
print(f:read(-1), f:read(0), f:read(2.999), f:read("*Large") == "rst\n", #f:read(1e300))
f:close()
// expect: first	second third	4	5	true	true
// expect: 		fi	true	17
e(io.open(name).read, nil, "x")
f = io.open(name)
e(f.read, f, "") e(f.read, f, "*") e(f.read, f, "x") e(f.read, f, "l", "7") e(f.read, f, {}) e(f.read, f, nil) e(f.read, f, true) e(f.read, f, 0 / 0) e(f.read, f, "l", 1 / 0)
print(f:seek())
f:close()
// expect: bad argument #1 to 'file.read' (string or number expected, got nil)
// expect: bad argument #1 to 'file.read' (invalid format)
// expect: bad argument #1 to 'file.read' (invalid format)
// expect: bad argument #1 to 'file.read' (invalid format)
// expect: bad argument #2 to 'file.read' (invalid format)
// expect: bad argument #1 to 'file.read' (string or number expected, got table)
// expect: bad argument #1 to 'file.read' (string or number expected, got nil)
// expect: bad argument #1 to 'file.read' (string or number expected, got boolean)
// expect: bad argument #1 to 'file.read' (number has no integer representation)
// expect: bad argument #2 to 'file.read' (number has no integer representation)
// expect: 0

// numbers: what can begin one is taken, all else stays
fs.writefile(name, "0x1F -0x.8p1 1e5 .5. 1e+ -  +7 0x 12abc " .. string.rep("9", 250) .. "\n\v\f 3")
f = io.open(name)
for i := 1; i <= 4; i++ { io.write(tostring(f:read("n")), " ") }
print(f:read(1), f:read("n"), f:read("n"), f:read("n"), f:read("n"), f:read(1), f:read("n"), f:read("n"), f:read("l") == "abc " .. string.rep("9", 250), f:read("n"), f:read("n"))
f:close()
// expect: 31 -1.0 100000.0 0.5 .	nil	nil	7	nil	 	12	nil	true	3	nil
fs.writefile(name, string.rep("1", 250) .. " 1_0")
f = io.open(name)
print(f:read("n") == tonumber(string.rep("1", 200)), f:read("l"))
f:close()
// expect: true	11111111111111111111111111111111111111111111111111 1_0

// several formats: the first that fails ends the row
fs.writefile(name, "1 x")
f = io.open(name)
print(select("#", f:read("n", "n", "l")), f:seek("set"), select("#", f:read("a", "a", 1, "l")), select("#", f:read(0, "a")), select("#", f:read()))
f:close()
// expect: 2	0	3	1	1

// what is written and read has one position
f = io.open(name, "w+")
print(f:write("abc", 1, 2.5, nil, true, "\0", "\n") == f, f:write() == f, f:write("") == f, f:seek(), f:seek("set"), #f:read("a"))
print(f:seek("set", 2), f:write("XY") == f, f:read(2), f:seek("cur", -1), f:read(1), f:seek("end", -2), f:write("!") == f, f:read(1) == "\n", f:read(1))
print(f:seek("set", 20), f:write("z") == f, f:seek("end"), f:seek("set"), string.replaceAll(string.replaceAll(f:read("a"), "\0", "0"), "\n", ";"))
f:close()
// expect: true	true	true	16	0	16
// expect: 2	true	2.	5	.	14	true	true	nil
// expect: 20	true	21	0	abXY2.5niltrue!;0000z
// a: every write goes to the end, wherever the script has read
fs.writefile(name, "one\ntwo\n")
f = io.open(name, "a+")
print(f:read(), f:write("three\n") == f, f:read(), f:seek("set", 1), f:read(), f:write("four\n") == f, f:close(), content())
f = io.open(name, "a")
print(f:seek(), f:write("5") == f, f:seek(), f:seek("set", 0), f:write("6") == f, f:seek(), f:close(), content())
// expect: one	true	nil	1	ne	true	true	one;two;three;four;
// expect: 19	true	20	0	true	21	true	one;two;three;four;56

// seek: words, numbers, errors
f = io.open(name)
print(f:seek("set", "3"), f:seek("cur", 1.9), f:seek("end", -1.9), f:seek(nil, nil), f:seek("set", 1e12))
fails(f:seek("set", -1))
fails(f:seek("cur", -1e300))
e(f.seek, f, "") e(f.seek, f, "SET") e(f.seek, f, 5) e(f.seek, f, {}) e(f.seek, f, "set", {}) e(f.seek, f, "x", {}) e(f.seek, f, "cur", 0 / 0)
f:close()
// expect: 3	4	20	20	1000000000000
// expect: nil	seek F: invalid argument
// expect: nil	seek F: invalid argument
// expect: bad argument #1 to 'file.seek' (invalid option '')
// expect: bad argument #1 to 'file.seek' (invalid option 'SET')
// expect: bad argument #1 to 'file.seek' (invalid option '5')
// expect: bad argument #1 to 'file.seek' (string expected, got table)
// expect: bad argument #2 to 'file.seek' (number expected, got table)
// expect: bad argument #1 to 'file.seek' (invalid option 'x')
// expect: bad argument #2 to 'file.seek' (number has no integer representation)

// buffers
f = io.open(name, "w")
f:write("abc")
io.write(#fs.readfile(name), " ")
print(f:setvbuf("no"), content(), f:write("d") == f, content())
print(f:setvbuf("full", 10), f:write("12345") == f, content(), f:write("67890") == f, content())
print(f:setvbuf("line"), f:write("x") == f, content(), f:write("y\nz") == f, content())
print(f:setvbuf("full", 1e18), f:write(string.rep("z", 100)) == f, #content(), f:flush() == f, #content(), f:setvbuf("full", -5), f:setvbuf("full", nil))
e(f.setvbuf, f) e(f.setvbuf, f, "Full") e(f.setvbuf, f, "full", {})
f:close()
// expect: 0 true	abc	true	abcd
// expect: true	true	abcd	true	abcd1234567890
// expect: true	true	abcd1234567890	true	abcd1234567890xy;z
// expect: true	true	18	true	118	true	true
// expect: bad argument #1 to 'file.setvbuf' (string expected, got no value)
// expect: bad argument #1 to 'file.setvbuf' (invalid option 'Full')
// expect: bad argument #2 to 'file.setvbuf' (number expected, got table)

// the wrong direction
f = io.open(name, "r")
fails(f:write("x"))
fails(f:write(""))
print(f:write() == f, f:flush() == f)
f:close()
f = io.open(name, "w")
fails(f:read())
fails(f:read(0))
fails(f:read("n", "a"))
print(pcall(f:lines()) == false)
f:close()
fails(io.stdout:read())
fails(io.stdin:write("x"))
// expect: nil	write F: bad file descriptor
// expect: nil	write F: bad file descriptor
// expect: true	true
// expect: nil	read F: bad file descriptor
// expect: nil	read F: bad file descriptor
// expect: nil	read F: bad file descriptor
// expect: true
// expect: nil	read <stdout>: bad file descriptor
// expect: nil	write <stdin>: bad file descriptor

// a full disk is noticed when the data goes out
f = io.open("/dev/full", "w")
print(f:write("lost") == f)
print(f:flush())
print(f:flush() == f, f:write("lost again") == f)
print(f:close())
f = io.open("/dev/full", "w")
print(f:write(string.rep("x", 100000)))
print(f:setvbuf("no"))
print(f:write("x"))
print(f:close())
// expect: true
// expect: nil	write /dev/full: no space left on device
// expect: true	true
// expect: nil	close /dev/full: no space left on device
// expect: nil	write /dev/full: no space left on device
// expect: true
// expect: nil	write /dev/full: no space left on device
// expect: true

// closed files
f = io.open(name)
read, it := f.read, f:lines()
f:close()
for _, method := range {"read", "write", "lines", "seek", "setvbuf", "flush", "close"} { e(f[method], f) e(f[method]) }
// expect: attempt to use a closed file
// expect: attempt to use a closed file
// expect: attempt to use a closed file
// expect: attempt to use a closed file
// expect: attempt to use a closed file
// expect: attempt to use a closed file
// expect: attempt to use a closed file
// expect: attempt to use a closed file
// expect: attempt to use a closed file
// expect: attempt to use a closed file
// expect: attempt to use a closed file
// expect: attempt to use a closed file
// expect: attempt to use a closed file
// expect: attempt to use a closed file
e(read) e(it) e(io.close, f) e(f.read, f, "bad format")
print(io.type(f), tostring(f), type(f), f == f)
// expect: attempt to use a closed file
// expect: file is already closed
// expect: attempt to use a closed file
// expect: attempt to use a closed file
// expect: closed file	file (closed)	userdata	true

// a file that closes itself, or the text of a value that closes it, or a value without a text
f = io.open(name, "w")
e(f.write, f, "kept", setmetatable({}, {__tostring: func() { f:close(); return "late" }}), "x")
print(content())
f = io.open(name, "w")
e(f.write, f, "x", setmetatable({}, {__tostring: func() { error("no text", 0) }}))
print(f:close(), content(), getmetatable(f), pcall(setmetatable, f, {}))
// expect: attempt to use a closed file
// expect: 
// expect: no text
// expect: true		false	false	bad argument #1 to 'setmetatable' (table expected, got userdata)

// iterators
fs.writefile(name, "1 2\n3\n")
for a, b := range io.lines(name, "n", "n") { print(a, b) }
it = io.lines(name, 1, 1, "L")
print(it())
print(it())
print(it())
e(io.lines, name, "x") e(io.lines, name, "l", {}) e(io.lines, {}) fails(pcall(io.lines, name .. "/x"))
f = io.open(name)
e(f.lines, f, "q")
it = f:lines()
f:close()
e(it)
it = io.lines(name)
io.write(it(), " ", it(), " ", tostring(it()), "\n")
e(it)
// expect: 1	2
// expect: 3	nil
// expect: 1	 	2
// expect: 
// expect: 3	
// expect: 	nil
// expect: nil
// expect: bad argument #2 to 'io.lines' (invalid format)
// expect: bad argument #3 to 'io.lines' (string or number expected, got table)
// expect: bad argument #1 to 'io.lines' (string expected, got table)
// expect: false	open F/x: not a directory
// expect: bad argument #1 to 'file.lines' (invalid format)
// expect: file is already closed
// expect: 1 2 3 nil
// expect: file is already closed
os.remove(name)
