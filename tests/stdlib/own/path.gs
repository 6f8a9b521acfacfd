// path: every function, odd texts, wrong calls.
func e(f, ...) { ok, m := pcall(f, ...); print(m) }

// clean
for _, p := range {"a/b/../..", "a/b/../../..", "/a/b/../../..", "../../x/../y", "//", "/./", "./..", "a/./", "a\0b/../c", "....", "/...", "a//../b//"} {
    io.write("[", path.clean(p), "]")
}
print()
// expect: [.][..][/][../../y][/][/][..][a][c][....][/...][b]
print(path.clean(string.rep("../", 3) .. string.rep("a/", 4) .. string.rep("../", 5)), #path.clean(string.rep("x/", 100000)))
// expect: ../../../..	199999
print(path.clean(1.0), path.clean(-7))
// expect: 1.0	-7

// join
print(path.join("a", "..", "..", "b"), path.join("", "/"), path.join("/", "/"), path.join("..", "a"), path.join(" ", "x"))
// expect: ../b	/	/	../a	 /x
print(path.join("", "", "a", ""), path.join("a/../b"), path.join(1, 2, 3.5))
// expect: a	b	1/2/3.5

// dir, base, ext, split
print(path.dir("/"), path.dir("//a"), path.dir("a/b//c"), path.dir("../.."), path.dir("a//"))
// expect: /	/	a/b	..	a
print(path.base("//"), path.base("a//"), path.base("/a/./"), path.base(" "), path.base("a/.."))
// expect: /	a	.	 	..
print(path.ext("a/b.c/"), path.ext("..."), #path.ext("a.b\0c"), path.ext("x."), path.ext("a.b.") == ".", path.ext("a/.b/c") == "")
// expect: 	.	4	.	true	true
print(path.split(""))
print(path.split("/"))
print(path.split("a//b"))
// expect: 	
// expect: /	
// expect: a//	b
print(path.isAbs("//"), path.isAbs("\0/"), path.isAbs(""))
// expect: true	false	false

// rel
print(path.rel("a", "a/"), path.rel("a/..", "b"), path.rel("/", "/"), path.rel("/a/b", "/"), path.rel("a/b/c", "a/x/y"))
// expect: .	b	.	../..	../../x/y
print(path.rel("ab", "a"), path.rel("a", "ab"), path.rel("../a/x", "../b"), path.rel(".", ".."))
// expect: ../a	../ab	../../b	..
print(path.rel("../a", "b"))
print(path.rel("..", "."))
print(path.rel("", "/"))
// expect: nil	Rel: can't make b relative to ../a
// expect: nil	Rel: can't make . relative to ..
// expect: nil	Rel: can't make / relative to 
print(path.rel("..", "../.."), path.rel("../a/b", "../a"))
// expect: ..	..

// match: runs backtrack over everything, also over sets that take a slash
func m(pattern, name) { io.write(tostring(path.match(pattern, name)), " ") }
m("*a*b", "xaybzb") m("*[^x]*b", "a/cb") m("a[^b]c", "a/c") m("[^a]", "/") m("a[/]c", "a/c") m("**/**", "x/y") m("*?", "") m("?*?", "ab")
print()
// expect: true true true true true true false true 
m("*.*.*", "a.b") m("*.*.*", "a.b.c") m("a*/b*", "ax/by") m("a*/b*", "a/x/b") m("*/", "a/") m("*", "/") m("\\a", "a") m("\\[", "[")
print()
// expect: false true true false true false true true 
m("[a-cx-z]", "y") m("[c-a]", "b") m("[\\^a]", "^") m("[a^]", "^") m("[a\\]b]", "]") m("[é-ü]", "ö") m("[a-\xff]", "é") m("[\xff]", "\xff")
print()
// expect: true false true true true true true true 
m("?", "\xff") m("??", "é") m("?", "\xe2\x82") m("??", "\xe2\x82") m("a", "a\0") m("*", "a\0b") m("\0", "\0")
print()
// expect: true false false true false true true 
for _, p := range {"[", "[^", "[a-", "[a-]", "[-a]", "[]a]", "[a]]\\", "x*[", "\\", "[\\", "[a-b-c]"} {
    ok, message := path.match(p, "never")
    io.write(tostring(ok), message == "syntax error in pattern" && "! " || "? ")
}
print()
// expect: false! false! false! false! false! false! false! false! false! false! false! 
print(path.match("[a]]", "a]"), select("#", path.match("a", "a")), select("#", path.match("[", "a")))
// expect: true	1	2
print(path.match(string.rep("*a", 200) .. "b", string.rep("a", 2000)), path.match(string.rep("*", 100000), "x"))
// expect: false	true

e(path.clean) e(path.join, {}) e(path.join, "a", "b", nil) e(path.rel, "a") e(path.match, "[") e(path.split, nil) e(path.ext, print)
// expect: bad argument #1 to 'path.clean' (string expected, got no value)
// expect: bad argument #1 to 'path.join' (string expected, got table)
// expect: bad argument #3 to 'path.join' (string expected, got nil)
// expect: bad argument #2 to 'path.rel' (string expected, got no value)
// expect: bad argument #2 to 'path.match' (string expected, got no value)
// expect: bad argument #1 to 'path.split' (string expected, got nil)
// expect: bad argument #1 to 'path.ext' (string expected, got function)

// abs when the current directory is gone
old := fs.cwd()
d := os.tmpname()
os.remove(d)
fs.mkdir(d)
fs.chdir(d)
print(path.abs("x") == d .. "/x", path.abs("../..//y") == path.clean(d .. "/../../y"))
fs.remove(d)
print(path.abs("x"))
print(path.abs("/x/.."))
print(fs.cwd())
fs.chdir(old)
// expect: true	true
// expect: nil	getcwd: no such file or directory
// expect: /
// expect: nil	getcwd: no such file or directory
