// string: find, match, gmatch, gsub.
func e(f, ...) { ok, m := pcall(f, ...); print(m) }

// find: init, plain, captures, anchors
print(string.find("abc", "b"), string.find("abc", "b", -1), string.find("abc", "b", -99), string.find("abc", "", 4), string.find("abc", "", 5))
// expect: 2	nil	2	4	nil
print(string.find("abc", "b", 0), string.find("abc", "b", 1e300), string.find("abc", "b", -1e300), string.find("", ""), string.find("", "^$"))
// expect: 2	nil	2	1	1	0
print(string.find("a+b", "+", 1, true), string.find("a+b", "a+", 1, nil), string.find("a%d", "%d", 1, true), string.find("a.b", ".", 1, false), string.find("", "", 1, true))
// expect: 2	1	2	1	1	0
print(string.find("key = value", "(%w+)%s*=%s*(%w+)"))
// expect: 1	11	key	value
print(string.find("abc", "()"), string.find("abc", "()c()"))
// expect: 1	3	3	3	4
print(string.find("a\0b\0c", "\0", 3), string.find("a\0b", "%z"), string.find("a\0b", "[\0]b"), string.find("xay", "a$"), string.find("xa", "a$"))
// expect: 4	nil	2	nil	2	2
print(string.find("abc", "^b", 2), string.find("abc", "^c", 2), string.find(12345, 34), string.find("needle" .. ("x"):rep(1000) .. "needle", "needle", 2))
// expect: 2	nil	3	1007	1012
e(string.find) e(string.find, "x") e(string.find, {}, "x") e(string.find, "x", true) e(string.find, "x", "x", {}) e(string.find, "x", "x", 0/0)
// expect: bad argument #1 to 'string.find' (string expected, got no value)
// expect: bad argument #2 to 'string.find' (string expected, got no value)
// expect: bad argument #1 to 'string.find' (string expected, got table)
// expect: bad argument #2 to 'string.find' (string expected, got boolean)
// expect: bad argument #3 to 'string.find' (number expected, got table)
// expect: bad argument #3 to 'string.find' (number has no integer representation)

// match
print(string.match("hello", ".-(l+)(.*)"), string.match("x", "()"), string.match("2024-01-02", "(%d+)-(%d+)-(%d+)"))
// expect: ll	1	2024	01	02
print(string.match("abc", "b", 3), string.match("abc", "c", 3), string.match("abc", "", 4) == "", string.match("abc", "", 5), string.match("  x  ", "^%s*(.-)%s*$"))
// expect: nil	c	true	nil	x
print(string.match("THE (quick) fox", "%((%a+)%)"), string.match("a.b", "%."), string.match("THE (x)", "%f[%a]%a+"), string.match("((a)b)", "%b()"), string.match("abab", "(a)(b)%1%2"))
// expect: quick	.	THE	((a)b)	a	b
print(string.match("a]b", "[]]"), string.match("a-b", "[a%-]-b"), string.match("x^y", "[x^]+"), string.match("5%", "%d%%"), string.match("\xFF\xFE", "[\xFE-\xFF]+") == "\xFF\xFE")
// expect: ]	a-b	x^	5%	true
e(string.match) e(string.match, "x") e(string.match, "x", {}) e(string.match, "x", "x", "y")
// expect: bad argument #1 to 'string.match' (string expected, got no value)
// expect: bad argument #2 to 'string.match' (string expected, got no value)
// expect: bad argument #2 to 'string.match' (string expected, got table)
// expect: bad argument #3 to 'string.match' (number expected, got string)

// malformed patterns, in every function, also where nothing would be searched
for _, p := range {"%", "[a", "[a%", "%f", "%b", "%bx", ")", "%1", "(%1)", "(()", ("()"):rep(33)} {
    ok, a := pcall(string.find, "", p)
    ok, b := pcall(string.match, "", p)
    ok, c := pcall(string.gmatch, "", p)
    ok, d := pcall(string.gsub, "", p, "")
    print(a, a == b && b == c && c == d)
}
// expect: malformed pattern (ends with '%')	true
// expect: malformed pattern (missing ']')	true
// expect: malformed pattern (missing ']')	true
// expect: missing '[' after '%f' in pattern	true
// expect: malformed pattern (missing arguments to '%b')	true
// expect: malformed pattern (missing arguments to '%b')	true
// expect: invalid pattern capture	true
// expect: invalid capture index %1	true
// expect: invalid capture index %1	true
// expect: unfinished capture	true
// expect: too many captures	true
e(string.gsub, "abc", "(", "x", 0)
// expect: unfinished capture
e(string.match, ("a"):rep(300), ("a?"):rep(300) .. "b")
// expect: pattern too complex
print(string.match(("a"):rep(100000), ".-b"), string.match(("a"):rep(100000), "(.-)$") == ("a"):rep(100000), string.match(("a"):rep(30), ("a?"):rep(30) .. ("a"):rep(30)) == ("a"):rep(30))
// expect: nil	true	true

// many different patterns, more than are kept compiled
n := 0
for i := 1; i <= 500; i++ {
    for j := 1; j <= 2; j++ { if string.match("x" .. i .. "y", "^x(" .. i .. ")y$") == tostring(i) { n++ } }
}
print(n)
// expect: 1000

// gmatch
out := {}
for a, b := range string.gmatch("k1=v1;k2=v2", "(%w+)=(%w+)") { table.insert(out, a .. b) }
for w := range string.gmatch("abc", "") { table.insert(out, "[" .. w .. "]") }
for p := range string.gmatch("abc", "()") { table.insert(out, p) }
for w := range string.gmatch("one two", "%a+", -3) { table.insert(out, w) }
for w := range string.gmatch("aXbXc", "X") { table.insert(out, w) }
for w := range string.gmatch("abc", "%a+", 9) { table.insert(out, "never") }
for w := range string.gmatch("a^b", "^.") { table.insert(out, w) }
print(table.concat(out, " "))
// expect: k1v1 k2v2 [] [] [] [] 1 2 3 4 two X X ^b
f := string.gmatch("ab", "%a")
print(f(), f(), f(), f(), tostring(f))
// expect: a	b	nil	nil	function: string.gmatch
g := string.gmatch("abc", "%a")
outer := {}
for a := range string.gmatch("12", "%d") { for b := range string.gmatch("xy", "%a") { table.insert(outer, a .. b .. g()); if #outer == 3 { break } }; if #outer == 3 { break } }
print(table.concat(outer, " "))
// expect: 1xa 1yb 2xc
e(string.gmatch) e(string.gmatch, "x") e(string.gmatch, "x", {}) e(string.gmatch, "x", "x", "y") e(string.gmatch, "x", "%")
// expect: bad argument #1 to 'string.gmatch' (string expected, got no value)
// expect: bad argument #2 to 'string.gmatch' (string expected, got no value)
// expect: bad argument #2 to 'string.gmatch' (string expected, got table)
// expect: bad argument #3 to 'string.gmatch' (number expected, got string)
// expect: malformed pattern (ends with '%')
