// fs: mkdir, mkdirAll, remove, removeAll, rename, tempfile, chdir.
func e(f, ...) { ok, m := pcall(f, ...); print(m) }
d := os.tmpname()
os.remove(d)
fs.mkdir(d)
func fails(v, m) { print(v, m && string.replaceAll(string.replaceAll(m, d, "D"), "\0", "0")) }
fs.writefile(d .. "/f", "x")

fails(fs.mkdir(""))
fails(fs.mkdir(d .. "/a\0b"))
fails(fs.mkdir(d .. "/f"))
fails(fs.mkdir(d .. "/f/x"))
fails(fs.mkdir(d .. "/x/y"))
print(fs.mkdir(d .. "/m"), fs.stat(d .. "/m").mode, fs.mkdir(d .. "/m2/"))
// expect: nil	mkdir : no such file or directory
// expect: nil	mkdir D/a0b: invalid argument
// expect: nil	mkdir D/f: file exists
// expect: nil	mkdir D/f/x: not a directory
// expect: nil	mkdir D/x/y: no such file or directory
// expect: true	0755	true

print(fs.mkdirAll(d .. "/a/b//c/"), fs.isdir(d .. "/a/b/c"), fs.mkdirAll(d .. "/a/b"), fs.mkdirAll("/"), fs.mkdirAll("."))
print(fs.mkdirAll(d .. "/n1/../n2/./n3"), fs.isdir(d .. "/n1"), fs.isdir(d .. "/n2/n3"))
fails(fs.mkdirAll(d .. "/f"))
fails(fs.mkdirAll(d .. "/f/x/y"))
fails(fs.mkdirAll(""))
fails(fs.mkdirAll(d .. "/q/w\0x"))
print(fs.exists(d .. "/q"))
fails(fs.mkdirAll("/proc/no/such"))
os.execute("cd " .. d .. " && ln -s nowhere broken")
fails(fs.mkdirAll(d .. "/broken/x"))
// expect: true	true	true	true	true
// expect: true	true	true
// expect: nil	mkdir D/f: not a directory
// expect: nil	mkdir D/f: not a directory
// expect: nil	mkdir : no such file or directory
// expect: nil	mkdir D/q/w0x: invalid argument
// expect: false
// expect: nil	mkdir /proc/no: no such file or directory
// expect: nil	mkdir D/broken: file exists

// remove
print(fs.remove(d .. "/m"), fs.remove(d .. "/broken"), fs.remove(d .. "/f"), fs.exists(d .. "/f"))
fails(fs.remove(d .. "/f"))
fails(fs.remove(d))
fails(fs.remove(""))
fails(fs.remove("a\0b"))
// expect: true	true	true	false
// expect: nil	remove D/f: no such file or directory
// expect: nil	remove D: directory not empty
// expect: nil	remove : no such file or directory
// expect: nil	remove a0b: invalid argument

// removeAll
fs.mkdirAll(d .. "/keep")
fs.writefile(d .. "/keep/f", "kept")
fs.mkdirAll(d .. "/tree/sub")
os.execute("cd " .. d .. "/tree && ln -s ../keep link && ln -s ../keep/f sub/flink && ln -s nowhere broken && mkfifo pipe && chmod 500 sub")
deep := d .. "/tree" .. string.rep("/x", 300)
fs.mkdirAll(deep)
for i := 1; i <= 2000; i++ { fs.writefile(d .. "/tree/n" .. i, "") }
print(fs.removeAll(d .. "/tree"), fs.exists(d .. "/tree"), fs.readfile(d .. "/keep/f"))
os.execute("cd " .. d .. " && ln -s keep klink")
print(fs.removeAll(d .. "/klink/"), fs.readfile(d .. "/keep/f"), fs.removeAll(d .. "/none"), fs.removeAll(d .. "/none/x"), fs.removeAll(""))
print(fs.removeAll(d .. "/keep/f"), fs.exists(d .. "/keep/f"))
// expect: true	false	kept
// expect: true	kept	true	true	true
// expect: true	false
for _, p := range {".", "./", d .. "/.", d .. "/keep/.", d .. "/keep/./", d .. "/keep/.."} { fails(fs.removeAll(p)) }
fails(fs.removeAll("a\0b"))
fs.writefile(d .. "/f", "x")
fails(fs.removeAll(d .. "/f/x"))
fails(fs.removeAll("/proc/self/status"))
print(fs.isdir(d .. "/keep"))
// expect: nil	RemoveAll .: invalid argument
// expect: nil	RemoveAll ./: invalid argument
// expect: nil	RemoveAll D/.: invalid argument
// expect: nil	RemoveAll D/keep/.: invalid argument
// expect: nil	RemoveAll D/keep/./: invalid argument
// expect: nil	RemoveAll D/keep/..: invalid argument
// expect: nil	remove a0b: invalid argument
// expect: nil	remove D/f/x: not a directory
// expect: nil	remove /proc/self/status: operation not permitted
// expect: true

