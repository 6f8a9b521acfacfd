// os: execute, remove, rename, tmpname.
func e(f, ...) { ok, m := pcall(f, ...); print(m) }
print(os.execute())
print(os.execute(nil))
print(os.execute("true"))
print(os.execute("exit 255"))
print(os.execute("kill -15 $$"))
print(os.execute(""))
print(os.execute("no-such-command-gs 2> /dev/null"))
// expect: true
// expect: true
// expect: true	exit	0
// expect: nil	exit	255
// expect: nil	signal	15
// expect: true	exit	0
// expect: nil	exit	127
io.write("one ")
os.execute("printf 'two '")
print("three")
// expect: one two three
v, m := os.execute("a\0b")
print(v, string.replaceAll(m, "\0", "0"))
e(os.execute, {}) e(os.execute, true)
// expect: nil	execute a0b: invalid argument
// expect: bad argument #1 to 'os.execute' (string expected, got table)
// expect: bad argument #1 to 'os.execute' (string expected, got boolean)

p := os.tmpname()
func fails(v, m) { print(v, string.replaceAll(string.replaceAll(m, p, "P"), "\0", "0")) }
print(fs.stat(p).size, fs.stat(p).mode, string.match(p, "^.*/gscript_%d+$") == p)
q, r := os.tmpname(), os.tmpname()
print(q != r, os.remove(q), os.remove(r))
before := os.getenv("TMPDIR")
os.setenv("TMPDIR", "/nope")
ok, text := pcall(os.tmpname)
print(ok, string.match(text, "^open /nope/gscript_%d+: no such file or directory$") == text)
if before { os.setenv("TMPDIR", before) } else { os.unsetenv("TMPDIR") }
// expect: 0	0600	true
// expect: true	true	true
// expect: false	true
fs.writefile(p, "x")
print(os.rename(p, p .. ".2"), os.rename(p .. ".2", p), fs.readfile(p), os.remove(p))
fails(os.remove(p))
fails(os.rename(p, p .. ".2"))
fails(os.remove("a\0b"))
fails(os.rename("a\0", "b"))
print(os.remove(""))
fs.mkdirAll(p .. "/sub")
fails(os.remove(p))
print(os.remove(p .. "/sub"), os.remove(p))
// expect: true	true	x	true
// expect: nil	remove P: no such file or directory
// expect: nil	rename P P.2: no such file or directory
// expect: nil	remove a0b: invalid argument
// expect: nil	rename a0 b: invalid argument
// expect: nil	remove : no such file or directory
// expect: nil	remove P: directory not empty
// expect: true	true
e(os.remove) e(os.remove, {}) e(os.rename, "x") e(os.rename, nil, "x")
// expect: bad argument #1 to 'os.remove' (string expected, got no value)
// expect: bad argument #1 to 'os.remove' (string expected, got table)
// expect: bad argument #2 to 'os.rename' (string expected, got no value)
// expect: bad argument #1 to 'os.rename' (string expected, got nil)
