// fs: readfile, writefile, appendfile, copy.
func e(f, ...) { ok, m := pcall(f, ...); print(m) }
d := os.tmpname()
os.remove(d)
fs.mkdir(d)
func fails(v, m) { print(v, string.replaceAll(string.replaceAll(m, d, "D"), "\0", "0")) }

p := d .. "/f"
all := {}
for i := 0; i < 256; i++ { all[i + 1] = string.char(i) }
bytes := table.concat(all)
print(fs.writefile(p, bytes), fs.readfile(p) == bytes, fs.appendfile(p, bytes), fs.readfile(p) == bytes .. bytes)
// expect: true	true	true	true
print(fs.writefile(p, ""), fs.readfile(p) == "", fs.appendfile(p, ""), fs.stat(p).size, fs.stat(p).mode)
// expect: true	true	true	0	0644
big := string.rep("0123456789abcdef", 500000)
print(fs.writefile(p, big), #fs.readfile(p), fs.readfile(p) == big, fs.writefile(p, "short"), fs.readfile(p))
// expect: true	8000000	true	true	short
print(fs.appendfile(d .. "/new", "made"), fs.readfile(d .. "/new"))
// expect: true	made

// files without a size: read to their end
print(#fs.readfile("/proc/self/status") > 0, #fs.readfile("/dev/null"), fs.writefile("/dev/null", big), fs.stat("/dev/null").isfile)
// expect: true	0	true	true

fails(fs.readfile(d))
fails(fs.readfile(d .. "/none"))
fails(fs.readfile(p .. "/x"))
fails(fs.readfile("a\0b"))
fails(fs.writefile(d, ""))
fails(fs.writefile(d .. "/none/x", ""))
fails(fs.writefile(p .. "\0", ""))
fails(fs.appendfile(d, "x"))
fails(fs.appendfile("", "x"))
// expect: nil	read D: is a directory
// expect: nil	open D/none: no such file or directory
// expect: nil	open D/f/x: not a directory
// expect: nil	open a0b: invalid argument
// expect: nil	open D: is a directory
// expect: nil	open D/none/x: no such file or directory
// expect: nil	open D/f0: invalid argument
// expect: nil	open D: is a directory
// expect: nil	open : no such file or directory
fails(fs.writefile("/dev/full", "x"))
fails(fs.appendfile("/dev/full", "x"))
fails(fs.copy(p, "/dev/full"))
// expect: nil	write /dev/full: no space left on device
// expect: nil	write /dev/full: no space left on device
// expect: nil	write /dev/full: no space left on device

// the mode of a new file keeps to the umask
os.execute("cd " .. d .. "; mkdir closed; echo x > closed/f; chmod 0 closed/f")
r, m := fs.readfile(d .. "/closed/f")
print(r == "x\n" || string.hasSuffix(m, "/closed/f: permission denied"))
// expect: true

// copy
fs.writefile(p, bytes)
print(fs.copy(p, d .. "/c"), fs.readfile(d .. "/c") == bytes, fs.stat(d .. "/c").mode)
fs.writefile(d .. "/c", string.rep("long", 1000))
print(fs.copy(p, d .. "/c"), fs.readfile(d .. "/c") == bytes, fs.writefile(p, big), fs.copy(p, d .. "/c"), fs.readfile(d .. "/c") == big)
// expect: true	true	0644
// expect: true	true	true	true	true
fs.writefile(p, "kept")
os.execute("cd " .. d .. " && ln f hard && ln -s f soft")
fails(fs.copy(p, p))
fails(fs.copy(p, d .. "/hard"))
fails(fs.copy(d .. "/soft", p))
fails(fs.copy(p, d .. "/./f"))
print(fs.readfile(p), fs.copy(d .. "/soft", d .. "/c"), fs.readfile(d .. "/c"))
// expect: nil	copy D/f D/f: invalid argument
// expect: nil	copy D/f D/hard: invalid argument
// expect: nil	copy D/soft D/f: invalid argument
// expect: nil	copy D/f D/./f: invalid argument
// expect: kept	true	kept
fails(fs.copy(d, d .. "/never"))
fails(fs.copy(d .. "/none", d .. "/never"))
print(fs.exists(d .. "/never"))
fails(fs.copy(p, d))
fails(fs.copy(p, d .. "/none/x"))
fails(fs.copy(p, "a\0b"))
// expect: nil	read D: is a directory
// expect: nil	open D/none: no such file or directory
// expect: false
// expect: nil	open D: is a directory
// expect: nil	open D/none/x: no such file or directory
// expect: nil	open a0b: invalid argument

// no descriptor stays open
for i := 1; i <= 3000; i++ {
    fs.readfile(p)
    fs.readfile(d)
    fs.copy(p, p)
    fs.readdir(d)
    fs.readdir(p)
}
print(fs.writefile(p, "end"), fs.readfile(p))
// expect: true	end

e(fs.readfile) e(fs.writefile, "x") e(fs.writefile, "x", true) e(fs.appendfile, {}) e(fs.copy, "x") e(fs.copy, nil, "x")
// expect: bad argument #1 to 'fs.readfile' (string expected, got no value)
// expect: bad argument #2 to 'fs.writefile' (string expected, got no value)
// expect: bad argument #2 to 'fs.writefile' (string expected, got boolean)
// expect: bad argument #1 to 'fs.appendfile' (string expected, got table)
// expect: bad argument #2 to 'fs.copy' (string expected, got no value)
// expect: bad argument #1 to 'fs.copy' (string expected, got nil)
fs.removeAll(d)