// rename
fs.writefile(d .. "/g", "g")
print(fs.rename(d .. "/f", d .. "/g"), fs.readfile(d .. "/g"), fs.rename(d .. "/g", d .. "/g"), fs.rename(d .. "/keep", d .. "/kept"))
fails(fs.rename(d .. "/f", d .. "/h"))
fails(fs.rename(d .. "/g", d .. "/kept"))
fails(fs.rename(d .. "/kept", d .. "/kept/in"))
fails(fs.rename("a\0", "b"))
fails(fs.rename(d .. "/g", "b\0"))
// expect: true	x	true	true
// expect: nil	rename D/f D/h: no such file or directory
// expect: nil	rename D/g D/kept: is a directory
// expect: nil	rename D/kept D/kept/in: invalid argument
// expect: nil	rename a0 b: invalid argument
// expect: nil	rename D/g b0: invalid argument

// tempfile
p := fs.tempfile(d)
print(path.dir(p) == d, string.match(path.base(p), "^%d+$") != nil, fs.stat(p).mode, fs.stat(p).size)
p = fs.tempfile(d .. "/", "pre-")
print(string.hasPrefix(p, d .. "/pre-"), string.match(path.base(p), "^pre%-%d+$") != nil)
p = fs.tempfile(d, "a*b*c")
print(string.match(path.base(p), "^a%*b%d+c$") != nil, fs.tempfile(d) != fs.tempfile(d))
p = fs.tempfile("", 7)
print(path.dir(p) == path.clean(fs.tempdir()), string.hasPrefix(path.base(p), "7"), fs.remove(p))
// expect: true	true	0600	0
// expect: true	true
// expect: true	true
// expect: true	true	true
print(fs.tempfile(d, "a/*"))
v, m := fs.tempfile(d .. "/none", "x")
print(v, string.hasPrefix(m, "open " .. d .. "/none/x"), string.hasSuffix(m, ": no such file or directory"))
v, m = fs.tempfile(d, "a\0b")
print(v, string.hasPrefix(m, "open " .. d .. "/a\0b"), string.hasSuffix(m, ": invalid argument"))
// expect: nil	createtemp a/*: pattern contains path separator
// expect: nil	true	true
// expect: nil	true	true

// chdir
old := fs.cwd()
print(fs.chdir(d), fs.exists("g"), fs.chdir("kept"), fs.exists("../g"), fs.chdir(old))
fails(fs.chdir(d .. "/g"))
fails(fs.chdir(""))
fails(fs.chdir("a\0b"))
// expect: true	true	true	true	true
// expect: nil	chdir D/g: not a directory
// expect: nil	chdir : no such file or directory
// expect: nil	chdir a0b: invalid argument

for _, n := range {"mkdir", "mkdirAll", "remove", "removeAll", "chdir"} { e(fs[n]) e(fs[n], {}) }
// expect: bad argument #1 to 'fs.mkdir' (string expected, got no value)
// expect: bad argument #1 to 'fs.mkdir' (string expected, got table)
// expect: bad argument #1 to 'fs.mkdirAll' (string expected, got no value)
// expect: bad argument #1 to 'fs.mkdirAll' (string expected, got table)
// expect: bad argument #1 to 'fs.remove' (string expected, got no value)
// expect: bad argument #1 to 'fs.remove' (string expected, got table)
// expect: bad argument #1 to 'fs.removeAll' (string expected, got no value)
// expect: bad argument #1 to 'fs.removeAll' (string expected, got table)
// expect: bad argument #1 to 'fs.chdir' (string expected, got no value)
// expect: bad argument #1 to 'fs.chdir' (string expected, got table)
e(fs.rename, "a") e(fs.rename, true) e(fs.tempfile, {}) e(fs.tempfile, d, false)
// expect: bad argument #2 to 'fs.rename' (string expected, got no value)
// expect: bad argument #1 to 'fs.rename' (string expected, got boolean)
// expect: bad argument #1 to 'fs.tempfile' (string expected, got table)
// expect: bad argument #2 to 'fs.tempfile' (string expected, got boolean)
print(fs.removeAll(d), fs.exists(d))
// expect: true	false
