// string: searching, splitting, trimming, padding without patterns.
func e(f, ...) { ok, m := pcall(f, ...); print(m) }

print(string.hasPrefix("abc", ""), string.hasPrefix("", "a"), string.hasPrefix("a\0b", "a\0"), string.hasSuffix("abc", ""), string.hasSuffix("bc", "abc"), string.hasSuffix(1.5, 5))
// expect: true	false	true	true	false	true
print(string.contains("", ""), string.contains("a\0b", "\0"), string.contains("abc", "bc"), string.contains("ab", "abc"), string.contains("x%d", "%d"))
// expect: true	true	true	false	true
print(string.count("", "a"), string.count("aaaa", "a"), string.count("ababab", "abab"), string.count("\xFFé", ""), string.count("a.b.", "."))
// expect: 0	4	1	3	2
for _, name := range {"hasPrefix", "hasSuffix", "contains", "count", "split"} {
    e(string[name]) e(string[name], "x") e(string[name], {}, "x") e(string[name], "x", true)
}
// expect: bad argument #1 to 'string.hasPrefix' (string expected, got no value)
// expect: bad argument #2 to 'string.hasPrefix' (string expected, got no value)
// expect: bad argument #1 to 'string.hasPrefix' (string expected, got table)
// expect: bad argument #2 to 'string.hasPrefix' (string expected, got boolean)
// expect: bad argument #1 to 'string.hasSuffix' (string expected, got no value)
// expect: bad argument #2 to 'string.hasSuffix' (string expected, got no value)
// expect: bad argument #1 to 'string.hasSuffix' (string expected, got table)
// expect: bad argument #2 to 'string.hasSuffix' (string expected, got boolean)
// expect: bad argument #1 to 'string.contains' (string expected, got no value)
// expect: bad argument #2 to 'string.contains' (string expected, got no value)
// expect: bad argument #1 to 'string.contains' (string expected, got table)
// expect: bad argument #2 to 'string.contains' (string expected, got boolean)
// expect: bad argument #1 to 'string.count' (string expected, got no value)
// expect: bad argument #2 to 'string.count' (string expected, got no value)
// expect: bad argument #1 to 'string.count' (string expected, got table)
// expect: bad argument #2 to 'string.count' (string expected, got boolean)
// expect: bad argument #1 to 'string.split' (string expected, got no value)
// expect: bad argument #2 to 'string.split' (string expected, got no value)
// expect: bad argument #1 to 'string.split' (string expected, got table)
// expect: bad argument #2 to 'string.split' (string expected, got boolean)

