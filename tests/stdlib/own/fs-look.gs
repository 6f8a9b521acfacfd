// fs: exists, isfile, isdir, stat, readdir, glob, cwd, tempdir.
func e(f, ...) { ok, m := pcall(f, ...); print(m) }
d := os.tmpname()
os.remove(d)
fs.mkdir(d)
func clean(s) { return string.replaceAll(s, d, "D") }
func fails(v, m) { print(v, clean(m)) }

fs.writefile(d .. "/file", "12345")
fs.mkdir(d .. "/dir")
os.execute("cd " .. d .. " && ln -s file link && ln -s nowhere broken && ln -s dir dirlink && ln -s loop loop && mkfifo pipe")
for _, n := range {"file", "dir", "link", "broken", "dirlink", "loop", "pipe", "none", "file/x", "dir/", "file/", "", "fi\0le"} {
    p := d .. "/" .. n
    print(string.replaceAll(n, "\0", "0"), fs.exists(p), fs.isfile(p), fs.isdir(p))
}
// expect: file	true	true	false
// expect: dir	true	false	true
// expect: link	true	true	false
// expect: broken	false	false	false
// expect: dirlink	true	false	true
// expect: loop	false	false	false
// expect: pipe	true	true	false
// expect: none	false	false	false
// expect: file/x	false	false	false
// expect: dir/	true	false	true
// expect: file/	false	false	false
// expect: 	true	false	true
// expect: fi0le	false	false	false
print(fs.exists(""), fs.isfile("/dev/null"), fs.isdir("/dev/null"), fs.exists(string.rep("x", 5000)))
// expect: false	true	false	false

// stat
s := fs.stat(d .. "/link")
print(s.name, s.size, s.isdir, s.isfile, s.mode, math.type(s.size), math.type(s.mtime), s.mtime == math.floor(s.mtime))
// expect: link	5	false	true	0644	integer	float	true
s = fs.stat(d .. "/dir//")
keys := {}
for k := range s { table.insert(keys, k) }
print(s.name, s.isdir, s.isfile, s.mode, table.concat(keys, " "))
// expect: dir	true	false	0755	name size mtime isdir isfile mode
os.execute("chmod 4751 " .. d .. "/file; touch -d @86401.75 " .. d .. "/file")
print(fs.stat(d .. "/file").mode, fs.stat(d .. "/file").mtime)
// expect: 0751	86401.0
fails(fs.stat(d .. "/broken"))
fails(fs.stat(d .. "/loop"))
fails(fs.stat(d .. "/file/x"))
print(fs.stat(""))
v, m := fs.stat("a\0b")
print(v, string.replaceAll(m, "\0", "0"))
v, m = fs.stat(string.rep("x", 5000))
print(v, string.hasSuffix(m, ": file name too long"))
// expect: nil	stat D/broken: no such file or directory
// expect: nil	stat D/loop: too many levels of symbolic links
// expect: nil	stat D/file/x: not a directory
// expect: nil	stat : no such file or directory
// expect: nil	stat a0b: invalid argument
// expect: nil	true

// readdir: sorted by bytes; sizes and kinds of the entries themselves
fs.writefile(d .. "/\xff", "")
fs.writefile(d .. "/.hidden", "x")
fs.writefile(d .. "/Z", "")
for _, entry := range fs.readdir(d) { io.write(string.replaceAll(entry.name, "\xff", "<ff>"), ":", entry.isdir, " ") }
print()
// expect: .hidden:false Z:false broken:false dir:true dirlink:false file:false link:false loop:false pipe:false <ff>:false 
for _, entry := range fs.readdir(d) { if entry.name == "link" || entry.name == "file" { io.write(entry.name, " ", entry.size, ";") } }
print(#fs.readdir(d .. "/dir"))
// expect: file 5;link 4;0
fails(fs.readdir(d .. "/file"))
fails(fs.readdir(d .. "/pipe"))
fails(fs.readdir("/dev/null"))
fails(fs.readdir(d .. "/none"))
print(fs.readdir(""))
// expect: nil	readdirent D/file: not a directory
// expect: nil	readdirent D/pipe: not a directory
// expect: nil	readdirent /dev/null: not a directory
// expect: nil	open D/none: no such file or directory
// expect: nil	open : no such file or directory

// glob
func g(p) {
    found := fs.glob(p)
    for i, f := range found { found[i] = string.replaceAll(clean(f), "\xff", "<ff>") }
    print(table.concat(found, " "))
}
g(d .. "/*i*")
g(d .. "/*/")
g(d .. "/b*")
g(d .. "/broken")
g(d .. "/broken/")
g(d .. "/dir/../*le")
g(d .. "//f*")
g(d .. "/*/..")
g(d .. "/\\file")
g(d .. "/f[a-z]le")
g(d .. "/[^a-zZ.]")
g("")
g("/nope*/x")
g(d .. "/file/*")
g(d .. "/a\0*")
g("a\0b")
// expect: D/.hidden D/dir D/dirlink D/file D/link D/pipe
// expect: D/dir/ D/dirlink/
// expect: D/broken
// expect: D/broken
// expect: 
// expect: D/dir/../file
// expect: D//file
// expect: D/dir/.. D/dirlink/..
// expect: D/file
// expect: D/file
// expect: D/<ff>
// expect: 
// expect: 
// expect: 
// expect: 
// expect: 
old := fs.cwd()
fs.chdir(d)
g("f*")
g("./f*")
g("*/../Z")
g(".*")
fs.chdir(old)
// expect: file
// expect: ./file
// expect: dir/../Z dirlink/../Z
// expect: .hidden
for _, p := range {"[", "a/[", "nope/[x", "[a/b]", "x/\\", "[]"} { print(fs.glob(p)) }
// expect: nil	syntax error in pattern
// expect: nil	syntax error in pattern
// expect: nil	syntax error in pattern
// expect: nil	syntax error in pattern
// expect: nil	syntax error in pattern
// expect: nil	syntax error in pattern
os.execute("cd " .. d .. "/dir && ln -s . self")
print(#fs.glob(d .. string.rep("/..", 2000)), #fs.glob(d .. "/dir" .. string.rep("/*", 2000)))
os.remove(d .. "/dir/self")
// expect: 0	0

// tempdir follows the environment
before := os.getenv("TMPDIR")
os.setenv("TMPDIR", "/some/where")
print(fs.tempdir())
os.setenv("TMPDIR", "")
print(fs.tempdir())
if before { os.setenv("TMPDIR", before) } else { os.unsetenv("TMPDIR") }
// expect: /some/where
// expect: /tmp

e(fs.exists) e(fs.isfile, nil) e(fs.isdir, {}) e(fs.stat, true) e(fs.readdir) e(fs.glob, print)
// expect: bad argument #1 to 'fs.exists' (string expected, got no value)
// expect: bad argument #1 to 'fs.isfile' (string expected, got nil)
// expect: bad argument #1 to 'fs.isdir' (string expected, got table)
// expect: bad argument #1 to 'fs.stat' (string expected, got boolean)
// expect: bad argument #1 to 'fs.readdir' (string expected, got no value)
// expect: bad argument #1 to 'fs.glob' (string expected, got function)
fs.removeAll(d)