print(string.replaceAll("aaa", "a", "bb"), string.replaceAll("abc", "x", "y"), string.replaceAll("a%1", "%1", "%0"), string.replaceAll("", "", "-"), string.replaceAll("aXbX", "X", ""))
// expect: bbbbbb	abc	a%0	-	ab
print(string.replaceAll("\xFFé", "", ".") == ".\xFF.é.", #string.replaceAll(("ab"):rep(2000), "a", "xyz"), string.replaceAll(10203, 0, "-"))
// expect: true	8000	1-2-3
e(string.replaceAll) e(string.replaceAll, "x", "x") e(string.replaceAll, "x", {}, 1)
// expect: bad argument #1 to 'string.replaceAll' (string expected, got no value)
// expect: bad argument #3 to 'string.replaceAll' (string expected, got no value)
// expect: bad argument #2 to 'string.replaceAll' (string expected, got table)
e(string.replaceAll, ("a"):rep(100000), "a", ("b"):rep(100000))
// expect: resulting string too large

p := string.split(",a,,b,", ",")
print(#p, table.concat(p, "|"), #string.split("abc", "abcd"), #string.split("a\0b\0c", "\0"), table.concat(string.split("xyz", ""), "."))
// expect: 5	|a||b|	1	3	x.y.z
print(#string.split(("a,"):rep(5000), ","), string.split("a--b", "-")[2] == "")
// expect: 5001	true

// join takes values of every type and their own text
named := setmetatable({}, {__tostring: func() { return "T" }})
print(string.join({1, "a", nil, true, named, 2.0}, ", "), string.join({}, "x") == "", string.join({1}, "x"), string.join({1, 2, 3}, 0))
// expect: 1, a, nil, true, T, 2.0	true	1	10203
e(string.join, {setmetatable({}, {__tostring: func() { error("no text") }})}, "")
// expect: no text
e(string.join, {1, setmetatable({}, {__tostring: func() { return 1 }})}, "")
// expect: '__tostring' must return a string
e(string.join) e(string.join, "x", "y") e(string.join, {}) e(string.join, {}, {})
// expect: bad argument #1 to 'string.join' (table expected, got no value)
// expect: bad argument #1 to 'string.join' (table expected, got string)
// expect: bad argument #2 to 'string.join' (string expected, got no value)
// expect: bad argument #2 to 'string.join' (string expected, got table)
shrinking := {}
for i := 1; i <= 3; i++ { shrinking[i] = setmetatable({}, {__tostring: func() { shrinking[3] = nil; return "s" }}) }
print(string.join(shrinking, "-"))
// expect: s-s-nil
co := coroutine.wrap(func() {
    slow := setmetatable({}, {__tostring: func() { return coroutine.yield("waiting") }})
    return string.join({"a", slow, ("b"):rep(600), slow}, "+")
})
print(co(), co("X"), #co("Y"))
// expect: waiting	waiting	606

// trim
print("[" .. string.trim("\t\n\v\f\r x y \u{A0}\u{2003}\u{3000}\u{85}") .. "]", "[" .. string.trimLeft("  a  ") .. "]", "[" .. string.trimRight("  a  ") .. "]")
// expect: [x y]	[a  ]	[  a]
print("[" .. string.trim("   ") .. "]", "[" .. string.trim("") .. "]", string.trim("\u{200B}x") == "\u{200B}x", "[" .. string.trim(" a ", "") .. "]")
// expect: []	[]	true	[ a ]
print(string.trim("éaxaé", "éa"), string.trim("[x]", "[]"), string.trimLeft("aab", "a"), string.trimRight("baa", "a"), string.trim("a\xFFb\xFF", "\xFFa") == "b")
// expect: x	x	b	b	true
print(string.trim("\xC3x\xC3", "\xC3") == "x", string.trim("éxé", "\xC3") == "éxé", string.trim(" x ", nil), string.trim(111211, 1), string.trim("x", {} == nil && "" || nil))
// expect: true	true	x	2	x
for _, name := range {"trim", "trimLeft", "trimRight"} { e(string[name]) e(string[name], "x", {}) }
// expect: bad argument #1 to 'string.trim' (string expected, got no value)
// expect: bad argument #2 to 'string.trim' (string expected, got table)
// expect: bad argument #1 to 'string.trimLeft' (string expected, got no value)
// expect: bad argument #2 to 'string.trimLeft' (string expected, got table)
// expect: bad argument #1 to 'string.trimRight' (string expected, got no value)
// expect: bad argument #2 to 'string.trimRight' (string expected, got table)

// pad
print(string.padLeft("x", 4, "abc"), string.padRight("x", 4, "abc"), string.padLeft("x", 9, "abc"), string.padLeft("é", 4, "."), string.padLeft("x", 3, "") == "  x")
// expect: abcx	xabc	bcabcabcx	..é	true
print(string.padLeft("abc", 3), string.padRight("abc", -1e300), string.padLeft("", 3, "ab"), string.padRight("", 3, "ab"), string.padLeft("x", 2, "ab"))
// expect: abc	abc	bab	aba	bx
for _, name := range {"padLeft", "padRight"} { e(string[name]) e(string[name], "x") e(string[name], "x", 1, {}) e(string[name], "x", 1e15) }
// expect: bad argument #1 to 'string.padLeft' (string expected, got no value)
// expect: bad argument #2 to 'string.padLeft' (number expected, got no value)
// expect: bad argument #3 to 'string.padLeft' (string expected, got table)
// expect: resulting string too large
// expect: bad argument #1 to 'string.padRight' (string expected, got no value)
// expect: bad argument #2 to 'string.padRight' (number expected, got no value)
// expect: bad argument #3 to 'string.padRight' (string expected, got table)
// expect: resulting string too large

print(string.title("the quick  brown\tfox"), string.title("éa\u{2003}ßx ñ"), string.title(""), string.title("ABC dEF"), string.byte(string.title("\255a")) == 255)
// expect: The Quick  Brown	Fox	Éa ßx Ñ		ABC DEF	true
e(string.title)
// expect: bad argument #1 to 'string.title' (string expected, got no value)
print(string.isNumeric("0x1F"), string.isNumeric("1e5"), string.isNumeric(" 7\n"), string.isNumeric("1_000"), string.isNumeric("1 2"), string.isNumeric("nan"), string.isNumeric("1\0"), string.isNumeric(0/0))
// expect: true	true	true	false	false	false	false	true
e(string.isNumeric) e(string.isNumeric, nil) e(string.isNumeric, {})
// expect: bad argument #1 to 'string.isNumeric' (string expected, got no value)
// expect: bad argument #1 to 'string.isNumeric' (string expected, got nil)
// expect: bad argument #1 to 'string.isNumeric' (string expected, got table)
